using Billing.Units;
using BillingPortal.Portal.Parts;
using Xunit;

namespace Portal.Tests.Parts;

public sealed class PercentTextTests
{
    [Theory]
    [InlineData(315_90, 795_94, "39.7 %")]
    [InlineData(0, 795_94, "0.0 %")]
    [InlineData(1, 795_94, "< 0.1 %")]
    [InlineData(795_94, 795_94, "100 %")]
    [InlineData(5, 0, "–")]
    public void Share_OfAWhole_HasOneDecimalUnderAHundred(long part, long whole, string words) =>
        Assert.Equal(words, PercentText.Share(Usd(part), Usd(whole)));

    [Theory]
    [InlineData(79594, 67734, "▲ 17.5 %")]
    [InlineData(97, 100, "▼ 3.0 %")]
    [InlineData(100, 100, "no change")]
    [InlineData(0, 0, "no change")]
    [InlineData(5, 0, "new")]
    [InlineData(3000, 100, "▲ 2,900 %")]
    public void Change_AgainstBefore_SaysUpDownOrNothing(long now, long before, string words) =>
        Assert.Equal(words, PercentText.Change(Usd(now), Usd(before)));

    private static Amount Usd(long units) => new(units, Asset.Usd);
}
