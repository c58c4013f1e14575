using System.Text.Json.Nodes;
using Stripe.Sandbox.Invoicing;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Subscribing;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

internal static class Customers
{
    private const string Fields = "description email name phone address(line1 line2 city state postal_code country) metadata{} tax_exempt preferred_locales[] balance# invoice_settings(default_payment_method) ";

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/customers", Fields + "payment_method tax_id_data[](type value) test_clock", Create),
        Operation.Get("/v1/customers", ParameterShape.ListOf("created~ email test_clock"), call => call.List("customer", "/v1/customers", "email", "test_clock")),
        Operation.Get("/v1/customers/{id}", ParameterShape.None, Get),
        Operation.Post("/v1/customers/{id}", Fields, Update),
        Operation.Delete("/v1/customers/{id}", Delete),
    ];

    /// <summary>A customer nothing is known of; not yet kept.</summary>
    public static JsonObject New(State state) => new()
    {
        ["id"] = Ids.New("cus_", 14),
        ["object"] = "customer",
        ["address"] = null,
        ["balance"] = 0,
        ["created"] = state.Now,
        ["currency"] = null,
        ["default_source"] = null,
        ["delinquent"] = false,
        ["description"] = null,
        ["email"] = null,
        ["invoice_prefix"] = Ids.New(string.Empty, 8).ToUpperInvariant(),
        ["invoice_settings"] = new JsonObject { ["custom_fields"] = null, ["default_payment_method"] = null, ["footer"] = null, ["rendering_options"] = null },
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        ["name"] = null,
        ["next_invoice_sequence"] = 1,
        ["phone"] = null,
        ["preferred_locales"] = new JsonArray(),
        ["shipping"] = null,
        ["tax_exempt"] = "none",
        ["test_clock"] = null,
    };

    private static JsonObject Create(Call call)
    {
        var customer = New(call.State);
        if (call.Given.Text("test_clock") is { } clock)
            customer["test_clock"] = call.State.Require(TestClocks.Kind, clock, "test_clock").Text("id");
        Apply(customer, call);
        call.State.Objects.Add(customer);
        call.State.Emit("customer.created", customer);
        foreach (var taxId in call.Given.Children("tax_id_data"))
            TaxIds.Add(call.State, customer.Text("id")!, taxId.Text("type") ?? throw StripeFault.Required("tax_id_data[0][type]"), taxId.Text("value") ?? throw StripeFault.Required("tax_id_data[0][value]"));
        if (call.Given.Text("payment_method") is { } method)
            PaymentMethods.AttachTo(call.State, PaymentMethods.Resolve(call.State, method), customer.Text("id")!);
        if (call.Given["invoice_settings"] is not null)
        {
            SetDefaultMethod(customer, call, call.Given.Text("payment_method"));
            call.State.Objects.Save(customer);
        }

        return customer;
    }

    /// <summary>A deleted customer can still be looked at, to learn just that.</summary>
    private static JsonObject Get(Call call) => call.State.Objects.Find(call.Id) is { } found && found.Text("object") == "customer" && found.Flag("deleted")
        ? Deleted(call.Id)
        : call.Subject("customer");

    private static JsonObject Update(Call call)
    {
        var customer = call.Subject("customer");
        Apply(customer, call);
        SetDefaultMethod(customer, call, null);
        call.State.Objects.Save(customer);
        call.State.Emit("customer.updated", customer);
        return customer;
    }

    /// <summary>Ends the customer's subscriptions first; payments made stay.</summary>
    private static JsonObject Delete(Call call)
    {
        var customer = call.Subject("customer");
        foreach (var subscription in call.State.Objects.Where("subscription", "customer", call.Id).Where(s => !SubscriptionDocument.IsOver(s)))
            SubscriptionEnd.Cancel(call.State, subscription, "cancellation_requested");
        foreach (var method in PaymentMethods.Of(call.State, call.Id))
            PaymentMethods.DetachFrom(call.State, method);
        call.State.Emit("customer.deleted", customer);
        customer["deleted"] = true;
        call.State.Objects.Save(customer);
        return Deleted(call.Id);
    }

    private static JsonObject Deleted(string id) => new() { ["id"] = id, ["object"] = "customer", ["deleted"] = true };

    private static void SetDefaultMethod(JsonObject customer, Call call, string? justAttached)
    {
        if (call.Given.Child("invoice_settings")?.Text("default_payment_method") is not { } method)
            return;
        var owner = method.Length == 0 || method == justAttached
            ? customer.Text("id")
            : call.State.Require("payment_method", method, "invoice_settings[default_payment_method]").Text("customer");
        if (owner != customer.Text("id"))
            throw StripeFault.Invalid("The customer does not have a payment method with this ID. It must be attached first.", "invoice_settings[default_payment_method]", "resource_missing");
        customer.Child("invoice_settings")!["default_payment_method"] = method.Length == 0 ? null : method;
    }

    private static void Apply(JsonObject customer, Call call)
    {
        foreach (var field in new[] { "description", "email", "name", "phone", "tax_exempt" })
        {
            if (call.Given.Text(field) is { } value)
                customer[field] = value.Length == 0 ? null : value;
        }

        if (customer.Text("email") is { } email && !email.Contains('@', StringComparison.Ordinal))
            throw StripeFault.Invalid($"Invalid email address: {email}", "email", "email_invalid");
        if (customer.Text("tax_exempt") is not ("none" or "exempt" or "reverse"))
            throw StripeFault.Invalid("Invalid tax_exempt: must be one of none, exempt, or reverse", "tax_exempt");
        foreach (var field in new[] { "address", "preferred_locales" })
        {
            if (call.Given[field] is { } value)
                customer[field] = value.DeepClone();
        }

        if (call.Given.Whole("balance") is { } balance)
            customer["balance"] = Currency.CheckPart(balance, "usd", "balance");

        customer["metadata"] = Metadata.Apply(customer.Child("metadata"), call.Given["metadata"]);
    }
}
