using Billing.PriceBooks;
using Billing.Service.Flows.Plans;
using Billing.Service.Tests.Flows;
using Billing.Units;

namespace Billing.Service.Tests.Year;

/// <summary>
/// Looks at what another plan would cost and takes it, or lets the offer go stale, or never decides; cancels; takes a
/// change for later back. What the card pays is what the offer said.
/// </summary>
internal sealed class PlanActivity(YearWorld world) : IActivity
{
    public int WeightFor(YearCustomer customer) => customer.Book.Plans.Count == 0 ? 0 : customer.HasBought ? 3 : 10;

    public async Task Do(YearCustomer customer)
    {
        if (world.Chance(10))
        {
            await world.Interruptions.Ask($"{customer}: undo", house => house.UndoPlan.Run(OpenHouse.Anybody, customer.Id, default));
            return;
        }

        var plan = world.Chance(20) ? customer.Book.Plans[0] : world.Pick(customer.Book.Plans);
        var interval = world.Chance(25) ? BillingInterval.Year : BillingInterval.Month;
        var code = world.Chance(customer.HasBought ? 20 : 60) ? Codes.Any(world, customer) : null;
        var quote = await world.Interruptions.Ask($"{customer}: what would {plan.Id} by {interval} cost {code}", house => house.QuotePlan.Run(OpenHouse.Anybody, customer.Id, plan.Id, interval, code, default));
        if (!quote.IsAccepted || world.Chance(15)) return;
        var stale = world.Chance(12);
        if (stale) world.MoveTo(world.Now.Plus(QuotePlanChange.Lifetime));
        await Accept(customer, quote.Value, stale);
    }

    private async Task Accept(YearCustomer customer, PlanQuote quote, bool stale)
    {
        var (key, before) = (world.NextKey(), world.House.Bank.Takings.Count);
        var changed = await world.Interruptions.Ask(
            $"{customer}: take {quote.Offer.To} for {quote.Offer.DueNow}", house => house.ChangePlan.Run(OpenHouse.Anybody, customer.Id, quote.Id, key, default),
            (first, second) => YearWorld.Must(
                !first.IsAccepted || second.Refusal?.Code == "checking_with_bank" || (second.IsAccepted && second.Value with { Pending = false } == first.Value with { Pending = false }),
                $"{customer}: the offer was answered {Interruptions.Said(first)} and then {Interruptions.Said(second)}"));
        customer.HasBought |= changed.IsAccepted && quote.Offer.DueNow.IsPositive;
        if (changed.IsAccepted && quote.Offer.CreditBack.IsPositive) customer.HadCredit = true;
        YearWorld.Must(!stale || changed.Refusal?.Code == "quote_stale", $"{customer}: an offer was accepted after its time: {Interruptions.Said(changed)}");
        var taken = world.House.Bank.Takings.Skip(before).Where(taking => taking.Account == customer.Id).Select(taking => taking.Amount).ToList();
        var due = quote.Offer.DueNow;
        YearWorld.Must(taken.Count <= 1 && taken.All(amount => amount == due), $"{customer}: the offer said {due}, and the card paid {string.Join(" and ", taken)}");
        YearWorld.Must(!changed.IsAccepted || changed.Value.Pending || taken.Count == (due.IsPositive ? 1 : 0), $"{customer}: the plan changed for {due}, and the card paid {string.Join(" and ", taken)}");
    }
}

/// <summary>Enters a code on its page.</summary>
internal sealed class CodeActivity(YearWorld world) : IActivity
{
    public int WeightFor(YearCustomer customer) => customer.Book.Coupons.Count == 0 ? 0 : 1;

    public async Task Do(YearCustomer customer)
    {
        var (code, key) = (Codes.Any(world, customer), world.NextKey());
        var redeemed = await world.Interruptions.Command($"{customer}: enter {code}", house => house.Redeem.Run(OpenHouse.Anybody, customer.Id, code, key, default));
        if (redeemed.IsAccepted) world.Notes.Redeemed.Add((customer.Id, redeemed.Value.Code, redeemed.Value.Credits.Units));
    }
}

internal static class Codes
{
    /// <summary>One of the book's, as people type it, or one that nobody issued.</summary>
    public static string Any(YearWorld world, YearCustomer customer) =>
        customer.Book.Coupons.Count == 0 || world.Chance(10) ? "FREE-MONEY"
        : world.Chance(50) ? world.Pick(customer.Book.Coupons).Code : $" {world.Pick(customer.Book.Coupons).Code.ToLowerInvariant()}";
}
