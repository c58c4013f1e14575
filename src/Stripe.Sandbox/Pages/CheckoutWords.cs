using System.Text.Json.Nodes;
using Stripe.Sandbox.Resources;

namespace Stripe.Sandbox.Pages;

/// <summary>What a session's page says about itself: paying, subscribing and saving differ in words, not in form.</summary>
/// <param name="Heading">Above the amount, and the page's title.</param>
/// <param name="Button">What pressing does.</param>
/// <param name="Refused">First words of a refusal.</param>
/// <param name="Back">The way out.</param>
/// <param name="Promise">That pressing twice does no harm.</param>
/// <param name="Consent">What the payer allows for later; null when nothing.</param>
internal sealed record CheckoutWords(string Heading, string Button, string Refused, string Back, string Promise, string? Consent)
{
    private const string Once = "One payment, however often you press.";

    public static CheckoutWords For(JsonObject session, string seller)
    {
        var later = $"{seller} may charge this means of payment later, as you have agreed with them. You can take it back at any time.";
        if (session.Text("mode") == "setup")
            return new($"Save a payment method for {seller}", "Save", "Nothing was saved.", $"Back to {seller} without saving", "Saved once, however often you press.", later);
        var amount = Currency.Show(session.Whole("amount_total")!.Value, session.Text("currency")!);
        return session.Text("mode") == "subscription"
            ? new($"Subscribe to {seller}", $"Subscribe for {amount}", "The payment did not go through.", $"Back to {seller} without subscribing", Once, later)
            : new($"Pay {seller}", $"Pay {amount}", "The payment did not go through.", $"Back to {seller} without paying", Once,
                session.Child("_intent")?.Text("setup_future_usage") is null ? null : later);
    }
}
