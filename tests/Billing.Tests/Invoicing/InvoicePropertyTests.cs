using Billing.Discounts;
using Billing.Invoicing;
using Billing.PriceBooks;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Invoicing;

/// <summary>Sums that must add up, and money that must not be given away.</summary>
public sealed class InvoicePropertyTests(ITestOutputHelper output)
{
    private static readonly string[] Codes = ["free", "nano", "micro", "small", "bandwidth_gb", "custom_domains"];

    private static Gen<InvoiceDraft> Drafts { get; } =
        from plan in Gen.Elements("hobby", "starter", "startup")
        from cents in Gen.Choose(0, 10_000)
        from usage in (from code in Gen.Elements(Codes) from tenths in Gen.Choose(0, int.MaxValue) select new InvoiceUsage(code, Fraction.Of(tenths, 10))).ListOf()
        from eu in Gen.Elements(true, false)
        from business in Gen.Elements(true, false)
        from country in Gen.Elements("DE", "FR", "JP")
        from number in Gen.Elements(null, "", "DE123456789", "12")
        from rate in Gen.Choose(0, 30)
        from credit in Gen.Choose(0, 100_000)
        select InvoiceDecision.Draft(
            Books.Koyeb, Period.MonthOf(Instant.At(2026, 1, 1)), Books.Koyeb.Plan(plan), Cents(cents), usage, new(country, eu, business, number, Fraction.Of(rate, 100)), Cents(credit));

    [Fact]
    public void Invoice_AnyUsage_AddsUpToTheCent() =>
        Property.Holds(output, Drafts, draft => draft.Subtotal.Units == draft.Lines.Sum(line => line.Amount.Units) && draft.Total == draft.Subtotal + draft.Tax
            && draft.Due == draft.Total - draft.AccountCredit && !draft.Due.IsNegative && draft.Total.Units % 1_000_000 == 0);

    [Fact]
    public void Line_OfAnyInvoice_IsWithinHalfACentOfItsExactAmount() =>
        Property.Holds(output, Drafts, draft => draft.Lines.All(line =>
        {
            var off = Fraction.Of(line.Amount.Units, Asset.UnitsPerWhole) - line.UnitPrice * line.Quantity;
            return off <= Fraction.Of(1, 200) && off > Fraction.Of(-1, 200);
        }));

    [Fact]
    public void AnnouncedAndFree_InAnyInvoice_ChangeNoTotal() =>
        Property.Holds(output, Drafts, draft => draft.Lines.All(line => line.Code is "nano" or "micro" or "small" || line.Code.EndsWith("_plan", StringComparison.Ordinal))
            && draft.Informational.All(line => line.Excess >= Fraction.Zero && line.Included + line.Excess >= line.Quantity));

    [Fact]
    public void Tax_OfAnyProfile_IsTheLocalRateOrNothing() =>
        Property.Holds(output, Drafts, draft => draft.TaxRate.Reason == TaxReason.VatExempt ? draft.TaxRate.Rate.IsZero && draft.Tax.IsZero : draft.Tax.Units <= draft.Subtotal.Units * 3 / 10 + 500_000);

    [Fact]
    public void Coupon_OnAnyPrice_SplitsItIntoDiscountAndCharge() =>
        Property.Holds(output, from cents in Gen.Choose(0, 1_000_000) from percent in Gen.Choose(0, 100) select (list: Cents(cents), percent), c =>
        {
            var coupon = new Coupon("C", CouponEffect.PercentOfFirstPayment, Fraction.Of(c.percent, 100), Instant.Earliest, Instant.Latest, false, false, null);
            var answer = (CouponAnswer.Accepted)CouponDecision.Decide(Books.ModelStack, coupon, new(0, []), new(PurchaseKind.Subscription, c.list), Instant.At(2026, 3, 1));
            return answer.Discount + answer.Charge == c.list && !answer.Discount.IsNegative && !answer.Charge.IsNegative && answer.Charge.Units % 1_000_000 == 0;
        });

    private static Amount Cents(int cents) => new(cents * 1_000_000L, Asset.Usd);
}
