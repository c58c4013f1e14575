using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>
/// A renewal that the provider collects (F11, F12). The period comes from the invoice's line; until it is paid the plan
/// stays, its allowance lapses by its own rule, and the new one is granted from the period's start when the money is there.
/// </summary>
internal static class PlanRenewal
{
    /// <param name="subscription">The one it renews; null where none of ours is collected by it any more.</param>
    public static Refusal? Settle(WriteScope scope, PlanPayment plans, GatewayInvoice invoice, int account, Subscription? subscription)
    {
        if (subscription is not { HasPrice: true } || invoice.Period.Start < subscription.Row.PeriodEnd)
        {
            if (invoice.Paid) TooLate(scope, invoice, account);
            return null;
        }

        if (!invoice.Paid) return Failing(scope, invoice, subscription.Row);
        // The provider's clock may be ahead of ours by a moment.
        if (invoice.Period.Start > scope.Now) return new Refusal("not_yet", $"Invoice {invoice.Id} pays for what begins at {invoice.Period.Start}.");
        if (invoice.Total.Asset != subscription.Price.Asset) return PlanInvoice.Mismatch(invoice, "currency");
        if (!Prices(scope, subscription).Contains(invoice.Total)) return PlanInvoice.Mismatch(invoice, "amount");
        plans.Renewed(scope, subscription, PlanInvoicePayment.Write(scope, account, invoice), invoice.Period);
        return null;
    }

    /// <summary>What may be asked: the price of now, or the one the book had when the provider was told.</summary>
    private static IEnumerable<Amount> Prices(WriteScope scope, Subscription subscription)
    {
        var situation = PlanSituation.Of(scope, scope.Wallet(subscription.Row.Account).Id)!;
        yield return PlanPrices.Of(situation, subscription.Plan, subscription.Row.Interval).Amount;
        var then = scope.BookOf(subscription.Row.Account, subscription.Row.PeriodStart);
        if (then.Plan(subscription.Row.Plan) is { } plan) yield return Subscription.PriceOf(then, plan, subscription.Row.Interval);
    }

    private static Refusal? Failing(WriteScope scope, GatewayInvoice invoice, SubscriptionRow row)
    {
        if (invoice is not { Open: true, Attempts: > 0 }) return null;
        var again = invoice.Attempts > row.Attempts;
        row.FailedAt ??= scope.Now;
        (row.Attempts, row.NextAttempt) = (Math.Max(row.Attempts, invoice.Attempts), invoice.NextAttempt);
        if (again) PlanMail.RenewalFailed(scope, row, $"{invoice.Id}:{invoice.Attempts}", invoice.Total, invoice.Failure);
        return null;
    }

    /// <summary>Paid for a plan that had ended or had that time already: nothing is granted, and a person decides.</summary>
    private static void TooLate(WriteScope scope, GatewayInvoice invoice, int account)
    {
        var payment = PlanInvoicePayment.Write(scope, account, invoice);
        var reason = $"Invoice {invoice.Id} took {invoice.Total} for a renewal from {invoice.Period.Start} on, when the plan had ended or had that time already. Nothing was granted: refund payment {payment.Id}.";
        scope.Once<string>(
            new NewCommand($"late-renewal:{invoice.Id}", "late_renewal", account, "Subscription", RequestHash.Of(invoice.Id), Reason: reason),
            _ => payment.Id.ToString());
        PlanMail.PaidTooLate(scope, payment);
    }
}
