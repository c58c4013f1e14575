using Billing.Corrections;
using Billing.Service.Flows.Corrections;
using Billing.Service.Flows.TopUps;
using Billing.Service.Tests.Flows;
using Billing.Units;

namespace Billing.Service.Tests.Year;

/// <summary>Buys credit on the provider's page: pays, pays slowly, goes away; comes back or not, while the webhook comes once, twice or never.</summary>
internal sealed class TopUpActivity(YearWorld world) : IActivity
{
    public int WeightFor(YearCustomer customer) =>
        customer.Book.TopUp is null ? 0 : !customer.HasBought && customer.Book.Plans.Count > 0 ? 1 : world.House.Ledger.Writer.Find(customer.Id)!.Balance <= 0 ? 8 : 2;

    public async Task Do(YearCustomer customer)
    {
        var rules = customer.Book.TopUp!;
        var pay = world.Chance(70) ? world.Pick(rules.Offers) : rules.Minimum + new Amount(rules.PayStepUnits * world.Random.Next(5_000), rules.Minimum.Asset);
        var key = world.NextKey();
        var started = await world.Interruptions.Command($"{customer}: top up {pay}", house => house.StartTopUp.Run(OpenHouse.Anybody, customer.Id, pay, key, "ada@acme.example", default));
        if (!started.IsAccepted || world.Chance(10)) return;
        customer.HasBought = true;
        world.House.Bank.Pay(started.Value.Session, slowly: world.Chance(10));
        for (var looks = world.Random.Next(3); looks > 0; looks--) await Look(started.Value.Session);
    }

    /// <summary>The webhook, or the page he returns to.</summary>
    public Task Look(string session) => world.Interruptions.Ask(
        $"settle {session}", house => house.SettleTopUp.Run(session, default),
        (first, second) => YearWorld.Must(
            !first.IsAccepted || first.Value.State != Settlement.Paid || !second.IsAccepted || second.Value == first.Value,
            $"{session} was {Interruptions.Said(first)}, and then {Interruptions.Said(second)}"));
}

/// <summary>Keeps a card on file, or a new one.</summary>
internal sealed class CardActivity(YearWorld world) : IActivity
{
    public int WeightFor(YearCustomer customer) => customer.Book.Plans.Count == 0 && customer.Book.AutoRefill is null ? 0 : customer.HasCard ? 1 : 12;

    public async Task Do(YearCustomer customer)
    {
        var key = world.NextKey();
        var saved = await world.Interruptions.Command($"{customer}: save a card", house => house.SaveCard.Run(OpenHouse.Anybody, customer.Id, "pm_card_visa", "ada@acme.example", key, default));
        customer.HasCard |= saved.IsAccepted;
    }
}

/// <summary>An operator puts something right.</summary>
internal sealed class CorrectionActivity(YearWorld world) : IActivity
{
    public int WeightFor(YearCustomer customer) => 1;

    public async Task Do(YearCustomer customer)
    {
        var unit = customer.Book.Wallet.Unit;
        var amount = new Amount((world.Chance(60) ? 1 : -1) * world.Random.NextInt64(1, 40) * Asset.UnitsPerWhole, unit);
        var key = world.NextKey();
        var correction = new Correction(customer.Id, amount, world.Pick(Reasons.All).Code(), "As we said on the phone.", key);
        var corrected = await world.Interruptions.Command($"{customer}: correct by {amount}", house => house.Correct.Run(YearHouse.Operator, correction, default));
        if (corrected.IsAccepted) world.Notes.Corrections[key] = (customer.Id, amount.Units);
    }
}

/// <summary>Limits what environments may take of the pool, and moves limits between them.</summary>
internal sealed class AllocationActivity(YearWorld world) : IActivity
{
    public int WeightFor(YearCustomer customer) => customer.Book.HasEnvironments ? 1 : 0;

    public async Task Do(YearCustomer customer)
    {
        var key = world.NextKey();
        if (customer.Limits.Count == 2 && world.Chance(50))
        {
            var amount = Credits(customer);
            var moved = await world.Interruptions.Command($"{customer}: move {amount}", house => house.MoveAllocation.Run(OpenHouse.Anybody, customer.Id, "prod", "staging", amount, key, default));
            if (!moved.IsAccepted) return;
            (customer.Limits["prod"], customer.Limits["staging"]) = (customer.Limits["prod"] - amount.Units, customer.Limits["staging"] + amount.Units);
            return;
        }

        var environment = world.Chance(50) ? "prod" : "staging";
        Amount? limit = world.Chance(20) ? null : Credits(customer);
        var set = await world.Interruptions.Command($"{customer}: limit {environment} to {limit}", house => house.SetAllocation.Run(OpenHouse.Anybody, customer.Id, environment, limit, key, default));
        if (!set.IsAccepted) return;
        if (limit is { } most) customer.Limits[environment] = most.Units;
        else customer.Limits.Remove(environment);
    }

    private Amount Credits(YearCustomer customer) => new(world.Random.NextInt64(1, 2_000) * Asset.UnitsPerWhole, customer.Book.Wallet.Unit);
}
