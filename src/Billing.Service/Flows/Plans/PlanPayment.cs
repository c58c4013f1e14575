using Billing.Service.Flows.Coupons;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>What a plan's payment buys: what its quote promised, or the next period.</summary>
public sealed class PlanPayment(IPlanBilling billing) : IPaymentEffect
{
    /// <summary>Days after the first failure on which a renewal is tried again; after the last one the plan lapses.</summary>
    private static readonly int[] RetryDays = [1, 3, 5, 7];

    public PaymentPurpose Purpose => PaymentPurpose.Plan;

    public void Paid(WriteScope scope, PaymentRow payment)
    {
        _ = scope.Wallet(payment.Account);
        if (PlanOrders.QuoteOf(scope, payment) is { } quote) AcceptedOffer.Carry(scope, billing, quote, payment.Created, payment);
        else Renew(scope, payment);
        PlanMail.Receipt(scope, payment);
    }

    /// <summary>As <see cref="Paid(WriteScope, PaymentRow)"/>, for a plan ordered at once that the provider's invoice has paid.</summary>
    internal void Paid(WriteScope scope, PaymentRow payment, Period period)
    {
        AcceptedOffer.Carry(scope, billing, PlanOrders.QuoteOf(scope, payment)!, period.Start, payment, period);
        PlanMail.Receipt(scope, payment);
    }

    /// <summary>The provider's invoice has paid the next period.</summary>
    internal void Renewed(WriteScope scope, Subscription subscription, PaymentRow payment, Period period)
    {
        RenewSubscription.Begin(scope, billing, subscription, payment, period);
        PlanMail.Receipt(scope, payment);
    }

    public void Failed(WriteScope scope, PaymentRow payment)
    {
        _ = scope.Wallet(payment.Account);
        if (PlanOrders.QuoteOf(scope, payment) is { } quote)
        {
            CodeHold.Release(scope, quote);
            return;
        }

        var subscription = Subscription.Of(scope, payment.Account)!;
        if (payment.Subject != RenewSubscription.SubjectOf(subscription.NextPeriod)) return;
        var row = subscription.Row;
        var failed = row.FailedAt ??= scope.Now;
        row.Attempts++;
        // Days that went by unseen are not made up for: nobody's card is tried twice in a minute.
        row.NextAttempt = RetryDays.Select(days => (Instant?)failed.PlusDays(days)).FirstOrDefault(at => at > scope.Now);
        PlanMail.RenewalFailed(scope, row, payment.Id.ToString(), new(payment.Amount, new Asset(payment.Asset)), payment.Failure);
        if (row.NextAttempt is null) subscription.Lapse();
    }

    private void Renew(WriteScope scope, PaymentRow payment)
    {
        var subscription = Subscription.Of(scope, payment.Account)!;
        var paid = new Amount(payment.Amount, new Asset(payment.Asset));
        if (payment.Subject == RenewSubscription.SubjectOf(subscription.NextPeriod)) RenewSubscription.Begin(scope, billing, subscription, payment);
        else billing.Credited(scope, payment.Account, paid, "A renewal that was paid after the plan had changed");
    }
}
