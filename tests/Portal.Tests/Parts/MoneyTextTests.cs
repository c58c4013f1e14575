using Billing.Units;
using BillingPortal.Portal.Parts;
using Xunit;

namespace Portal.Tests.Parts;

public sealed class MoneyTextTests
{
    [Theory]
    // Totals: two decimals, thousands with a comma, the minus before the currency.
    [InlineData("0", "$0.00")]
    [InlineData("412.38114200", "$412.38")]
    [InlineData("-6.33", "−$6.33")]
    [InlineData("1043.834", "$1,043.83")]
    [InlineData("1234567.005", "$1,234,567.01")]
    [InlineData("0.01", "$0.01")]
    [InlineData("0.996", "$1.00")]
    // Below a cent never a zero that is not true.
    [InlineData("0.00491200", "$0.004912")]
    [InlineData("0.005", "$0.005")]
    [InlineData("0.000001", "$0.000001")]
    [InlineData("0.00000049", "< $0.000001")]
    [InlineData("0.00000001", "< $0.000001")]
    [InlineData("-0.00000001", "> −$0.000001")]
    [InlineData("92233720368.54775807", "$92,233,720,368.55")]
    [InlineData("-92233720368.54775808", "−$92,233,720,368.55")]
    public void Total_AnyAmount_ReadsAsPeopleWriteIt(string exact, string shown) =>
        Assert.Equal(shown, MoneyText.Of(Usd(exact)).ToString());

    [Theory]
    [InlineData("USD", "$")]
    [InlineData("EUR", "€")]
    [InlineData("CHF", "CHF")]
    [InlineData("credits", "cr")]
    public void Sign_AtAField_IsTheAssetsOwn(string asset, string sign) => Assert.Equal(sign, MoneyText.Sign(new Asset(asset)));

    [Theory]
    [InlineData("0.025703", "$0.025703")]
    [InlineData("-0.8", "−$0.800000")]
    [InlineData("1.057576", "$1.06")]
    [InlineData("0", "$0.00")]
    [InlineData("0.00000001", "< $0.000001")]
    public void Event_BelowOneUnit_KeepsSixDecimals(string exact, string shown) =>
        Assert.Equal(shown, MoneyText.Of(Usd(exact), MoneyStyle.Event).ToString());

    [Theory]
    [InlineData("0.000003", "$0.000003")]
    [InlineData("0.0000003", "$0.0000003")]
    [InlineData("0.04", "$0.040000")]
    [InlineData("0", "$0.000000")]
    public void Rate_InAColumn_KeepsSixDecimalsAndMoreWhereItHasThem(string exact, string shown) =>
        Assert.Equal(shown, MoneyText.Of(Usd(exact), MoneyStyle.Rate).ToString());

    [Theory]
    [InlineData("0.036", "$0.036")]
    [InlineData("0.0072", "$0.0072")]
    [InlineData("0.5", "$0.50")]
    [InlineData("12", "$12.00")]
    [InlineData("0.00000001", "$0.00000001")]
    public void Price_OfAnHour_HasEveryDigitItIsMultipliedBy(string exact, string shown) =>
        Assert.Equal(shown, MoneyText.Of(Usd(exact), MoneyStyle.Price).ToString());

    [Theory]
    [InlineData("1196.4", "$1,196")]
    [InlineData("1196.5", "$1,197")]
    [InlineData("9.42", "$9.42")]
    [InlineData("0.3", "$0.30")]
    public void Whole_FromTenOn_DropsDecimals(string exact, string shown) =>
        Assert.Equal(shown, MoneyText.Of(Usd(exact), MoneyStyle.Whole).ToString());

    [Theory]
    [InlineData("20", "+$20.00")]
    [InlineData("-20", "−$20.00")]
    [InlineData("0", "$0.00")]
    public void Signed_CreditsAndDebits_CarryTheirSign(string exact, string shown) =>
        Assert.Equal(shown, MoneyText.Of(Usd(exact), signed: true).ToString());

    [Theory]
    [InlineData("USD", "$1.50")]
    [InlineData("EUR", "€1.50")]
    [InlineData("CHF", "1.50 CHF")]
    [InlineData("credits", "1.50 cr")]
    public void Asset_Any_PrintsItsUnit(string code, string shown) =>
        Assert.Equal(shown, MoneyText.Of(new Amount(150_000_000, new Asset(code))).ToString());

    [Theory]
    [InlineData("20000", "20,000 cr")]
    [InlineData("0", "0 cr")]
    [InlineData("12.5", "12.50 cr")]
    [InlineData("0.9", "0.90 cr")]
    public void Credits_InWholes_HaveNoDecimals(string exact, string shown) =>
        Assert.Equal(shown, MoneyText.Of(Amount.Parse(exact, new Asset("credits"))).ToString());

    [Fact]
    public void Exact_ARoundedAmount_KeepsEveryDigitAndSaysThatSomethingIsHidden()
    {
        var text = MoneyText.Of(Usd("-412.38114200"));

        Assert.Equal("−$412.38114200", text.Exact);
        Assert.True(text.Hides);
        Assert.Equal("−41,238,114,200 micro-cents", MoneyText.Units(Usd("-412.38114200")));
    }

    [Fact]
    public void Hides_AnAmountShownInFull_IsFalse() => Assert.False(MoneyText.Of(Usd("200")).Hides);

    [Fact]
    public void Hides_BelowTheSmallestFigure_IsTrue() => Assert.True(MoneyText.Of(Usd("0.00000001")).Hides);

    [Fact]
    public void Pieces_Always_MakeTheWholeText()
    {
        var text = MoneyText.Of(Usd("-1795.94"));

        Assert.Equal(("−$1,795", ".94"), (text.Whole, text.Rest));
    }

    private static Amount Usd(string text) => Amount.Parse(text, Asset.Usd);
}
