using Billing.Service.Flows.Cards;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>What happens to cards at the provider (F19, F20), and cards that expire.</summary>
public sealed class CardSyncTests
{
    [Fact]
    public async Task Network_RenewsACard_TheNewDateAndNumberAreShown()
    {
        using var house = new CardHouse("kunavo");
        var card = (await house.Add("fp_a", "4242", year: 2026)).Card;
        house.Provider.Cards[card] = house.Provider.Cards[card] with { ExpiryYear = 2031, Last4 = "9999" };

        Assert.Empty(await house.Tell(NoticeSubject.Card, card, house.Customer));

        Assert.Equal(("Visa 9999*", "Visa 9999"), (await house.Shown(), house.Row!.CardLabel));
        Assert.Equal("08/31", (await house.View()).Default!.Expires);
        Assert.Empty(house.Mails());
    }

    [Fact]
    public async Task Default_TakenOffByItsBank_PassesToTheNextAndTheOwnerIsTold()
    {
        using var house = new CardHouse("kunavo");
        var first = (await house.Add("fp_a", "4242")).Card;
        var second = (await house.Add("fp_b", "1881")).Card;
        house.Provider.Cards[first] = house.Provider.Cards[first] with { Customer = null };

        // The event names no customer any more: our row says whose it was.
        Assert.Empty(await house.Tell(NoticeSubject.Card, first));
        Assert.Empty(await house.Tell(NoticeSubject.Card, first));

        Assert.Equal("Visa 1881*", await house.Shown());
        Assert.Equal(second, house.Provider.Defaults[house.Customer]);
        Assert.Equal(["Visa 4242 is no longer on file"], house.Mails());
    }

    [Fact]
    public async Task Last_CardTakenOffByItsBank_LeavesNothingToCharge()
    {
        using var house = new CardHouse("kunavo");
        var card = (await house.Add("fp_a")).Card;
        house.Provider.Cards.Remove(card);

        await house.Tell(NoticeSubject.Card, card);

        Assert.Equal((null, null, ""), (house.Row!.Card, house.Row.CardLabel, await house.Shown()));
        Assert.Equal(["Visa 4242 is no longer on file"], house.Mails());
    }

    [Fact]
    public async Task Card_AddedAtTheProvider_IsOnFileHere()
    {
        using var house = new CardHouse("kunavo");
        await house.Add("fp_a", "4242");
        var added = house.Provider.Put(house.Customer, "fp_b", "1881");

        Assert.Empty(await house.Tell(NoticeSubject.Card, added, house.Customer));

        Assert.Equal("Visa 4242*, Visa 1881", await house.Shown());
    }

    [Fact]
    public async Task Default_ChosenOnTheProvidersPages_IsTheOneChargedHereAndNotToldBack()
    {
        using var house = new CardHouse("kunavo");
        await house.Add("fp_a", "4242");
        var second = (await house.Add("fp_b", "1881")).Card;
        var told = house.Provider.Asked.Count;
        house.Provider.Defaults[house.Customer] = second;

        Assert.Empty(await house.Tell(NoticeSubject.Customer, house.Customer));
        Assert.Empty(await house.Tell(NoticeSubject.Customer, house.Customer));

        Assert.Equal(("Visa 4242, Visa 1881*", "Visa 1881"), (await house.Shown(), house.Row!.CardLabel));
        Assert.Equal(told, house.Provider.Asked.Count);
    }

    [Fact]
    public async Task Default_AddedAndChosenThereWhileTheOldOneWent_IsTheOneCharged()
    {
        using var house = new CardHouse("kunavo");
        var first = (await house.Add("fp_a", "4242")).Card;
        await house.Add("fp_b", "1881");
        house.Provider.Defaults[house.Customer] = house.Provider.Put(house.Customer, "fp_c", "4444");
        await house.Add("fp_d", "0005");
        house.Provider.Cards[first] = house.Provider.Cards[first] with { Customer = null };

        Assert.Empty(await house.Tell(NoticeSubject.Card, first));

        Assert.Equal("Visa 4444", house.Row!.CardLabel);
    }

