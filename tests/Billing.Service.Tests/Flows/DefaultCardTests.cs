using Billing.Service.Ports;

namespace Billing.Service.Tests.Flows;

/// <summary>One card is chosen here and another on the provider's pages while neither side hears of the other: the newest choice is charged.</summary>
public sealed class DefaultCardTests : IDisposable
{
    private readonly CardHouse _house = new("kunavo");

    public void Dispose() => _house.Dispose();

    public static TheoryData<Script, string> LateTellings
    {
        get
        {
            var data = new TheoryData<Script, string>();
            foreach (var lost in new[] { Script.LoseRequest, Script.LoseAnswer })
            {
                foreach (var teller in new[] { "janitor", "customer news", "card news", "page news" }) data.Add(lost, teller);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(LateTellings))]
    public async Task Choice_MadeThereAfterOneHereWhoseTellingWasLost_IsFollowed(Script lost, string teller)
    {
        var there = await TwoCards();
        var (here, page) = await ChooseHere(lost);
        _house.Later(1);
        _house.Provider.Choose(_house.Customer, there, _house.Ledger.Clock.Now);

        await Late(teller, here, page);

        Assert.Equal((there, there, there), (_house.Row!.Card, _house.Row!.GatewayCard, _house.Provider.Defaults[_house.Customer]));
        var asked = _house.Provider.Asked.Count;
        await Late(teller, here, page);
        Assert.Equal((asked, there), (_house.Provider.Asked.Count, _house.Row!.Card));
    }

    [Theory]
    [MemberData(nameof(LateTellings))]
    public async Task Choice_MadeHereAfterOneThereThatNobodyHeardOf_IsToldAgainAndStands(Script lost, string teller)
    {
        var there = await TwoCards();
        _house.Provider.Choose(_house.Customer, there, _house.Ledger.Clock.Now);
        _house.Later(1);
        var (here, page) = await ChooseHere(lost);

        await Late(teller, here, page);

        Assert.Equal((here, here, here), (_house.Row!.Card, _house.Row!.GatewayCard, _house.Provider.Defaults[_house.Customer]));
    }

    /// <summary>The page's webhook comes late, when what it told first has long been replaced there.</summary>
    [Fact]
    public async Task Choice_MadeThereAfterOneHereThatWasTold_IsNotUndoneByALateWebhookOfThePage()
    {
        var there = await TwoCards();
        var (here, page) = await ChooseHere(Script.Pay);
        Assert.Equal(here, _house.Provider.Defaults[_house.Customer]);
        _house.Later(1);
        _house.Provider.Choose(_house.Customer, there, _house.Ledger.Clock.Now);

        Assert.Empty(await _house.Tell(NoticeSubject.Checkout, page));
        Assert.Equal(there, _house.Provider.Defaults[_house.Customer]);
        Assert.Empty(await _house.Tell(NoticeSubject.Customer, _house.Customer));

        Assert.Equal(there, _house.Row!.Card);
    }

    [Fact]
    public async Task Choice_MadeThereOfACardThatIsNotKnownHereYet_IsFollowedWhenItIs()
    {
        await _house.Add("fp_a", "4242");
        await ChooseHere(Script.LoseRequest);
        _house.Later(1);
        var there = _house.Provider.Put(_house.Customer, "fp_new", "4444");
        _house.Provider.Choose(_house.Customer, there, _house.Ledger.Clock.Now);

        await _house.Clean();
        Assert.Equal(there, _house.Provider.Defaults[_house.Customer]);
        Assert.Empty(await _house.Tell(NoticeSubject.Card, there, _house.Customer));

        Assert.Equal((there, there), (_house.Row!.Card, _house.Provider.Defaults[_house.Customer]));
    }

    [Theory]
    [InlineData(nameof(ICardGateway.FindDefaultCard))]
    [InlineData(nameof(ICardGateway.WasChosenAfter))]
    public async Task Look_BeforeTellingThatIsNotAnswered_TellsNothingAndIsDoneAgain(string look)
    {
        var there = await TwoCards();
        await ChooseHere(Script.LoseRequest);
        _house.Later(1);
        _house.Provider.Choose(_house.Customer, there, _house.Ledger.Clock.Now);
        _house.Provider.Next(look, Script.LoseRequest);

        await _house.Clean();
        Assert.Equal(there, _house.Provider.Defaults[_house.Customer]);
        Assert.NotEqual(there, _house.Row!.Card);
        await _house.Clean();

        Assert.Equal(there, _house.Row!.Card);
    }

    /// <summary>Two cards on file, the first of them the default on both sides; answers the other.</summary>
    private async Task<string> TwoCards()
    {
        await _house.Add("fp_a", "4242");
        var other = (await _house.Add("fp_b", "1881")).Card;
        _house.Later(1);
        return other;
    }

    /// <summary>A third card is added as the one that is charged, and the telling goes as it goes.</summary>
    private async Task<(string Card, string Page)> ChooseHere(Script telling)
    {
        var page = await _house.Open(asDefault: true);
        var card = _house.Provider.Enter(page, "fp_c", "0005");
        _house.Provider.Next(nameof(ICardGateway.SetDefaultCard), telling);
        Assert.True((await _house.Finish.Run(page, _house.Account, default)).IsAccepted);
        Assert.Equal(card, _house.Row!.Card);
        return (card, page);
    }

    private async Task Late(string teller, string here, string page)
    {
        switch (teller)
        {
            case "janitor": await _house.Clean(); break;
            case "customer news": Assert.Empty(await _house.Tell(NoticeSubject.Customer, _house.Customer)); break;
            case "card news": Assert.Empty(await _house.Tell(NoticeSubject.Card, here, _house.Customer)); break;
            default: Assert.Empty(await _house.Tell(NoticeSubject.Checkout, page)); break;
        }
    }
}
