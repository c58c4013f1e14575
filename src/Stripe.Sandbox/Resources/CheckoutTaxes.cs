using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

/// <summary>Where the payer is and who, as far as tax wants to know.</summary>
internal static class CheckoutTaxes
{
    public static void Begin(Call call, JsonObject session)
    {
        session["billing_address_collection"] = call.Given.Text("billing_address_collection");
        session["tax_id_collection"] = new JsonObject { ["enabled"] = call.Given.Child("tax_id_collection")?.Flag("enabled") ?? false, ["required"] = "never" };
        session["_keep_address"] = call.Given.Child("customer_update")?.Text("address") == "auto";
        session["_keep_name"] = call.Given.Child("customer_update")?.Text("name") == "auto";
        if (call.Given["customer_update"] is not null && session["customer"] is null)
            throw StripeFault.Invalid("`customer_update` can only be used with `customer`.", "customer_update");
        if (call.Given.Child("automatic_tax")?.Flag("enabled") != true)
            return;
        var tax = session.Child("automatic_tax")!;
        tax["enabled"] = true;
        tax["liability"] = new JsonObject { ["type"] = "self" };
        tax["provider"] = "stripe";
        tax["status"] = "requires_location_inputs";
    }

    /// <summary>Takes over what the payer typed; an address typed before stays.</summary>
    public static void TakeDetails(State state, JsonObject session, PayerEntry entry)
    {
        var before = session.Child("customer_details");
        var details = CheckoutSessions.Details(entry.Email ?? before?.Text("email"), entry.Name);
        details["address"] = before?["address"]?.DeepClone();
        details["tax_ids"] = before?["tax_ids"]?.DeepClone() ?? new JsonArray();
        session["customer_details"] = details;
        state.Objects.Save(session);
    }
}
