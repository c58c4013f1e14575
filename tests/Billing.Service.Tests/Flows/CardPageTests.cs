using Billing.Service.Flows.Cards;
using Billing.Service.Ports;
using Billing.Service.Storage;

namespace Billing.Service.Tests.Flows;

/// <summary>Cards entered on the provider's page (F5).</summary>
public sealed class CardPageTests
{
    [Fact]
    public async Task First_Card_BecomesTheDefaultHereAndAtTheProvider()
    {
        using var house = new CardHouse("kunavo");

        var kept = await house.Add("fp_a", "4242");

        Assert.Equal(("Visa 4242", true, CardCheckStanding.None), (kept.Label, kept.IsDefault, kept.Check));
        Assert.Equal((kept.Card, "Visa 4242"), (house.Row!.Card, house.Row.CardLabel));
        Assert.Equal(kept.Card, house.Provider.Defaults[house.Customer]);
    }

    [Theory]
    [InlineData(false, "Visa 4242*, Visa 1881")]
    [InlineData(true, "Visa 4242, Visa 1881*")]
    public async Task Second_Card_IsTheDefaultOnlyWhereItsOwnerSaidSo(bool asDefault, string shown)
    {
        using var house = new CardHouse("kunavo");
        await house.Add("fp_a", "4242");

        await house.Add("fp_b", "1881", asDefault);

        Assert.Equal(shown, await house.Shown());
        Assert.Equal(house.Row!.Card, house.Provider.Defaults[house.Customer]);
    }

    [Fact]
    public async Task PageAndWebhook_InAnyOrderAndTwice_KeepOneCard()
    {
        using var house = new CardHouse("kunavo");
        await house.Add("fp_a", "4242");
        var session = await house.Open(asDefault: true);
        var card = house.Provider.Enter(session, "fp_b", "1881");

        Assert.Empty(await house.Tell(NoticeSubject.Card, card, house.Customer));
        Assert.Equal("Visa 4242*, Visa 1881", await house.Shown());
        Assert.Empty(await house.Tell(NoticeSubject.Checkout, session));
        Assert.Equal("Visa 4242, Visa 1881*", await house.Shown());
        Assert.True((await house.Finish.Run(session, house.Account, default)).Value.IsDefault);
        Assert.Empty(await house.Tell(NoticeSubject.Checkout, session));

        Assert.Equal("Visa 4242, Visa 1881*", await house.Shown());
    }

    [Fact]
    public async Task Webhook_ComingLate_UndoesNoChoiceMadeSince()
    {
        using var house = new CardHouse("kunavo");
        var first = await house.Add("fp_a", "4242");
        var session = await house.Open(asDefault: true);
        house.Provider.Enter(session, "fp_b", "1881");
        await house.Finish.Run(session, house.Account, default);
        Assert.Equal("Visa 4242", (await house.Default.Run(CardHouse.Ada, house.Account, first.Card, "choice", default)).Value);

        await house.Tell(NoticeSubject.Checkout, session);

        Assert.Equal("Visa 4242*, Visa 1881", await house.Shown());
    }

    [Fact]
    public async Task Card_RemovedSince_StaysRemovedWhenTheWebhookComesLate()
    {
        using var house = new CardHouse("kunavo");
        var session = await house.Open();
        var card = house.Provider.Enter(session);
        await house.Finish.Run(session, house.Account, default);
        Assert.True((await house.Remove(card)).IsAccepted);

        Assert.Empty(await house.Tell(NoticeSubject.Checkout, session));

        Assert.Equal("", await house.Shown());
    }

    [Fact]
    public async Task Page_OfAnotherAccount_IsNobodyElses()
    {
        using var house = new CardHouse("kunavo");
        var session = await house.Open();
        house.Provider.Enter(session);
        var other = house.Ledger.OpenAccount("Other");

        Assert.Equal("not_found", (await house.Finish.Run(session, other, default)).Refusal?.Code);
        Assert.Equal("not_found", (await house.Finish.Run("cs_unknown", house.Account, default)).Refusal?.Code);

        Assert.Equal("", await house.Shown());
    }

    [Fact]
    public async Task Page_StillOpen_SaysSo()
    {
        using var house = new CardHouse("kunavo");
        var session = await house.Open();

        Assert.Equal("not_finished", (await house.Finish.Run(session, house.Account, default)).Refusal?.Code);
        Assert.Empty(await house.Tell(NoticeSubject.Checkout, session));
    }

