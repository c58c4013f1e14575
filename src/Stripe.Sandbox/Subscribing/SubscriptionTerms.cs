using System.Text.Json.Nodes;
using Stripe.Sandbox.Catalog;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Subscribing;

/// <summary>What creating and changing a subscription both may say, apart from its items and its cycle.</summary>
internal static class SubscriptionTerms
{
    public const string Parameters = """
        default_payment_method payment_behavior off_session? metadata{} cancel_at_period_end? cancel_at description collection_method days_until_due#
        automatic_tax(enabled?) payment_settings(save_default_payment_method payment_method_types[]) proration_behavior trial_end
        trial_settings(end_behavior(missing_payment_method)) add_invoice_items[](price quantity# 
        """ + Prices.Inline + ") " + Discounts.Parameters;

    /// <summary>Beyond the year 9999 there are no dates.</summary>
    private const long EndOfTime = 253_402_300_800;

    public static void Apply(State state, JsonObject subscription, JsonObject given)
    {
        if (given.Text("default_payment_method") is { } method)
            subscription["default_payment_method"] = method.Length == 0 ? null : Method(state, subscription, method);
        if (given.Text("description") is { } description)
            subscription["description"] = description.Length == 0 ? null : description;
        if (given.Text("collection_method") is { } collection)
            subscription["collection_method"] = OneOf(collection, "collection_method", "charge_automatically", "send_invoice");
        if (given.Whole("days_until_due") is { } days)
            subscription["days_until_due"] = days;
        if (given.Child("automatic_tax") is { } tax)
        {
            subscription.Child("automatic_tax")!["enabled"] = tax.Flag("enabled");
            subscription.Child("automatic_tax")!["liability"] = tax.Flag("enabled") ? new JsonObject { ["type"] = "self" } : null;
        }

        if (given.Child("payment_settings")?.Text("save_default_payment_method") is { } save)
            subscription.Child("payment_settings")!["save_default_payment_method"] = OneOf(save, "payment_settings[save_default_payment_method]", "off", "on_subscription");
        if (given.Child("payment_settings")?["payment_method_types"] is JsonArray types)
            subscription.Child("payment_settings")!["payment_method_types"] = types.DeepClone();
        if (given.Child("trial_settings")?.Child("end_behavior")?.Text("missing_payment_method") is { } missing)
        {
            subscription.Child("trial_settings")!.Child("end_behavior")!["missing_payment_method"] =
                OneOf(missing, "trial_settings[end_behavior][missing_payment_method]", "cancel", "create_invoice", "pause");
        }

        if (given["discounts"] is not null)
            subscription["discounts"] = Discounts.Take(state, given, subscription.Text("customer")!, subscription.Text("currency")!, subscription.Text("id")!);
        subscription["metadata"] = Metadata.Apply(subscription.Child("metadata"), given["metadata"]);
    }

    /// <summary>The wish to end, or no longer to; needs the period to be known.</summary>
    public static void ApplyEnd(State state, JsonObject subscription, JsonObject given)
    {
        if (given["cancel_at_period_end"] is null && given["cancel_at"] is null)
            return;
        long? end = null;
        if (given.Flag("cancel_at_period_end"))
            end = SubscriptionItems.Period(subscription).End;
        else if (given.Text("cancel_at") is { Length: > 0 } text)
            end = Moment(text, "cancel_at", state.Now);
        if (end is not null && end <= state.Now)
            throw StripeFault.Invalid("cancel_at must be in the future.", "cancel_at");

        subscription["cancel_at_period_end"] = given.Flag("cancel_at_period_end");
        subscription["cancel_at"] = end;
        subscription["canceled_at"] = end is null ? null : state.Now;
        subscription.Child("cancellation_details")!["reason"] = end is null ? null : "cancellation_requested";
        if (end is { } moment)
            state.Timers.Set(moment, BillingTimers.CancelAt, subscription.Text("id")!);
    }

    public static string OneOf(string value, string param, params string[] allowed) => allowed.Contains(value)
        ? value
        : throw StripeFault.Invalid($"Invalid {param}: must be one of {string.Join(", ", allowed)}", param);

    /// <summary>A timestamp, or <c>now</c>.</summary>
    public static long Moment(string text, string param, long now) => text == "now" ? now
        : long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var moment) && moment is >= 0 and < EndOfTime ? moment
        : throw StripeFault.Invalid($"Invalid timestamp: {text}", param, "parameter_invalid_integer");

    private static string Method(State state, JsonObject subscription, string id)
    {
        var method = state.Require("payment_method", id, "default_payment_method");
        return method.Text("customer") == subscription.Text("customer") ? id : throw StripeFault.Invalid(
            $"The customer does not have a payment method with the ID {id}. The payment method must be attached to the customer.", "default_payment_method", "resource_missing");
    }
}
