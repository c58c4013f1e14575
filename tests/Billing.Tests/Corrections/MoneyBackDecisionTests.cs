using Billing.Corrections;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Tests.Corrections;

public sealed class MoneyBackDecisionTests
{
    private static readonly Asset Credits = new("credits");

    [Theory]
    [InlineData("50", "2000", "10", "1000 5 0 0")]
    [InlineData("50", "600", "10", "600 5 400 0")]
    [InlineData("50", "0", "3", "0 3 1000 2")]
    [InlineData("100", "0", "3", "0 3 2000 7")]
    [InlineData("33.33", "2000", "10", "666.6 3.333 0 0")]
    public void MoneyGone_OfAPackWithItsBonus_TakesCreditsNeverDollars(string gone, string left, string bonusLeft, string moved) =>
        Assert.Equal(moved, Text(MoneyBackDecision.Decide(Whole with { BaseLeft = Of(left), BonusLeft = Of(bonusLeft) }, BonusOnRefund.TakeBack, Back(gone), TakenBack.Nothing(Credits))));

    [Fact]
    public void Bonus_ThatTheBookLetsStay_Stays() =>
        Assert.Equal("2000 0 0 0", Text(MoneyBackDecision.Decide(Whole, BonusOnRefund.Keep, Back("100"), TakenBack.Nothing(Credits))));

    [Fact]
    public void OperatorsRefund_OfTheLastOfThePurchase_TakesTheRestBelowACoinAndAllTheBonus()
    {
        var back = new MoneyGone(Usd("19.99"), Of("399.9"), Of("10"));
        Assert.Equal("399.9 10 0 0", Text(MoneyBackDecision.Decide(Whole with { BaseLeft = Of("399.9") }, BonusOnRefund.TakeBack, back, TakenBack.Nothing(Credits))));
    }

    [Fact]
    public void MoneyThatComesBack_OfSpentCredit_EndsWhatIsOwedFirst()
    {
        var applied = new TakenBack(Of("600"), Of("5"), Of("1400"), Of("5"));
        Assert.Equal("0 0 -1000 -5", Text(MoneyBackDecision.Decide(Whole with { BaseLeft = Of("0"), BonusLeft = Of("0") }, BonusOnRefund.TakeBack, Back("50"), applied)));
        Assert.Equal("-600 -5 -1400 -5", Text(MoneyBackDecision.Decide(Whole with { BaseLeft = Of("0"), BonusLeft = Of("0") }, BonusOnRefund.TakeBack, Back("0"), applied)));
    }

    [Fact]
    public void MoneyAndCredits_Mixed_AreRefusedByTheirUnits() =>
        Assert.Throws<MixedAssetsException>(() => MoneyBackDecision.Decide(Whole, BonusOnRefund.TakeBack, new(Usd("50"), Usd("50"), Usd("0")), TakenBack.Nothing(Credits)));

    private static Purchase Whole => new(Usd("100"), Of("2000"), Of("2000"), Of("10"), Of("10"));

    private static MoneyGone Back(string gone) => new(Usd(gone), Of("0"), Of("0"));

    private static Amount Usd(string text) => Amount.Parse(text, Asset.Usd);

    private static Amount Of(string text) => Amount.Parse(text, Credits);

    private static string Text(TakenBack moved) =>
        string.Join(' ', new[] { moved.FromBase, moved.FromBonus, moved.BaseOwed, moved.BonusOwed }.Select(amount => amount.ToDecimalText()));
}