    [Fact]
    public async Task Press_Twice_OpensOnePage()
    {
        using var house = new CardHouse("kunavo");

        Assert.Equal(await house.Open(key: "once"), await house.Open(key: "once"));
    }

    [Theory]
    [InlineData(nameof(ICardGateway.OpenCardPage), Script.LoseAnswer)]
    [InlineData(nameof(IPaymentGateway.CreateCustomer), Script.LoseAnswer)]
    [InlineData(nameof(ICardGateway.OpenCardPage), Script.LoseRequest)]
    public async Task Answer_LostWhileOpening_IsFoundByPressingAgain(string call, Script lost)
    {
        using var house = new CardHouse("kunavo");
        house.Provider.Next(call, lost);

        Assert.Equal("checking_with_bank", (await house.Start.Run(CardHouse.Ada, house.Account, true, "ada@acme.example", "once", default)).Refusal?.Code);
        var session = await house.Open(key: "once");

        house.Provider.Enter(session);
        Assert.True((await house.Finish.Run(session, house.Account, default)).IsAccepted);
        Assert.Single(house.Provider.Asked.Where(asked => asked.StartsWith("CreateCustomer", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public async Task Default_ThatTheProviderWasNotTold_IsToldByTheWebhook()
    {
        using var house = new CardHouse("kunavo");
        var session = await house.Open();
        var card = house.Provider.Enter(session);
        house.Provider.Next(nameof(ICardGateway.SetDefaultCard), Script.LoseRequest, Script.LoseRequest);

        Assert.Equal("checking_with_bank", (await house.Finish.Run(session, house.Account, default)).Value.Left?.Code);
        Assert.Single(await house.Tell(NoticeSubject.Checkout, session));
        Assert.Empty(await house.Tell(NoticeSubject.Checkout, session));

        Assert.Equal(card, house.Provider.Defaults[house.Customer]);
    }

    [Fact]
    public async Task SameNumber_SavedAgain_ReplacesItselfAndIsShownOnce()
    {
        using var house = new CardHouse("kunavo");
        await house.Add("fp_a", "4242", year: 2026);
        await house.Add("fp_b", "1881");

        var again = await house.Add("fp_a", "4242", year: 2031);

        Assert.Equal("Visa 1881, Visa 4242*", await house.Shown());
        Assert.Equal("08/31", (await house.View()).Default!.Expires);
        Assert.Equal([again.Card], house.Provider.Cards.Values.Where(card => card.Customer is not null && card.Last4 == "4242").Select(card => card.Id));
        Assert.Equal(again.Card, house.Provider.Defaults[house.Customer]);
    }

    [Fact]
    public async Task SavedByName_ACard_IsKeptLikeAnEnteredOne()
    {
        using var house = new CardHouse("kunavo");
        var members = new OpenHouse();
        var customers = new Billing.Service.Flows.Payments.Customers(house.Ledger.Writer, house.Ledger.Reader, members, house.Provider);
        var save = new Billing.Service.Flows.Payments.SaveCard(house.Ledger.Writer, members, customers, house.Provider, CardHouse.Errands(house.Ledger, house.Provider));

        Assert.True((await save.Run(CardHouse.Ada, house.Account, "pm_card_visa", "ada@acme.example", "a", default)).IsAccepted);
        Assert.True((await save.Run(CardHouse.Ada, house.Account, "pm_card_other", "ada@acme.example", "b", default)).IsAccepted);

        Assert.Equal("Visa 4242, Visa 4242*", await house.Shown());
    }

    [Fact]
    public async Task Customer_DeletedWithoutOurKnowing_IsFollowedByTheNextOneAtOnce()
    {
        using var house = new CardHouse("kunavo");
        await house.Add("fp_a");
        var deleted = house.Customer;
        house.Provider.Delete(deleted);

        var kept = await house.Add("fp_b", "1881");

        Assert.NotEqual(deleted, house.Customer);
        Assert.Equal((1, null, kept.Card), (house.Row!.Generation, house.Row.DeletedAt, house.Row.Card));
        Assert.Equal("Visa 1881*", await house.Shown());
        Assert.Equal(AccountValidation.None, house.Row.Validation);
    }
}