    [Fact]
    public async Task Choice_OfOursThatWasLostOnItsWay_StandsAgainstOlderNewsAndIsToldAgain()
    {
        using var house = new CardHouse("kunavo");
        await house.Add("fp_a", "4242");
        house.Provider.Next(nameof(ICardGateway.SetDefaultCard), Script.LoseRequest);
        var second = (await house.Add("fp_b", "1881", asDefault: true)).Card;
        Assert.NotEqual(second, house.Provider.Defaults[house.Customer]);

        Assert.Empty(await house.Tell(NoticeSubject.Customer, house.Customer));

        Assert.Equal("Visa 4242, Visa 1881*", await house.Shown());
        Assert.Equal(second, house.Provider.Defaults[house.Customer]);
    }

    [Fact]
    public async Task Choice_MadeWhileTheProvidersAnswerTravels_IsNotLostToIt()
    {
        using var house = new CardHouse("kunavo");
        var first = (await house.Add("fp_a", "4242")).Card;
        var second = (await house.Add("fp_b", "1881")).Card;
        house.Provider.Defaults[house.Customer] = second;
        house.Provider.WhileTheAnswerTravels = async () =>
        {
            house.Provider.WhileTheAnswerTravels = null;
            var third = (await house.Add("fp_c", "4444", asDefault: true)).Card;
            Assert.Equal(third, house.Provider.Defaults[house.Customer]);
        };

        Assert.Empty(await house.Tell(NoticeSubject.Customer, house.Customer));
        Assert.Empty(await house.Tell(NoticeSubject.Card, first, house.Customer));

        Assert.Equal("Visa 4242, Visa 1881, Visa 4444*", await house.Shown());
    }

    [Fact]
    public async Task Successor_OfARemovedDefaultWhoseTellingWasLost_IsToldByTheJanitor()
    {
        using var house = new CardHouse("kunavo");
        var first = (await house.Add("fp_a", "4242")).Card;
        var second = (await house.Add("fp_b", "1881")).Card;
        house.Provider.Next(nameof(ICardGateway.SetDefaultCard), Script.LoseRequest);
        Assert.True((await house.Remove(first)).IsAccepted);
        Assert.NotEqual(second, house.Provider.Defaults[house.Customer]);

        await house.Clean();

        Assert.Equal(second, house.Provider.Defaults[house.Customer]);
        var asked = house.Provider.Asked.Count;
        await house.Clean();
        Assert.Equal(asked, house.Provider.Asked.Count);
    }

    [Fact]
    public async Task Default_ChosenThereThatTheBankRefusedHere_IsNotCharged()
    {
        using var house = new CardHouse("koyeb");
        var good = (await house.Add("fp_a", "4242")).Card;
        house.Provider.Next(nameof(ICardGateway.HoldOnCard), Script.Decline);
        var refused = (await house.Add("fp_b", "0341")).Card;
        house.Provider.Defaults[house.Customer] = refused;

        Assert.Empty(await house.Tell(NoticeSubject.Customer, house.Customer));

        Assert.Equal((good, good), (house.Row!.Card, house.Provider.Defaults[house.Customer]));
    }

    [Fact]
    public async Task Card_OfSomebodyElse_ConcernsNobody()
    {
        using var house = new CardHouse("kunavo");

        Assert.Empty(await house.Tell(NoticeSubject.Card, "pm_foreign", "cus_foreign"));
        Assert.Empty(await house.Tell(NoticeSubject.Card, "pm_foreign"));
        Assert.Empty(await house.Tell(NoticeSubject.Customer, "cus_foreign"));
    }

