using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Corrections;

/// <summary>Money of a payment that is gone or on its way back: refunds that stand, disputes that are lost.</summary>
/// <param name="Money">Their sum, in what was paid, 0 or more; beyond the payment it counts as the whole payment.</param>
/// <param name="LeastBase">Bought credit that operators' refunds said goes back with theirs, the rest below a coin included.</param>
/// <param name="LeastBonus">Likewise of the bonus.</param>
public readonly record struct MoneyGone(Amount Money, Amount LeastBase, Amount LeastBonus)
{
    public static MoneyGone operator +(MoneyGone a, MoneyGone b) => new(a.Money + b.Money, a.LeastBase + b.LeastBase, a.LeastBonus + b.LeastBonus);
}

/// <summary>Credit of a purchase that has gone back, or a change of it. In the wallet's unit, never in money.</summary>
/// <param name="FromBase">Out of the purchase's own grant.</param>
/// <param name="FromBonus">Out of its bonus's grant.</param>
/// <param name="BaseOwed">Bought credit that was spent before: a debt.</param>
/// <param name="BonusOwed">Bonus that was spent before: owed too, or a bonus would outlive its payment.</param>
public readonly record struct TakenBack(Amount FromBase, Amount FromBonus, Amount BaseOwed, Amount BonusOwed)
{
    public static TakenBack Nothing(Asset unit) => new(Amount.Zero(unit), Amount.Zero(unit), Amount.Zero(unit), Amount.Zero(unit));

    public Amount Base => FromBase + BaseOwed;
    public Amount Bonus => FromBonus + BonusOwed;

    public static TakenBack operator +(TakenBack a, TakenBack b) =>
        new(a.FromBase + b.FromBase, a.FromBonus + b.FromBonus, a.BaseOwed + b.BaseOwed, a.BonusOwed + b.BonusOwed);
}

/// <summary>
/// What must have been taken back of a purchase whose money went back (C-23). A function of how refunds and disputes
/// stand now and of what was applied so far: in whatever order, twice or late the news of them comes, the purchase ends the same.
/// </summary>
public static class MoneyBackDecision
{
    /// <summary>
    /// The credit that goes with the money: the purchase's in the payment's proportion, rounded up, and the bonus's, rounded half
    /// up; all of both with the whole payment. Never more than was granted.
    /// </summary>
    public static (Amount Base, Amount Bonus) Due(Purchase purchase, BonusOnRefund rule, MoneyGone back)
    {
        var none = Amount.Zero(purchase.Base.Asset);
        if (!back.Money.IsPositive) return (none, none);
        if (back.Money >= purchase.Paid) return (purchase.Base, rule == BonusOnRefund.Keep ? none : purchase.Bonus);
        var bought = RefundDecision.Share(purchase.Base, back.Money, purchase.Paid, RoundingMode.Up);
        var given = rule == BonusOnRefund.Keep ? none : RefundDecision.Share(purchase.Bonus, back.Money, purchase.Paid, RoundingMode.HalfUp);
        return (Amount.Min(purchase.Base, Amount.Max(bought, back.LeastBase)), Amount.Min(purchase.Bonus, Amount.Max(given, back.LeastBonus)));
    }

    /// <summary>
    /// The difference to book. More is due: out of the purchase's own grants, and what they lack is owed. Less is due: what is
    /// owed ends first, the rest returns to the same grants; so nobody owes for a purchase that still holds credit.
    /// </summary>
    /// <param name="applied">What was booked for this purchase so far.</param>
    public static TakenBack Decide(Purchase purchase, BonusOnRefund rule, MoneyGone back, TakenBack applied)
    {
        var (bought, given) = Due(purchase, rule, back);
        var (fromBase, baseOwed) = Change(bought - applied.Base, purchase.BaseLeft, applied.BaseOwed);
        var (fromBonus, bonusOwed) = Change(given - applied.Bonus, purchase.BonusLeft, applied.BonusOwed);
        return new(fromBase, fromBonus, baseOwed, bonusOwed);
    }

    /// <summary>What of the purchase is kept aside for money that may still go (F18): what its loss would take, as far as it is unspent.</summary>
    /// <param name="back">Gone.</param>
    /// <param name="awaited">Disputed, or asked to be sent back: gone if it goes on.</param>
    public static (Amount Base, Amount Bonus) Hold(Purchase purchase, BonusOnRefund rule, MoneyGone back, MoneyGone awaited)
    {
        var now = Due(purchase, rule, back);
        var then = Due(purchase, rule, back + awaited);
        return (Amount.Min(purchase.BaseLeft, then.Base - now.Base), Amount.Min(purchase.BonusLeft, then.Bonus - now.Bonus));
    }

    private static (Amount FromGrant, Amount Owed) Change(Amount more, Amount left, Amount owed)
    {
        if (more.IsNegative)
        {
            var forgiven = Amount.Min(-more, owed);
            return (more + forgiven, -forgiven);
        }

        var taken = Amount.Min(more, left);
        return (taken, more - taken);
    }
}
