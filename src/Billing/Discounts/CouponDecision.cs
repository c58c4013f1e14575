using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Discounts;

/// <summary>What the code is entered with.</summary>
public enum PurchaseKind : byte
{
    /// <summary>Nothing is bought: the coupon page.</summary>
    None,
    Subscription,
    Topup,
}

/// <summary>What is about to be paid.</summary>
/// <param name="List">After the book's own discounts (a year's 20 %), before the code; zero where nothing is bought.</param>
public sealed record CouponPurchase(PurchaseKind Kind, Amount List);

/// <summary>What matters of the account and of the code's other uses.</summary>
/// <param name="Payments">Settled payments so far.</param>
/// <param name="Redeemed">Codes used, and those held by an open checkout.</param>
/// <param name="Uses">Of the code by all accounts, those held by open checkouts included.</param>
public sealed record CouponStanding(int Payments, IReadOnlyCollection<string> Redeemed, int Uses = 0);

/// <summary>What a code does here, or a named no.</summary>
public abstract record CouponAnswer
{
    private CouponAnswer() { }

    /// <param name="Discount">Off the list price, in the book's currency.</param>
    /// <param name="Charge">What is left to pay.</param>
    /// <param name="Credits">Granted at once, wallet unit.</param>
    public sealed record Accepted(Amount Discount, Amount Charge, Amount Credits) : CouponAnswer;

    /// <param name="Code"><c>unknown_code</c>, <c>not_started</c>, <c>expired</c>, <c>already_used</c>, <c>used_up</c>, <c>not_new_user</c>, <c>not_applicable</c>.</param>
    /// <param name="Message">One sentence for the customer.</param>
    public sealed record Refused(string Code, string Message) : CouponAnswer;
}

/// <summary>
/// Whether a code applies, and what it does. Of several discounts the book's own come first (yearly price), then one
/// code, then account credit, then tax: each on what the one before left.
/// </summary>
public static class CouponDecision
{
    /// <summary>Looks a code up in the book and decides.</summary>
    public static CouponAnswer Decide(PriceBook book, string code, CouponStanding standing, CouponPurchase purchase, Instant at) =>
        Decide(book, book.Coupons.FirstOrDefault(coupon => coupon.Is(code)), standing, purchase, at);

    /// <summary>Decides on a code; refusals in the order: known, in time, used before, new customer, fits the purchase.</summary>
    /// <param name="coupon">Null for an unknown code.</param>
    public static CouponAnswer Decide(PriceBook book, Coupon? coupon, CouponStanding standing, CouponPurchase purchase, Instant at)
    {
        if (coupon is null) return No("unknown_code", "This code is not known here.");
        if (at < coupon.ValidFrom) return No("not_started", $"The code is valid from {coupon.ValidFrom}.");
        if (at >= coupon.ValidUntil) return No("expired", $"The code was valid until {coupon.ValidUntil}.");
        if (coupon.OncePerAccount && standing.Redeemed.Any(coupon.Is)) return No("already_used", "The code was used here before.");
        if (coupon.UsesMax is { } most && standing.Uses >= most) return No("used_up", "The code has been used as often as it may.");
        if (coupon.NewCustomersOnly && standing.Payments > 0) return No("not_new_user", "The code is for a first payment only.");
        return coupon.Effect == CouponEffect.BonusCredits ? Bonus(book, coupon, purchase)
            : purchase.Kind == PurchaseKind.Subscription ? Off(book, coupon.Value, purchase.List)
            : No("not_applicable", "The code is for a subscription's first payment.");
    }

    private static CouponAnswer.Accepted Bonus(PriceBook book, Coupon coupon, CouponPurchase purchase) =>
        new(Amount.Zero(purchase.List.Asset), purchase.List, new(new Rounding(1, RoundingMode.Down).ToUnits(coupon.Value), book.Wallet.Unit));

    private static CouponAnswer.Accepted Off(PriceBook book, Fraction share, Amount list)
    {
        var discount = new Amount(book.Invoicing.Rounding.ToUnits(Fraction.Of(list.Units, Asset.UnitsPerWhole) * share), list.Asset);
        return new(discount, list - discount, Amount.Zero(book.Wallet.Unit));
    }

    private static CouponAnswer.Refused No(string code, string message) => new(code, message);
}
