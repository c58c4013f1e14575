using Billing.Invoicing;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>How far a subscription's renewals came.</summary>
public enum Renewal : byte
{
    /// <summary>Nothing is due.</summary>
    UpToDate = 1,

    /// <summary>The card was declined; it is tried again, or the plan has lapsed.</summary>
    Declined = 2,

    /// <summary>The bank has not answered; the same payment is asked for again.</summary>
    Unknown = 3,
}

/// <summary>
/// Pays for the next period when one is over, and for those after it if it comes months late: each from the old end on,
/// by an order of its own. Two who renew at once, or one who begins again after a crash, find the order and ask for it
/// by the same key.
/// </summary>
public sealed class RenewSubscription(Writer writer, CollectPlan collect, IPlanBilling billing)
{
    public async Task<Renewal> Run(AccountId account, CancellationToken cancel)
    {
        while (true)
        {
            var order = await writer.Run(scope => Order(scope, account), cancel);
            if (order is not { } payment) return Renewal.UpToDate;
            var paid = await collect.Run(payment, cancel);
            if (paid.Refusal is not null || paid.Value == PaymentState.Pending) return Renewal.Unknown;
            if (paid.Value != PaymentState.Paid) return Renewal.Declined;
        }
    }

    /// <summary>The period's start names what is paid.</summary>
    internal static string SubjectOf(Period next) => next.Start.ToString();

    /// <summary>The next period begins, paid by card or by credit on account.</summary>
    /// <param name="period">What the provider's invoice says it is; null for the one after the old end.</param>
    internal static void Begin(WriteScope scope, IPlanBilling billing, Subscription subscription, PaymentRow? payment, Period? period = null)
    {
        var bill = Bill(scope, subscription, payment);
        subscription.Renew(period ?? subscription.NextPeriod);
        billing.Bought(scope, new(subscription.Row.Account, subscription.Plan, subscription.Row.Interval, bill), payment);
    }

    private PaymentId? Order(WriteScope scope, AccountId account)
    {
        while (true)
        {
            if (PlanSituation.Of(scope, account)?.Subscription is not { } subscription || !IsDue(scope, subscription)) return null;
            if (PlanOrders.Open(scope, subscription.Row.Account) is { } open) return open.Id;
            var due = Bill(scope, subscription, null).Due;
            if (due.IsPositive)
            {
                var subject = SubjectOf(subscription.NextPeriod);
                return PlanOrders.Write(scope, subscription.Row.Account, subject, due, $"renewal:{account}:{subject}:{subscription.Row.Plan}:{subscription.Row.Attempts}");
            }

            Begin(scope, billing, subscription, null);
        }
    }

    private static bool IsDue(WriteScope scope, Subscription subscription) =>
        subscription is { RenewsByCard: true, RenewsByProvider: false } && subscription.Row.PeriodEnd <= scope.Now && !(subscription.Row.NextAttempt > scope.Now);

    /// <param name="payment">What was paid with it: the credit on account is as it was then. Null before.</param>
    private static InvoiceDraft Bill(WriteScope scope, Subscription subscription, PaymentRow? payment)
    {
        var situation = PlanSituation.Of(scope, scope.Wallet(subscription.Row.Account).Id)!;
        var bill = situation.Bill(subscription.Plan, subscription.NextPeriod, subscription.Price, situation.CreditOnAccount);
        return payment is null ? bill
            : situation.Bill(subscription.Plan, subscription.NextPeriod, subscription.Price, bill.Total - new Amount(payment.Amount, bill.Total.Asset));
    }
}
