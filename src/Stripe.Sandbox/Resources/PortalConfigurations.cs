using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

/// <summary>What a customer may do in the billing portal.</summary>
internal static class PortalConfigurations
{
    public const string Kind = "billing_portal.configuration";
    private const string Url = "/v1/billing_portal/configurations";

    private const string Fields = """
        business_profile(headline privacy_policy_url terms_of_service_url) default_return_url login_page(enabled?) metadata{} name
        features(
            customer_update(enabled? allowed_updates[]) invoice_history(enabled?) payment_method_update(enabled?)
            subscription_cancel(enabled? mode proration_behavior cancellation_reason(enabled? options[]))
            subscription_update(enabled? default_allowed_updates[] proration_behavior products[](product prices[])))
        """;

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post(Url, Fields, Create),
        Operation.Get(Url, ParameterShape.Of("limit# starting_after ending_before active? is_default?"), call => call.List(Kind, Url)),
        Operation.Get(Url + "/{id}", ParameterShape.None, call => call.Subject(Kind)),
        Operation.Post(Url + "/{id}", Fields + " active?", Update),
    ];

    /// <summary>The one that sessions use when none is named, made when first needed.</summary>
    public static JsonObject Default(State state)
    {
        if (state.Objects.All(Kind).Find(c => c.Flag("is_default")) is { } found)
            return found;
        var made = New(state, isDefault: true);
        made.Child("features")!.Child("payment_method_update")!["enabled"] = true;
        state.Objects.Add(made);
        return made;
    }

    private static JsonObject Create(Call call)
    {
        if (call.Given.Child("features") is null)
            throw StripeFault.Required("features");
        var configuration = New(call.State, isDefault: false);
        Apply(call, configuration);
        call.State.Objects.Add(configuration);
        call.State.Emit("billing_portal.configuration.created", configuration);
        return configuration;
    }

    private static JsonObject Update(Call call)
    {
        var configuration = call.Subject(Kind);
        Apply(call, configuration);
        if (call.Given["active"] is not null)
            configuration["active"] = call.Given.Flag("active");
        configuration["updated"] = call.State.Now;
        call.State.Objects.Save(configuration);
        call.State.Emit("billing_portal.configuration.updated", configuration);
        return configuration;
    }

    private static void Apply(Call call, JsonObject configuration)
    {
        foreach (var group in new[] { "business_profile", "features" })
            Merge(configuration.Child(group)!, call.Given.Child(group) ?? []);
        if (call.Given.Child("login_page") is { } login)
            configuration.Child("login_page")!["enabled"] = login.Flag("enabled");
        foreach (var field in new[] { "default_return_url", "name" })
            configuration[field] = call.Given.Text(field) is { } text ? (text.Length == 0 ? null : text) : configuration.Text(field);
        configuration["metadata"] = Metadata.Apply(configuration.Child("metadata"), call.Given["metadata"]);
    }

    private static void Merge(JsonObject into, JsonObject given)
    {
        foreach (var (field, value) in given)
        {
            if (value is JsonObject deeper && into[field] is JsonObject place)
                Merge(place, deeper);
            else
                into[field] = value?.DeepClone();
        }
    }

    private static JsonObject New(State state, bool isDefault) => new()
    {
        ["id"] = Ids.New("bpc_"),
        ["object"] = Kind,
        ["active"] = true,
        ["application"] = null,
        ["business_profile"] = new JsonObject { ["headline"] = null, ["privacy_policy_url"] = null, ["terms_of_service_url"] = null },
        ["created"] = state.Now,
        ["default_return_url"] = null,
        ["features"] = new JsonObject
        {
            ["customer_update"] = new JsonObject { ["allowed_updates"] = new JsonArray(), ["enabled"] = false },
            ["invoice_history"] = new JsonObject { ["enabled"] = false },
            ["payment_method_update"] = new JsonObject { ["enabled"] = false, ["payment_method_configuration"] = null },
            ["subscription_cancel"] = new JsonObject
            {
                ["cancellation_reason"] = new JsonObject { ["enabled"] = false, ["options"] = new JsonArray() },
                ["enabled"] = false,
                ["mode"] = "at_period_end",
                ["proration_behavior"] = "none",
            },
            ["subscription_update"] = new JsonObject
            {
                ["billing_cycle_anchor"] = null,
                ["default_allowed_updates"] = new JsonArray(),
                ["enabled"] = false,
                ["proration_behavior"] = "none",
                ["schedule_at_period_end"] = new JsonObject { ["conditions"] = new JsonArray() },
                ["trial_update_behavior"] = "end_trial",
            },
        },
        ["is_default"] = isDefault,
        ["livemode"] = false,
        ["login_page"] = new JsonObject { ["enabled"] = false, ["url"] = null },
        ["metadata"] = new JsonObject(),
        ["name"] = null,
        ["updated"] = state.Now,
    };
}
