using Billing.Units;

namespace Billing.PriceBooks;

/// <summary>The section <c>coupons</c>.</summary>
internal static class CouponSection
{
    private const long CreditsMax = 1_000_000_000;

    public static List<Coupon> Read(DocumentNode root)
    {
        var coupons = new List<Coupon>();
        foreach (var node in root.Objects("coupons", least: 0))
        {
            var coupon = ReadCoupon(node);
            if (coupon.ValidUntil <= coupon.ValidFrom) node.Fault("valid_until", "must be after valid_from");
            if (coupons.Any(other => other.Is(coupon.Code))) node.Fault("code", $"'{coupon.Code}' is another coupon already");
            node.NothingElse();
            coupons.Add(coupon);
        }

        return coupons;
    }

    private static Coupon ReadCoupon(DocumentNode node)
    {
        var effect = node.Choice("effect", ("percent_first_payment", CouponEffect.PercentOfFirstPayment), ("bonus_credits", CouponEffect.BonusCredits));
        return new(
            node.Text("code"), effect,
            effect == CouponEffect.PercentOfFirstPayment ? node.Decimal("value", 0, 1) : Fraction.Of(node.Units("value", least: 1, mostWhole: CreditsMax), Asset.UnitsPerWhole),
            node.Has("valid_from") ? node.Moment("valid_from") : Instant.Earliest,
            node.Has("valid_until") ? node.Moment("valid_until") : Instant.Latest,
            node.Choice("customers", ("all", false), ("new", true)),
            node.Choice("uses", ("once_per_account", true), ("any_number", false)),
            node.Has("uses_max") ? node.Whole("uses_max", 1, int.MaxValue) : null);
    }
}