    [Fact]
    public async Task Removal_WhoseAnswerWasLost_IsFinishedAndNeverUndone()
    {
        using var house = new CardHouse("kunavo");
        var card = (await house.Add("fp_a", "4242")).Card;
        await house.Add("fp_b", "1881");
        house.Provider.Next(nameof(ICardGateway.RemoveCard), Script.LoseRequest, Script.LoseRequest);
        Assert.True((await house.Remove(card)).IsAccepted);

        // The provider still lists it.
        await house.Sync.Run(house.Account, default);
        Assert.Equal("Visa 1881*", await house.Shown());
        await house.Clean();
        await house.Clean();

        Assert.Null(house.Provider.Cards[card].Customer);
        Assert.Equal(3, house.Provider.Asked.Count(asked => asked == $"RemoveCard card-off:{card}"));
    }

    [Fact]
    public async Task Customer_Deleted_LosesHisCardsAndIsFollowedByTheNext()
    {
        using var house = new CardHouse("kunavo");
        await house.Add("fp_a");
        var deleted = house.Customer;
        house.Provider.Delete(deleted);

        Assert.Empty(await house.Tell(NoticeSubject.Customer, deleted));
        Assert.Empty(await house.Tell(NoticeSubject.Customer, deleted));

        Assert.Equal((true, null, ""), (house.Row!.DeletedAt is not null, house.Row.Card, await house.Shown()));
        Assert.True((await house.View()).CustomerDeleted);
        Assert.Equal(["Your cards are no longer on file"], house.Mails());
        await house.Add("fp_b", "1881");
        Assert.Equal($"cus_customer:{house.Account}:1", house.Customer);
        Assert.Equal("Visa 1881*", await house.Shown());
        Assert.False((await house.View()).CustomerDeleted);
    }

    [Fact]
    public async Task Provider_Silent_ChangesNothingAndIsAskedAgain()
    {
        using var house = new CardHouse("kunavo");
        var card = (await house.Add("fp_a")).Card;
        house.Provider.Cards.Remove(card);
        house.Provider.Next(nameof(ICardGateway.ListCards), Script.LoseRequest);

        Assert.Single(await house.Tell(NoticeSubject.Card, card));
        Assert.Equal("Visa 4242*", await house.Shown());
        Assert.Empty(await house.Tell(NoticeSubject.Card, card));

        Assert.Equal("", await house.Shown());
    }

    [Fact]
    public async Task Expiry_OfACard_IsToldOnceAMonthBeforeAndOnceInItsMonth()
    {
        using var house = new CardHouse("kunavo");
        await house.Add("fp_a", year: 2026, month: 8);
        await house.Add("fp_b", "1881", year: 2026, month: 9);
        var told = new List<string>();

        for (var day = Instant.At(2026, 6, 1); day < Instant.At(2026, 9, 3); day = day.PlusDays(1))
        {
            house.Ledger.Clock.MoveTo(day);
            var before = house.Mails().Count;
            await house.Warn();
            told.AddRange(house.Mails().Skip(before).Select(mail => $"{day.Day:yyyy-MM-dd} {mail}"));
        }

        Assert.Equal(
            [
                "2026-07-02 Visa 4242 expires at the end of 08/26", "2026-08-01 Visa 4242 expires at the end of 08/26",
                "2026-08-02 Visa 1881 expires at the end of 09/26", "2026-09-01 Visa 1881 expires at the end of 09/26",
            ],
            told);
        Assert.Equal([ExpiryStanding.Over, ExpiryStanding.ThisMonth], (await house.View()).Cards.Select(card => card.Expiry));
    }

    [Fact]
    public async Task Expiry_OfARenewedCard_IsToldForItsNewMonth()
    {
        using var house = new CardHouse("kunavo");
        var card = (await house.Add("fp_a", year: 2026, month: 8)).Card;
        house.Ledger.Clock.MoveTo(Instant.At(2026, 8, 5));
        await house.Warn();
        house.Provider.Cards[card] = house.Provider.Cards[card] with { ExpiryYear = 2027 };
        await house.Tell(NoticeSubject.Card, card, house.Customer);

        await house.Warn();
        house.Ledger.Clock.MoveTo(Instant.At(2027, 8, 1));
        await house.Warn();

        Assert.Equal(["Visa 4242 expires at the end of 08/26", "Visa 4242 expires at the end of 08/27"], house.Mails());
    }
}
