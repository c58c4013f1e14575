using Billing.Corrections;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.MoneyBack;

/// <summary>What an entry that takes credit back, or returns it, names as its cause.</summary>
/// <param name="Taking">The type of what leaves grants: a refund is the wallet's side of a transfer (C-23), a lost dispute undoes the purchase.</param>
internal readonly record struct TakeBackCause(EntryType Taking, CauseKind Kind, long Number)
{
    public static TakeBackCause Of(RefundRow row) => new(EntryType.ManualAdjust, CauseKind.Refund, row.Number);

    public static TakeBackCause Of(DisputeRow row) => new(EntryType.Reversal, CauseKind.Payment, row.Payment);
}

/// <summary>
/// Makes ledger and holds agree with how a payment's refunds and disputes stand. Called after one row has changed, in the
/// same transaction; called again, it finds nothing to do.
/// </summary>
internal static class TakeBack
{
    /// <summary>Books the difference and answers it.</summary>
    public static TakenBack Settle(WriteScope scope, PaymentStanding standing, TakeBackCause cause)
    {
        var account = standing.Payment.Account;
        var wallet = scope.Wallet(account);
        var moved = TakenBack.Nothing(wallet.Asset);
        if (scope.BookOf(account, scope.Now).Wallet.Funding == FundingMode.Postpaid) moved = Owe(scope, standing, cause);
        else if (standing.Base is not null)
        {
            // A plan's price bought no grant: included credit stays, and the operator is told.
            moved = MoneyBackDecision.Decide(standing.Purchase(wallet.Grants), standing.Rule, standing.Gone, standing.Applied);
            Post(scope, standing, moved, cause);
            standing.Applied += moved;
        }

        Hold(scope, standing);
        return moved;
    }

    /// <summary>Keeps aside what refunds and disputes that are not over may still take.</summary>
    public static Amount Hold(WriteScope scope, PaymentStanding standing)
    {
        var wallet = scope.Wallet(standing.Payment.Account);
        if (standing.Base is null) return Amount.Zero(wallet.Asset);
        var (fromBase, fromBonus) = MoneyBackDecision.Hold(standing.Purchase(wallet.Grants), standing.Rule, standing.Gone, standing.Awaited);
        scope.Hold(wallet.Account, standing.Base.Number, fromBase.Units);
        if (standing.Bonus is { } bonus) scope.Hold(wallet.Account, bonus.Number, fromBonus.Units);
        return fromBase + fromBonus;
    }

    private static void Post(WriteScope scope, PaymentStanding standing, TakenBack moved, TakeBackCause cause)
    {
        FromGrant(moved.FromBase, standing.Base);
        FromGrant(moved.FromBonus, standing.Bonus);
        Write(-moved.BaseOwed, moved.BaseOwed.IsPositive ? EntryType.Debt : EntryType.Reversal, 0);
        // Given, not paid: owing it is no debt of money, and its end returns none.
        Write(-moved.BonusOwed, EntryType.ManualAdjust, 0);

        void FromGrant(Amount taken, GrantRow? grant) => Write(-taken, taken.IsPositive ? cause.Taking : EntryType.Reversal, grant?.Number ?? 0);

        void Write(Amount amount, EntryType type, int grant)
        {
            if (!amount.IsZero) scope.Post(new NewEntry(standing.Payment.Account, type, amount.Units, grant, cause.Kind, cause.Number));
        }
    }

    /// <summary>A customer who pays afterwards has used what the payment was for: it is owed again, and comes onto the next invoice.</summary>
    private static TakenBack Owe(WriteScope scope, PaymentStanding standing, TakeBackCause cause)
    {
        var none = TakenBack.Nothing(standing.Paid.Asset);
        var more = Amount.Min(standing.Gone.Money, standing.Paid) - standing.Applied.BaseOwed;
        if (more.IsZero) return none;
        scope.Post(new NewEntry(standing.Payment.Account, more.IsPositive ? EntryType.Debt : EntryType.Reversal, -more.Units, 0, cause.Kind, cause.Number));
        scope.Db.Accounts.Find(standing.Payment.Account)!.CreditOnAccount -= more.Units;
        var moved = none with { BaseOwed = more };
        standing.Applied += moved;
        return moved;
    }
}
