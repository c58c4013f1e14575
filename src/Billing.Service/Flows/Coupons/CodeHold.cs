using Billing.Discounts;
using Billing.Service.Flows.Plans;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Coupons;

/// <summary>A use of a code that a quote holds.</summary>
/// <param name="Code">As the price book writes it.</param>
public sealed record HeldCode(string Code, Amount Discount, Amount Credits);

/// <summary>
/// A code that was entered with a purchase counts as a use while the quote is open, and is free again when the quote is
/// replaced, runs out or cannot be paid.
/// </summary>
internal static class CodeHold
{
    /// <summary>Holds a use for a quote. What an earlier open quote of the account held is given back first.</summary>
    /// <param name="code">Null for none.</param>
    public static Outcome<HeldCode?> Take(WriteScope scope, PlanSituation situation, string? code, Amount list, QuoteId quote, Instant until)
    {
        var account = situation.Wallet.Account;
        if (code is null)
        {
            ReleaseOpen(scope, account);
            return (HeldCode?)null;
        }

        if (!list.IsPositive) return new Refusal("not_applicable", "Nothing is due now that a code could lower.", "coupon");
        var answer = CodeUse.Decide(scope, situation.Wallet, situation.Book, code, new(PurchaseKind.Subscription, list));
        if (answer is CouponAnswer.Refused no) return new Refusal(no.Code, no.Message, "coupon");
        ReleaseOpen(scope, account);
        var yes = (CouponAnswer.Accepted)answer;
        var name = situation.Book.Coupons.First(coupon => coupon.Is(code)).Code;
        scope.Db.Redemptions.Add(new RedemptionRow
        {
            Account = account,
            Code = name,
            State = RedemptionState.Held,
            Purchase = quote.ToString(),
            HeldUntil = until,
            Discount = yes.Discount.Units,
            Credits = yes.Credits.Units,
            At = scope.Now,
        });
        return new HeldCode(name, yes.Discount, yes.Credits);
    }

    /// <summary>Gives back what the account's open quotes hold; those are stale then.</summary>
    public static void ReleaseOpen(WriteScope scope, int account)
    {
        foreach (var open in scope.Db.Redemptions.Where(use => use.Account == account && use.State == RedemptionState.Held && use.HeldUntil != null))
            open.State = RedemptionState.Released;
    }

    /// <summary>Whether a quote still has the use it was promised.</summary>
    public static bool Stands(WriteScope scope, QuoteRow quote) => quote.Coupon is null || Of(scope, quote) is { State: RedemptionState.Held };

    /// <summary>The quote was accepted: its use waits for the payment, however long that takes.</summary>
    public static void Keep(WriteScope scope, QuoteRow quote) => Of(scope, quote)?.HeldUntil = null;

    public static void Use(WriteScope scope, QuoteRow quote) => Of(scope, quote)?.State = RedemptionState.Used;

    public static void Release(WriteScope scope, QuoteRow quote) => Of(scope, quote)?.State = RedemptionState.Released;

    private static RedemptionRow? Of(WriteScope scope, QuoteRow quote)
    {
        if (quote.Coupon is null) return null;
        var purchase = quote.Id.ToString();
        return scope.Db.Redemptions.Single(use => use.Account == quote.Account && use.Purchase == purchase);
    }
}
