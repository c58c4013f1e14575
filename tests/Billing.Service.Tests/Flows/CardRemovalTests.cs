using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>Removing a card: always where usage is prepaid, and never the last one where the plan needs one (KO-35).</summary>
public sealed class CardRemovalTests
{
    [Fact]
    public async Task Last_CardOfAPrepaidAccount_GoesAndEndsAutoRefill()
    {
        using var house = new CardHouse("deployments");
        var card = (await house.Add("fp_a")).Card;
        await house.Put((db, account) => db.Refills.Add(new RefillRow { Account = account, State = RefillState.On, ChangedBy = "Ada" }));
        Assert.True((await house.View()).Cards[0].Removal is { Refused: null, EndsRefill: true, Last: true });

        var removed = await house.Remove(card);

        Assert.Equal((null, true), (removed.Value.Default, removed.Value.RefillEnded));
        Assert.Equal((null, ""), (house.Row!.Card, await house.Shown()));
        await house.Put((db, account) => Assert.Equal(RefillState.Off, db.Refills.Find(account)!.State));
        Assert.Null(house.Provider.Cards[card].Customer);
    }

    [Fact]
    public async Task Default_Removed_PassesToTheNextAndKeepsAutoRefill()
    {
        using var house = new CardHouse("deployments");
        var card = (await house.Add("fp_a", "4242")).Card;
        var next = (await house.Add("fp_b", "1881")).Card;
        await house.Put((db, account) => db.Refills.Add(new RefillRow { Account = account, State = RefillState.On, ChangedBy = "Ada" }));

        var removed = await house.Remove(card);

        Assert.Equal(("Visa 4242", "Visa 1881", false), (removed.Value.Label, removed.Value.Default, removed.Value.RefillEnded));
        Assert.Equal((next, next), (house.Row!.Card, house.Provider.Defaults[house.Customer]));
        await house.Put((db, account) => Assert.Equal(RefillState.On, db.Refills.Find(account)!.State));
    }

    [Theory]
    [InlineData("starter", null, "It is the only card on file. Starter needs one: add another card first, change to Hobby, or close the account.")]
    [InlineData("startup", null, "It is the only card on file. Startup needs one: add another card first, change to Hobby, or close the account.")]
    [InlineData("hobby", "starter", "It is the only card on file. Starter needs one: add another card first, change to Hobby, or close the account.")]
    [InlineData("hobby", null, null)]
    public async Task Last_Card_StaysWhileThePlanNeedsOne(string plan, string? scheduled, string? refused)
    {
        using var house = new CardHouse();
        var card = (await house.Add("fp_a")).Card;
        await house.OnPlan(plan, scheduled);

        Assert.Equal(refused, (await house.View()).Cards[0].Removal.Refused);
        Assert.Equal(refused, (await house.Remove(card)).Refusal?.Message);

        Assert.Equal(refused is null ? "" : "Visa 4242* Accepted", await house.Shown());
    }

    [Fact]
    public async Task Last_Card_StaysWhileAnInvoiceIsUnpaid()
    {
        using var house = new CardHouse();
        var card = (await house.Add("fp_a")).Card;
        await house.Put((db, account) => db.Collections.Add(new CollectionRow { Invoice = 7, Account = account, State = CollectionState.Open }));

        Assert.Equal("It is the only card on file. Invoice 7 is not paid yet: pay it first, or add another card.", (await house.Remove(card)).Refusal?.Message);
        await house.Put((db, _) => db.Collections.Find(7L)!.State = CollectionState.Paid);

        Assert.True((await house.Remove(card)).IsAccepted);
    }

    [Fact]
    public async Task Other_CardThatServesNot_IsNoReasonToLetTheLastOneGo()
    {
        using var house = new CardHouse();
        var card = (await house.Add("fp_a", "4242")).Card;
        house.Provider.Next(nameof(ICardGateway.HoldOnCard), Script.Decline);
        var refused = (await house.Add("fp_b", "0002")).Card;
        var expiring = (await house.Add("fp_c", "1881", year: 2026, month: 3)).Card;
        await house.OnPlan("starter");
        house.Ledger.Clock.MoveTo(Instant.At(2026, 4, 1));

        Assert.StartsWith("No other card on file can be charged.", (await house.Remove(card)).Refusal?.Message, StringComparison.Ordinal);
        Assert.True((await house.Remove(refused)).IsAccepted);
        Assert.True((await house.Remove(expiring)).IsAccepted);

        Assert.Equal("Visa 4242* Accepted", await house.Shown());
    }

    [Fact]
    public async Task TwoRemovals_AtOnce_LeaveTheCardThatIsNeeded()
    {
        using var house = new CardHouse();
        await house.OnPlan("starter");
        for (var round = 0; round < 20; round++)
        {
            var cards = new[] { (await house.Add($"fp_a{round}")).Card, (await house.Add($"fp_b{round}")).Card };
            var others = (await house.View()).Cards.Select(card => card.Id).Except(cards).ToList();
            foreach (var other in others) Assert.True((await house.Remove(other)).IsAccepted);

            var removals = await Task.WhenAll(cards.Select(card => Task.Run(() => house.Remove(card))));

            Assert.Single(removals, removal => removal.IsAccepted);
            Assert.Single((await house.View()).Cards);
            Assert.NotNull(house.Row!.Card);
        }
    }

    [Fact]
    public async Task Removal_PressedTwice_IsDoneOnce()
    {
        using var house = new CardHouse("kunavo");
        var card = (await house.Add("fp_a")).Card;

        Assert.True((await house.Remove(card)).IsAccepted);
        Assert.True((await house.Remove(card)).IsAccepted);
        Assert.Equal("not_found", (await house.Remove("pm_foreign")).Refusal?.Code);

        Assert.Single(house.Provider.Asked, asked => asked.StartsWith("RemoveCard", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Default_ChosenOfACardThatIsGone_ShowsWhatTheProviderHas()
    {
        using var house = new CardHouse("kunavo");
        await house.Add("fp_a", "4242");
        var gone = (await house.Add("fp_b", "1881")).Card;
        house.Provider.Cards.Remove(gone);
        house.Provider.Next(nameof(ICardGateway.SetDefaultCard), Script.Decline);

        Assert.Equal("card_gone", (await house.Default.Run(CardHouse.Ada, house.Account, gone, "choice", default)).Refusal?.Code);

        Assert.Equal("Visa 4242*", await house.Shown());
    }
}
