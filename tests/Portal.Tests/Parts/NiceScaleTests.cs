using Billing.Units;
using BillingPortal.Portal.Parts.Charts;
using Xunit;

namespace Portal.Tests.Parts;

public sealed class NiceScaleTests
{
    [Theory]
    [InlineData("1196", "$0 $250 $500 $750 $1,000 $1,250")]
    [InlineData("61", "$0 $20 $40 $60 $80")]
    [InlineData("5", "$0 $1 $2 $3 $4 $5")]
    [InlineData("1.1", "$0.00 $0.25 $0.50 $0.75 $1.00 $1.25")]
    [InlineData("0.0000114", "$0 $0.0000025 $0.000005 $0.0000075 $0.000010 $0.0000125")]
    [InlineData("40000000000", "$0 $10,000,000,000 $20,000,000,000 $30,000,000,000 $40,000,000,000")]
    public void Ticks_UpToTheMost_AreRoundAndFew(string most, string labels)
    {
        var scale = NiceScale.To(Amount.Parse(most, Asset.Usd));

        Assert.StartsWith(labels, string.Join(' ', scale.Ticks.Select(scale.Label)), StringComparison.Ordinal);
    }

    [Fact]
    public void Ticks_OfNothing_StillMakeAnAxis()
    {
        var scale = NiceScale.To(Amount.Zero(Asset.Usd));

        Assert.Equal(["$0", "$1"], scale.Ticks.Select(scale.Label));
        Assert.Equal(0, scale.Share(Amount.Zero(Asset.Usd)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void Scale_BelowZeroOrBeyondItsRange_IsRefused(long units) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NiceScale.To(new Amount(units, Asset.Usd)));

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100_000_001)]
    [InlineData(79_594_123_456)]
    [InlineData(long.MaxValue / 2)]
    public void Scale_AnyMost_HoldsItInAtMostFiveSteps(long units)
    {
        var scale = NiceScale.To(new Amount(units, Asset.Usd));

        Assert.True(scale.Top.Units >= units);
        Assert.InRange(scale.Ticks.Count, 2, 6);
        Assert.InRange(scale.Share(new Amount(units, Asset.Usd)), 0.2, 1.0);
    }
}
