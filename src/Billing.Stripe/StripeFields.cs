using Billing.Units;
using Stripe;

namespace Billing.Gateway;

/// <summary>The same few fields on every object: instants, our order in the metadata, a card in words.</summary>
internal static class StripeFields
{
    public static RequestOptions Keyed(string idempotencyKey) => new() { IdempotencyKey = idempotencyKey };

    public static Instant At(DateTime time) => Instant.From(new DateTimeOffset(time, TimeSpan.Zero));

    /// <summary>A list's objects from an instant on.</summary>
    public static DateRangeOptions From(Instant since) => new() { GreaterThanOrEqual = since.ToDateTimeOffset().UtcDateTime };

    /// <summary>Stripe writes currencies in small letters.</summary>
    public static string Currency(Asset money) => money.Code.ToLowerInvariant();

    public static Dictionary<string, string> Ours(AccountId account, PaymentId payment) => new()
    {
        [StripeNames.MetadataAccount] = account.ToString(),
        [StripeNames.MetadataPayment] = payment.ToString(),
    };

    public static PaymentId? PaymentIn(Dictionary<string, string>? metadata) =>
        PrefixedId.TryParse("pay", metadata?.GetValueOrDefault(StripeNames.MetadataPayment), out var id) ? new PaymentId(id) : null;

    /// <summary>For people: <c>Visa 4242</c>.</summary>
    public static string? Label(PaymentMethodCard? card) => card is null ? null : Label(card.Brand, card.Last4);

    public static string Label(string brand, string last4) => $"{char.ToUpperInvariant(brand[0])}{brand[1..]} {last4}";
}
