using Billing.Discounts;
using Billing.PriceBooks;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Coupons;

/// <summary>
/// Whether a code applies, with the uses that count: those that were made and those that open quotes hold. It is asked on
/// the writer, so that of two who want the last use one gets it. The account's own open quotes do not count: a new
/// purchase replaces them.
/// </summary>
internal static class CodeUse
{
    public static CouponAnswer Decide(WriteScope scope, WalletState wallet, PriceBook book, string code, CouponPurchase purchase)
    {
        var coupon = book.Coupons.FirstOrDefault(coupon => coupon.Is(code));
        return CouponDecision.Decide(book, coupon, Standing(scope, wallet.Account, coupon), purchase, scope.Now);
    }

    private static CouponStanding Standing(WriteScope scope, int account, Coupon? coupon)
    {
        var now = scope.Now;
        var counting = scope.Db.Redemptions.Where(use =>
            use.State == RedemptionState.Used
            || (use.State == RedemptionState.Held && (use.HeldUntil == null || (use.HeldUntil > now && use.Account != account))));
        return new(
            scope.Db.Payments.Count(payment => payment.Account == account && payment.State == PaymentState.Paid),
            [.. counting.Where(use => use.Account == account).Select(use => use.Code)],
            coupon is null ? 0 : counting.Count(use => use.Code == coupon.Code));
    }
}
