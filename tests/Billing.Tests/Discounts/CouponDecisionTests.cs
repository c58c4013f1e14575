using Billing.Discounts;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Tests.Discounts;

/// <summary>Refusals of a code in their order: each of these cases breaks everything that is named after it, too.</summary>
public sealed class CouponDecisionTests
{
    private static readonly Coupon Coupon = new(
        "SPRING", CouponEffect.PercentOfFirstPayment, Fraction.Of(1, 2), Instant.At(2026, 3, 1), Instant.At(2026, 4, 1), NewCustomersOnly: true, OncePerAccount: true, UsesMax: 100);

    [Theory]
    [InlineData("2026-02-28T23:59:59Z", "SPRING", 100, 1, PurchaseKind.Topup, "not_started")]
    [InlineData("2026-04-01T00:00:00Z", "SPRING", 100, 1, PurchaseKind.Topup, "expired")]
    [InlineData("2026-03-01T00:00:00Z", "spring ", 100, 1, PurchaseKind.Topup, "already_used")]
    [InlineData("2026-03-01T00:00:00Z", "OTHER", 100, 1, PurchaseKind.Topup, "used_up")]
    [InlineData("2026-03-01T00:00:00Z", "OTHER", 99, 1, PurchaseKind.Topup, "not_new_user")]
    [InlineData("2026-03-01T00:00:00Z", "OTHER", 99, 0, PurchaseKind.Topup, "not_applicable")]
    [InlineData("2026-03-01T00:00:00Z", "OTHER", 99, 0, PurchaseKind.None, "not_applicable")]
    [InlineData("2026-03-31T23:59:59Z", "OTHER", 99, 0, PurchaseKind.Subscription, null)]
    public void Decide_SeveralReasons_NamesTheFirst(string at, string redeemed, int uses, int payments, PurchaseKind kind, string? refused)
    {
        var answer = CouponDecision.Decide(Books.ModelStack, Coupon, new(payments, [redeemed], uses), new(kind, Amount.Whole(20, Asset.Usd)), Instant.Parse(at));
        Assert.Equal(refused, (answer as CouponAnswer.Refused)?.Code);
    }

    [Fact]
    public void Decide_UnknownCode_SaysSo() => Assert.Equal(
        "unknown_code",
        Assert.IsType<CouponAnswer.Refused>(CouponDecision.Decide(Books.ModelStack, "NEW51", new(0, []), new(PurchaseKind.None, Amount.Zero(Asset.Usd)), Instant.At(2026, 3, 1))).Code);

    [Fact]
    public void BonusCode_WithAPurchase_LeavesItsPriceAndAddsItsCredits()
    {
        var answer = CouponDecision.Decide(Books.Deployments, "GPU-WELCOME", new(3, []), new(PurchaseKind.Topup, Amount.Whole(20, Asset.Usd)), Instant.At(2026, 3, 1));
        Assert.Equal(new CouponAnswer.Accepted(Amount.Zero(Asset.Usd), Amount.Whole(20, Asset.Usd), Amount.Whole(500, Books.Deployments.Wallet.Unit)), answer);
    }
}
