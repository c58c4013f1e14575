using Billing.Invoicing;
using Billing.Units;

namespace Billing.Tests.Invoicing;

/// <summary>Who pays tax where (C-18): exempt is a business, with a number, in the EU, outside France.</summary>
public sealed class TaxTests
{
    [Theory]
    [InlineData("DE", true, true, "DE123456789", "0 VatExempt")]
    [InlineData("DE", true, true, "de 123 456 789", "0 VatExempt")]
    [InlineData("IE", true, true, "IE1234567FA", "0 VatExempt")]
    [InlineData("DE", true, true, null, "0.19 LocalVat")]
    [InlineData("DE", true, true, "", "0.19 LocalVat")]
    [InlineData("DE", true, true, "123456789", "0.19 LocalVat")]
    [InlineData("DE", true, true, "DE1", "0.19 LocalVat")]
    [InlineData("DE", true, false, "DE123456789", "0.19 LocalVat")]
    [InlineData("FR", true, true, "FR40303265045", "0.19 LocalVat")]
    [InlineData("FR", true, false, null, "0.19 LocalVat")]
    [InlineData("NO", false, true, "NO123456789", "0.19 OutsideEu")]
    [InlineData("JP", false, false, null, "0.19 OutsideEu")]
    public void Rate_OfAProfile_FollowsTheRule(string country, bool eu, bool business, string? number, string expected)
    {
        var rate = TaxRate.Of(Books.Koyeb.Tax, new(country, eu, business, number, Fraction.Of(19, 100)));
        Assert.Equal(expected, $"{rate.Rate.ToDecimalText(4)} {rate.Reason}");
    }

    [Fact]
    public void Rate_WithoutAnAddressOrARule_IsNothing()
    {
        Assert.Equal(new(Fraction.Zero, TaxReason.None), TaxRate.Of(Books.Koyeb.Tax, null));
        Assert.Equal(new(Fraction.Zero, TaxReason.None), TaxRate.Of(null, new("DE", true, false, null, Fraction.Of(19, 100))));
    }
}
