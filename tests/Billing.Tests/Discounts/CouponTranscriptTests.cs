using Billing.Discounts;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Tests.Discounts;

/// <summary>
/// Codes over time. Each line: when, who does what, and what comes of it. An accepted code is held from the checkout on; a
/// payment makes the customer an old one, and an abandoned checkout gives the code back.
/// </summary>
public sealed class CouponTranscriptTests
{
    [Fact]
    public void Code_BeforeWithinAndAfterItsDates_AppliesOnlyWithin() => Play(Books.Deployments, Books.Deployments.Coupons[0],
        """
        2025-12-31 23:59:59 | ann types gpu-welcome   | not_started
        2026-01-01          | ann types gpu-welcome   | 500 credits
        2026-12-30 23:59:59 | bea types " GPU-Welcome " | 500 credits
        2026-12-31          | cem types GPU-WELCOME   | expired
        2026-06-01          | cem types GPU-WELCOM    | unknown_code
        """);

    [Fact]
    public void Code_OncePerAccount_IsForEachAccountOnce() => Play(Books.Deployments, Books.Deployments.Coupons[0],
        """
        2026-03-01 | ann types GPU-WELCOME | 500 credits
        2026-03-01 | ann types GPU-WELCOME | already_used
        2026-03-02 | bea types GPU-WELCOME | 500 credits
        2026-09-01 | ann types gpu-welcome | already_used
        """);

    [Fact]
    public void Code_WithThreeUses_ServesThreeAndAnAbandonedOneAgain() => Play(Books.Deployments, Books.Deployments.Coupons[0] with { UsesMax = 3 },
        """
        2026-03-01 | ann types GPU-WELCOME    | 500 credits
        2026-03-01 | bea types GPU-WELCOME    | 500 credits
        2026-03-01 | cem types GPU-WELCOME    | 500 credits
        2026-03-01 | dan types GPU-WELCOME    | used_up
        2026-03-01 | ann types GPU-WELCOME    | already_used
        2026-03-02 | bea abandons GPU-WELCOME |
        2026-03-02 | dan types GPU-WELCOME    | 500 credits
        2026-03-02 | bea types GPU-WELCOME    | used_up
        """);

    [Fact]
    public void NewUsersCode_OnTheFirstPayment_HalvesItAndNoLaterOne() => Play(Books.ModelStack, Books.ModelStack.Coupons[0],
        """
        2026-03-01 | ann types NEW50 for 20    | 10 off, 10 to pay
        2026-03-01 | ann pays                  |
        2026-04-01 | ann types NEW50 for 50    | already_used
        2026-04-01 | bea pays                  |
        2026-04-02 | bea types NEW50 for 50    | not_new_user
        2026-04-03 | cem types NEW50           | not_applicable
        2026-04-03 | cem types NEW50 for 100   | 50 off, 50 to pay
        """);

    [Fact]
    public void NewUsersCode_OfAnAbandonedCheckout_IsFreeAgain() => Play(Books.ModelStack, Books.ModelStack.Coupons[0],
        """
        2026-03-01 | ann types NEW50 for 20 | 10 off, 10 to pay
        2026-03-01 | ann types NEW50 for 20 | already_used
        2026-03-02 | ann abandons NEW50     |
        2026-03-02 | ann types NEW50 for 50 | 25 off, 25 to pay
        """);

    /// <summary>A year's 20 % is the book's own price and comes first; the code halves what is left: 960 of 1,200, then 480.</summary>
    [Fact]
    public void SeveralDiscounts_OnOnePayment_ApplyInTheirOrder() => Play(Books.ModelStack, Books.ModelStack.Coupons[0],
        """
        2026-03-01 | ann types NEW50 for 960   | 480 off, 480 to pay
        2026-03-01 | bea types NEW50 for 192   | 96 off, 96 to pay
        2026-03-01 | cem types NEW50 for 19.99 | 10 off, 9.99 to pay
        2026-03-01 | dan types NEW50 for 0.01  | 0.01 off, 0 to pay
        """);

    private static void Play(PriceBook book, Coupon coupon, string story)
    {
        var held = new HashSet<string>();
        var payments = new HashSet<string>();
        Story.Tell(story, given: 2, cells =>
        {
            var (who, does) = (cells[1][..3], cells[1][4..]);
            if (does == "pays") payments.Add(who);
            if (does.StartsWith("abandons", StringComparison.Ordinal)) held.Remove(who);
            if (!does.StartsWith("types ", StringComparison.Ordinal)) return [""];
            var typed = does["types ".Length..].Split(" for ");
            var purchase = typed.Length > 1 ? new CouponPurchase(PurchaseKind.Subscription, Cells.Usd(typed[1])) : new(PurchaseKind.None, Cells.Usd("0"));
            var standing = new CouponStanding(payments.Contains(who) ? 1 : 0, held.Contains(who) ? [coupon.Code] : [], held.Count);
            var answer = CouponDecision.Decide(book, coupon.Is(typed[0].Trim('"')) ? coupon : null, standing, purchase, Cells.At(cells[0]));
            if (answer is not CouponAnswer.Accepted yes) return [((CouponAnswer.Refused)answer).Code];
            held.Add(who);
            return [yes.Credits.IsPositive ? $"{yes.Credits.ToDecimalText()} credits" : $"{yes.Discount.ToDecimalText()} off, {yes.Charge.ToDecimalText()} to pay"];
        });
    }
}
