using System.Globalization;
using System.Text.Json.Nodes;
using Stripe.Sandbox.Resources;

namespace Stripe.Sandbox.Pages;

/// <summary>What <c>receipt_url</c> shows.</summary>
internal static class ReceiptPage
{
    public static Html Render(JsonObject charge, string seller)
    {
        var currency = charge.Text("currency")!;
        var refunded = charge.Whole("amount_refunded")!.Value;
        var details = charge.Child("payment_method_details")!;
        var means = details.Child(details.Text("type")!)!;
        var paidOn = DateTimeOffset.FromUnixTimeSeconds(charge.Whole("created")!.Value).ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return Frame.Page($"Receipt from {seller}", Html.Of($"""
            <main class="single">
            <section class="panel">
            <h1>Receipt from {seller}</h1>
            <dl class="lines">
            <div><dt>Amount paid</dt><dd>{Money.Show(charge.Whole("amount")!.Value, currency)}</dd></div>
            {Html.When(refunded > 0, $"<div><dt>Refunded</dt><dd>{Money.Show(refunded, currency)}</dd></div>")}
            <div><dt>Date</dt><dd>{paidOn}</dd></div>
            <div><dt>Paid with</dt><dd>{means.Text("brand") ?? "account"} ending in {means.Text("last4")}</dd></div>
            <div><dt>Payment</dt><dd class="mono">{charge.Text("payment_intent")}</dd></div>
            </dl>
            </section>
            </main>
            """));
    }
}
