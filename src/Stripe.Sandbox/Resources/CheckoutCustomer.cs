using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Resources;

/// <summary>Who pays: the customer the session was opened for, or a new one from what the payer typed.</summary>
internal static class CheckoutCustomer
{
    public static void Ensure(State state, JsonObject session)
    {
        if (session.Text("customer") is not null)
            return;
        var details = session.Child("customer_details");
        var customer = Customers.New(state);
        customer["email"] = details?.Text("email");
        customer["name"] = details?.Text("name");
        customer["address"] = details?["address"]?.DeepClone();
        state.Objects.Add(customer);
        state.Emit("customer.created", customer);
        session["customer"] = customer.Text("id");
        CheckoutTaxes.KeepTaxIds(state, session, customer.Text("id")!);
    }
}
