using Billing.PriceBooks;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>What a plan's period costs at the provider: the book's price with its tax, as every renewal asks it.</summary>
internal static class PlanPrices
{
    public static PlanPrice Of(PlanSituation situation, Plan plan, BillingInterval interval)
    {
        var bill = situation.Bill(plan, new(situation.Now, situation.Now), Subscription.PriceOf(situation.Book, plan, interval), Amount.Zero(situation.Book.Currency));
        return new(situation.Book.Id, plan.Id, plan.Name, interval, bill.Due);
    }
}
