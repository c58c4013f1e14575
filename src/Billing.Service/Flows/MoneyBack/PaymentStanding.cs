using Billing.Corrections;
using Billing.Credits;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.MoneyBack;

/// <summary>A payment, the grants it bought, and all that went back of it or may go, as our rows say.</summary>
internal sealed class PaymentStanding
{
    private readonly Asset _money, _unit;

    /// <param name="unit">The wallet's.</param>
    /// <param name="book">In force when it was paid: what a bonus was given for does not change afterwards.</param>
    public PaymentStanding(BillingDb db, PaymentRow payment, Asset unit, PriceBook book)
    {
        (Payment, _money, _unit) = (payment, new(payment.Asset), unit);
        Rule = book.Refunds?.Bonus ?? BonusOnRefund.TakeBack;
        Refunds = [.. db.Refunds.Where(row => row.Payment == payment.Number).OrderBy(row => row.Number)];
        Disputes = [.. db.Disputes.Where(row => row.Payment == payment.Number)];
        var grants = db.Grants.Where(row => row.Account == payment.Account && row.CauseKind == CauseKind.Payment && row.Cause == payment.Number).ToList();
        Base = grants.Find(row => row.Kind == GrantKind.Topup);
        Bonus = grants.Find(row => row.Kind == GrantKind.Bonus);
    }

    public static PaymentStanding Of(WriteScope scope, PaymentRow payment)
    {
        var wallet = scope.Wallet(payment.Account);
        return new(scope.Db, payment, wallet.Asset, scope.BookOf(payment.Account, payment.PaidAt ?? scope.Now));
    }

    public PaymentRow Payment { get; }
    public List<RefundRow> Refunds { get; }
    public List<DisputeRow> Disputes { get; }

    /// <summary>The grant of what was bought; null for a payment that bought none.</summary>
    public GrantRow? Base { get; }
    public GrantRow? Bonus { get; }
    public BonusOnRefund Rule { get; }

    /// <summary>What the provider took.</summary>
    public Amount Paid => new(Payment.Amount - Payment.Discount, _money);

    /// <summary>Gone: refunds that are on their way or there, disputes that are lost.</summary>
    public MoneyGone Gone => Sum(
        Refunds.Where(row => row.State is RefundState.Pending or RefundState.Succeeded), Disputes.Where(row => row.State == DisputeState.Lost));

    /// <summary>May go: refunds the provider was asked for, disputes whose money the bank holds.</summary>
    public MoneyGone Awaited => Sum(
        Refunds.Where(row => row.State == RefundState.Created), Disputes.Where(row => row.State == DisputeState.Open));

    /// <summary>Money that nobody has asked back.</summary>
    public Amount Kept => Amount.Max(Amount.Zero(_money), Paid - Gone.Money - Awaited.Money);

    /// <summary>What was taken back so far.</summary>
    public TakenBack Applied
    {
        get => new(Unit(Payment.TakenBase), Unit(Payment.TakenBonus), Unit(Payment.OwedBase), Unit(Payment.OwedBonus));
        set => (Payment.TakenBase, Payment.TakenBonus, Payment.OwedBase, Payment.OwedBonus) =
            (value.FromBase.Units, value.FromBonus.Units, value.BaseOwed.Units, value.BonusOwed.Units);
    }

    /// <summary>The purchase with what its grants hold.</summary>
    public Purchase Purchase(IReadOnlyList<GrantBalance> grants) => Of(grants, balance => balance.Remaining);

    /// <summary>The purchase with what of its grants nothing keeps aside.</summary>
    public Purchase FreePurchase(IReadOnlyList<GrantBalance> grants) => Of(grants, balance => balance.Free);

    private Purchase Of(IReadOnlyList<GrantBalance> grants, Func<GrantBalance, long> left)
    {
        return new(Paid, Unit(Base?.Amount ?? 0), LeftOf(Base), Unit(Bonus?.Amount ?? 0), LeftOf(Bonus));

        Amount LeftOf(GrantRow? row) => Unit(grants.Where(balance => balance.Grant.Number == row?.Number).Sum(left));
    }

    private MoneyGone Sum(IEnumerable<RefundRow> refunds, IEnumerable<DisputeRow> disputes)
    {
        long money = 0, fromBase = 0, fromBonus = 0;
        foreach (var row in refunds)
        {
            money = checked(money + row.Amount);
            // A refund of ours was decided with its rest below a coin and its bonus; what the provider's own takes follows from the money.
            if (row.IdempotencyKey is not null) (fromBase, fromBonus) = (checked(fromBase + row.FromBase), checked(fromBonus + row.FromBonus));
        }

        foreach (var row in disputes) money = checked(money + row.Amount);
        return new(new(money, _money), Unit(fromBase), Unit(fromBonus));
    }

    private Amount Unit(long units) => new(units, _unit);
}
