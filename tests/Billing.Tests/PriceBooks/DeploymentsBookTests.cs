using System.Text.Json.Nodes;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Refills;
using Billing.TopUps;
using Billing.Units;

namespace Billing.Tests.PriceBooks;

/// <summary>Every table and example of the GPU platform's document, reproduced from the price book.</summary>
public sealed class DeploymentsBookTests
{
    private static readonly PriceBook Book = Books.Deployments;

    [Theory]
    [InlineData("5", "500")]
    [InlineData("10", "1000")]
    [InlineData("20", "2000")]
    [InlineData("50", "5000")]
    [InlineData("100", "10000")]
    [InlineData("1", "100")]
    public void PurchaseTable_EachRow_GivesTheStatedCredits(string pay, string credits)
    {
        var quote = Assert.IsType<TopUpAnswer.Accepted>(TopUpDecision.Quote(Book, Usd(pay))).Quote;
        Assert.Equal((Credits(credits), Credits("0")), (quote.Base, quote.Bonus));
        Assert.Equal(Instant.Latest, Assert.Single(TopUpDecision.Settle(Book, quote, PaymentState.Confirmed, Instant.At(2026, 3, 1))).ExpiresAt);
    }

    [Fact]
    public void PurchaseTable_Offers_AreItsRowsAndOneDollarIsTheLeast()
    {
        Assert.Equal(["5", "10", "20", "50", "100"], Book.TopUp!.Offers.Select(offer => offer.ToDecimalText()));
        Assert.Equal("below_minimum", Assert.IsType<TopUpAnswer.Refused>(TopUpDecision.Quote(Book, Usd("0.99"))).Code);
    }

    [Theory]
    [InlineData("gpu-s", "60", "0.60")]
    [InlineData("gpu-m", "180", "1.80")]
    [InlineData("gpu-l", "350", "3.50")]
    public void InstancePrices_OneHour_CostsTheStatedDollars(string size, string credits, string dollars)
    {
        var cost = Hours(size, 3_600);
        Assert.Equal(Credits(credits), cost);
        Assert.Equal(Usd(dollars), AutoRefillDecision.PriceOf(Book, cost));
    }

    [Fact]
    public void BillingCycle_TenHoursOfTheSmallSize_AreSixDollars()
    {
        Assert.Equal(Credits("600"), Hours("gpu-s", 36_000));
        Assert.Equal(Usd("6"), AutoRefillDecision.PriceOf(Book, Hours("gpu-s", 36_000)));
        Assert.Equal(Credits("660"), Hours("gpu-s", 36_001));
    }

    /// <summary>The document says about 48 %: 170 of 350 is 17/35, cut.</summary>
    [Fact]
    public void QuantisedModel_OnTheMediumSize_Saves17Of35()
    {
        var (large, medium) = (Book.Line("instance_hour", "GPU L", null)!.UnitPrice!.Value, Book.Line("instance_hour", "GPU M", null)!.UnitPrice!.Value);
        Assert.Equal(Fraction.Of(17, 35), (large - medium) / large);
    }

    [Fact]
    public void AutoRefill_OfTheExample_Adds2000Below500ForTwentyDollars()
    {
        var offer = Book.AutoRefill!;
        var settings = new AutoRefillSettings(offer.Threshold, offer.Refill, Usd("100"), offer.Rules.MostADay);
        var standing = new AutoRefillStanding(AutoRefillSwitch.On, Credits("499.99"), Credits("0"), Usd("0"), 0, null, null, HasCard: true, MayPay: true);
        Assert.Equal(
            new AutoRefillAnswer(AutoRefillVerdict.Start, Credits("2000"), Usd("20"), null), AutoRefillDecision.Decide(Book, settings, standing, Instant.At(2026, 3, 10)));
    }

    [Fact]
    public void SeatBelts_TheBookNamesNone_AreTheUsualOnes() => Assert.Equal(AutoRefillRules.Usual, Book.AutoRefill!.Rules);

    [Fact]
    public void SeatBelts_ABookNames_AreTheOnesThatHold()
    {
        var rules = Books.Changed(
            book => book["auto_refill"] = JsonNode.Parse("""{ "threshold": "5", "amount": "20", "most_a_day": 1, "cool_down_minutes": 60, "back_off": [{ "hours": 6 }], "stop_after": 2 }"""),
            "deployments").BookOrThrow().AutoRefill!.Rules;
        Assert.Equal((1, TimeSpan.FromHours(1), "06:00:00", 2), (rules.MostADay, rules.CoolDown, string.Join(' ', rules.BackOff), rules.StopAfter));
    }

    [Fact]
    public void Resources_OfTheBook_ArePaidByTheHourInAdvance() =>
        Assert.Equal(("instance_hour", ResourceCharge.HourInAdvance), (Book.Resources!.Meter, Book.Resources.Charge));

    private static Amount Hours(string size, long seconds) => Priced.Cost(Book, "instance_hour", size, null, (Measure.Seconds, seconds * 1_000_000));

    private static Amount Usd(string text) => Amount.Parse(text, Asset.Usd);

    private static Amount Credits(string text) => Amount.Parse(text, Book.Wallet.Unit);
}
