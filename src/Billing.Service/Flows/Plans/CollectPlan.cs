using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>
/// Collects an order for a plan the way it was written: from the card by the portal, or by the provider's subscription.
/// Asking again by the same order finds out what came of a lost answer.
/// </summary>
public sealed class CollectPlan(Writer writer, ChargeCard charge, SubscribePlan subscribe)
{
    /// <summary>Answers where the payment stands; <see cref="PaymentState.Open"/> while the customer is to pay on the provider's page.</summary>
    public async Task<Outcome<PaymentState>> Run(PaymentId payment, CancellationToken cancel) =>
        await writer.Run(scope => PlanOrders.IsByProvider(scope.Db.Payments.Single(row => row.Id == payment)), cancel)
            ? await subscribe.Run(payment, cancel)
            : await charge.Run(payment, cancel);
}
