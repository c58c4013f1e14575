using System.Text.Json.Nodes;
using Stripe.Sandbox.Resources;

namespace Stripe.Sandbox.Pages;

/// <summary>The card's bank asks the payer to prove who they are (3-D Secure).</summary>
internal static class BankPage
{
    public static Html Render(JsonObject session, string seller, string last4)
    {
        var amount = Currency.Show(session.Whole("amount_total")!.Value, session.Text("currency")!);
        return Frame.Page("Confirm the payment with your bank", Html.Of($"""
            <main class="single">
            <section class="panel">
            <h1>Your bank wants to be sure it is you</h1>
            <p>{seller} asks for <strong>{amount}</strong> from the card ending in {last4}. A real bank would show its app or ask for a code here (3-D Secure). In the sandbox you choose what it decides.</p>
            <form method="post" class="row">
            <button type="submit" name="decision" value="pass" class="button">Confirm the payment</button>
            <button type="submit" name="decision" value="fail" class="button secondary">Fail the check</button>
            </form>
            </section>
            </main>
            """));
    }
}
