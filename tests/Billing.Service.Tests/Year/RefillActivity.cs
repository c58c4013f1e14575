using Billing.Refills;
using Billing.Service.Flows.Refills;
using Billing.Service.Storage;
using Billing.Service.Tests.Flows;
using Billing.Units;

namespace Billing.Service.Tests.Year;

/// <summary>Lets credit refill itself, within ceilings that a customer chooses once; changes it, turns it off, and looks as the portal does when a balance fell.</summary>
internal sealed class RefillActivity(YearWorld world) : IActivity
{
    public int WeightFor(YearCustomer customer) => customer.Book.AutoRefill is null || !customer.HasCard ? 0 : 4;

    public async Task Do(YearCustomer customer)
    {
        switch (world.Random.Next(10))
        {
            case 0:
                await world.Interruptions.Ask($"{customer}: no more refills", house => house.StopRefill.Run(OpenHouse.Anybody, customer.Id, default));
                break;
            case < 4:
                await TurnOn(customer);
                break;
            default:
                await world.Interruptions.Ask($"{customer}: look at the balance", house => house.EvaluateRefill.Run(customer.Id, default));
                break;
        }
    }

    private async Task TurnOn(YearCustomer customer)
    {
        var offer = customer.Book.AutoRefill!;
        var price = AutoRefillDecision.PriceOf(customer.Book, offer.Refill);
        var (month, day) = customer.RefillCeilings ??= (new Amount(price.Units * world.Random.Next(2, 8), price.Asset), world.Random.Next(1, offer.Rules.MostADay + 1));
        var refill = world.Chance(70) ? offer.Refill : offer.Refill + offer.Refill;
        var threshold = new Amount(offer.Threshold.Units * world.Random.Next(1, 5) / 2, offer.Threshold.Asset);
        // He confirms what is charged at once when he is asked to; sometimes that was the amount of before.
        Amount? told = world.Chance(60) ? AutoRefillDecision.PriceOf(customer.Book, refill) : null;
        var wish = new RefillWish(new(threshold, refill, month, day), told);
        await world.Interruptions.Ask($"{customer}: refill {refill} below {threshold}", house => house.SetRefill.Run(OpenHouse.Anybody, customer.Id, wish, default));
    }
}

/// <summary>No refill beyond what the customer allowed: a month's money, a day's number, the pause between two.</summary>
internal static class RefillReconciliation
{
    public static void Run(YearWorld world, List<PaymentRow> payments)
    {
        foreach (var customer in world.Customers.Where(customer => customer.Book.AutoRefill is not null))
        {
            var asked = payments.Where(payment => payment.Account == customer.Number && payment.Purpose == PaymentPurpose.Refill).OrderBy(payment => payment.Number).ToList();
            YearWorld.Must(asked.Count == 0 || customer.RefillCeilings is not null, $"{customer}: was refilled, and never asked for it");
            if (customer.RefillCeilings is not { } ceilings) continue;
            var taken = asked.Where(payment => payment.State == PaymentState.Paid).ToList();
            foreach (var month in taken.GroupBy(payment => payment.Created.StartOfMonth))
                YearWorld.Must(month.Sum(payment => payment.Amount) <= ceilings.Month.Units, $"{customer}: {month.Sum(payment => payment.Amount)} in the month of {month.Key}, {ceilings.Month} were allowed");
            foreach (var day in taken.GroupBy(payment => payment.Created.StartOfDay))
                YearWorld.Must(day.Count() <= ceilings.Day, $"{customer}: {day.Count()} refills on {day.Key}, {ceilings.Day} were allowed");
            foreach (var (first, second) in asked.Zip(asked.Skip(1)))
                YearWorld.Must(second.Created - first.Created >= customer.Book.AutoRefill!.Rules.CoolDown, $"{customer}: refills at {first.Created} and {second.Created}");
        }
    }
}
