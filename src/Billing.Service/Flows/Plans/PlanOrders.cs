using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>An account's payments for its plan. One is open at a time: two at once could pay for two plans.</summary>
internal static class PlanOrders
{
    public static readonly Refusal StillOpen =
        new("payment_open", "A payment for the plan is being checked with the bank. Try again when its result is known.");

    /// <summary>Begins the key of an order that the provider's subscription collects, with the card on file or on the provider's page.</summary>
    private const string ByCard = "subscribe:";
    private const string ByPage = "subscribe-page:";

    /// <summary>The key of what an accepted quote is paid with: how it is collected is settled with it, whatever the book says later.</summary>
    public static string KeyOf(QuoteRow quote, bool byProvider, bool hasCard) => $"{(!byProvider ? "plan:" : hasCard ? ByCard : ByPage)}{quote.Id}";

    /// <summary>The provider's subscription collects it.</summary>
    public static bool IsByProvider(PaymentRow payment) => IsOnPage(payment) || payment.IdempotencyKey.StartsWith(ByCard, StringComparison.Ordinal);

    /// <summary>The customer pays it on the provider's page.</summary>
    public static bool IsOnPage(PaymentRow payment) => payment.IdempotencyKey.StartsWith(ByPage, StringComparison.Ordinal);

    public static PaymentId Write(WriteScope scope, int account, string subject, Amount amount, string key) =>
        CardOrder.Write(scope, account, PaymentPurpose.Plan, subject, amount, key);

    /// <summary>The one that nobody knows the end of yet; null for none.</summary>
    public static PaymentRow? Open(WriteScope scope, int account) => scope.Db.Payments.FirstOrDefault(payment =>
        payment.Account == account && payment.Purpose == PaymentPurpose.Plan
        && (payment.State == PaymentState.Created || payment.State == PaymentState.Pending));

    /// <summary>What an accepted quote is paid with; null where nothing was due.</summary>
    public static PaymentRow? Of(WriteScope scope, QuoteRow quote)
    {
        var subject = quote.Id.ToString();
        return scope.Db.Payments.FirstOrDefault(payment => payment.Account == quote.Account && payment.Purpose == PaymentPurpose.Plan && payment.Subject == subject);
    }

    /// <summary>The one whose payment page is open; null for none.</summary>
    public static PaymentRow? OnPage(WriteScope scope, int account) => scope.Db.Payments.FirstOrDefault(payment =>
        payment.Account == account && payment.Purpose == PaymentPurpose.Plan && payment.State == PaymentState.Open);

    /// <summary>The quote that a payment is for; null where it renews.</summary>
    public static QuoteRow? QuoteOf(WriteScope scope, PaymentRow payment) =>
        PrefixedId.TryParse("quot", payment.Subject, out var id) ? scope.Db.Quotes.Find(new QuoteId(id)) : null;
}
