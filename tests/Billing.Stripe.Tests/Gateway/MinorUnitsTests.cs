using Billing.Gateway;
using Billing.Units;

namespace Billing.Stripe.Tests.Gateway;

public sealed class MinorUnitsTests
{
    [Theory]
    [InlineData("10", "USD", 1000)]
    [InlineData("0.01", "EUR", 1)]
    [InlineData("12345.67", "GBP", 1234567)]
    [InlineData("500", "JPY", 500)]
    [InlineData("1200", "KRW", 1200)]
    public void Amount_OfWholeMinorUnits_CrossesBothWays(string text, string currency, long minor)
    {
        var amount = Amount.Parse(text, new Asset(currency));

        Assert.Equal(minor, MinorUnits.Of(amount));
        Assert.Equal(amount, MinorUnits.ToAmount(minor, currency.ToLowerInvariant()));
    }

    [Theory]
    [InlineData("0.001", "USD")]
    [InlineData("0.00000001", "USD")]
    [InlineData("500.5", "JPY")]
    [InlineData("0", "USD")]
    [InlineData("-1", "USD")]
    [InlineData("1", "credits")]
    [InlineData("1", "KWD")]
    public void Amount_ThatStripeCannotTake_IsRefused(string text, string asset) =>
        Assert.Throws<UnpayableAmountException>(() => MinorUnits.Of(Amount.Parse(text, new Asset(asset))));

    /// <summary>A payment in a currency that is not offered was made all the same: reading it is no refusal.</summary>
    [Fact]
    public void Amount_InACurrencyWithThreeDecimals_IsStillRead() =>
        Assert.Equal(Amount.Parse("1.5", new Asset("KWD")), MinorUnits.ToAmount(1500, "kwd"));
}
