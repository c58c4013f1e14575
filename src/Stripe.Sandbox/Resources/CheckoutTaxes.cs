using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Invoicing;
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
        var customer = session.Text("customer") is { } id ? call.State.Objects.Find(id) : null;
        if (customer is not null && customer.Child("address")?.Text("country") is not { Length: 2 } && !session.Flag("_keep_address"))
        {
            throw StripeFault.Invalid(
                "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set either `customer_update[address]` to 'auto' or `customer_update[shipping]` to 'auto' to save the address entered in Checkout.",
                "customer", "customer_tax_location_invalid");
        }
    }

    public static bool AsksForPlace(JsonObject session) =>
        session.Child("automatic_tax")!.Flag("enabled") || session.Child("tax_id_collection")?.Flag("enabled") == true || session.Text("billing_address_collection") == "required";

    /// <summary>The tax can't be known yet, so neither can the amount.</summary>
    public static bool LacksPlace(JsonObject session) =>
        session.Child("automatic_tax")!.Flag("enabled") && session.Child("automatic_tax")!.Text("status") != "complete";

    /// <summary>The payer says where the order goes and, as a business, its VAT number; what is wrong with that is kept for the page.</summary>
    public static void Locate(State state, JsonObject session, string country, string number)
    {
        if (session.Text("status") != "open" || !AsksForPlace(session) || session["_subscription"] is not null)
            return;
        var details = session.Child("customer_details") ?? CheckoutSessions.Details(null, null);
        session["customer_details"] = details;
        session["_place_problem"] = null;
        if (Taxes.Countries.Any(c => c.Code == country))
        {
            var address = PaymentMethods.NoAddress();
            address["country"] = country;
            details["address"] = address;
        }

        details["tax_ids"] = new JsonArray();
        if (number.Trim().Length > 0 && session.Child("tax_id_collection")!.Flag("enabled"))
        {
            var type = Taxes.IdType(country);
            try
            {
                details["tax_ids"] = new JsonArray(new JsonObject { ["type"] = type, ["value"] = TaxIds.Check(type, number) });
            }
            catch (StripeFault problem)
            {
                session["_place_problem"] = problem.Message;
            }
        }

        CheckoutTotals.Compute(state, session);
        state.Objects.Save(session);
    }

    /// <summary>What was typed becomes the customer's, as far as the seller asked for that.</summary>
    public static void KeepWithCustomer(State state, JsonObject session)
    {
        if (session.Text("customer") is not { } id || session.Child("customer_details") is not { } details)
            return;
        var customer = state.Require("customer", id);
        var before = customer.ToJsonString();
        if (session.Flag("_keep_address") && details.Child("address") is { } address)
            customer["address"] = address.DeepClone();
        if (session.Flag("_keep_name") && details.Text("name") is { } name)
            customer["name"] = name;
        if (customer.ToJsonString() != before)
        {
            state.Objects.Save(customer);
            state.Emit("customer.updated", customer);
        }

        KeepTaxIds(state, session, id);
    }

    public static void KeepTaxIds(State state, JsonObject session, string customer)
    {
        foreach (var taxId in session.Child("customer_details")?.Children("tax_ids").ToList() ?? [])
        {
            if (!TaxIds.Of(state, customer).Exists(t => t.Text("value") == taxId.Text("value")))
                TaxIds.Add(state, customer, taxId.Text("type")!, taxId.Text("value")!);
        }
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
