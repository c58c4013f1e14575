using Billing.Credits;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>Who pays a charge, decided and not yet booked.</summary>
/// <param name="Funded">By grants; on a receivable everything is.</param>
/// <param name="Debt">Of the list price, owed by the customer.</param>
/// <param name="LimitIsTighter">An environment's limit, not the pool, was what held it back.</param>
internal readonly record struct Debit(Funded Funded, long Debt, bool LimitIsTighter)
{
    /// <summary>What entries are booked for.</summary>
    public long Charged => Funded.Taken + Debt;

    /// <summary>List price that nobody pays.</summary>
    public long Uncovered => Funded.Uncovered - Debt;
}

/// <summary>
/// Cuts a charge over what can pay it: a receivable, or the grants usable when it is recorded, with the plan's discount,
/// down to what the pool and an environment's limit leave.
/// </summary>
internal sealed class UsageDebit(LedgerTransaction ledger, UsageSums sums)
{
    private FundingSlice[] _slices = new FundingSlice[16];

    /// <summary>Decides; <see cref="Book"/> must follow before the next decision, or nothing at all.</summary>
    /// <param name="book">In force at <paramref name="at"/>.</param>
    /// <param name="at">Whose usable grants pay: when it is recorded, or where the portal itself counts late, when it occurred.</param>
    public Debit Decide(PriceBook book, WalletDraft wallet, long cost, string? environment, Instant at)
    {
        if (cost == 0) return default;
        var rules = book.Wallet;
        if (rules.Funding == FundingMode.Postpaid) return new(new(0, cost, 0), 0, false);

        if (_slices.Length < wallet.Grants.Length) _slices = new FundingSlice[wallet.Grants.Length * 2];
        var (limit, available) = (LimitLeft(wallet, environment), wallet.AvailableAt(at));
        var funded = Funding.Fund(wallet.Grants, cost, at, rules.Payment, DiscountOf(book, wallet.Plan), _slices, Math.Min(limit, available));
        // The limit protects the customer from debt too: what lies beyond it is never his.
        var debt = funded.Taken > 0 && rules.Uncovered == UncoveredRule.Debt ? Math.Min(funded.Uncovered, limit - funded.Taken) : 0;
        return new(funded, debt, limit < available);
    }

    public void Book(WalletDraft wallet, in EntryTerms terms, in Debit debit)
    {
        foreach (ref readonly var slice in _slices.AsSpan(0, debit.Funded.Slices))
        {
            wallet.Burn(slice.Index, slice.Taken);
            ledger.Append(wallet, terms, -slice.Taken, wallet.Grants[slice.Index].Grant.Number);
        }

        wallet.DropEmpty();
        if (debit.Funded is { Slices: 0, Taken: > 0 } receivable) ledger.Append(wallet, terms, -receivable.Taken, 0);
        if (debit.Debt > 0) ledger.Append(wallet, terms with { Type = EntryType.Debt }, -debit.Debt, 0);
    }

    private long LimitLeft(WalletDraft wallet, string? environment) =>
        environment is not null && wallet.Limits.Count > 0 && wallet.Limits.TryGetValue(environment, out var limit)
            ? Math.Max(0, limit - sums.TakenBy(wallet.Account, environment))
            : long.MaxValue;

    /// <summary>The discount of the account's plan; an account without one has the lowest.</summary>
    private static DebitDiscount DiscountOf(PriceBook book, string? plan)
    {
        for (var i = 0; i < book.Plans.Count; i++)
        {
            if (plan is null || book.Plans[i].Id == plan) return book.Plans[i].Discount;
        }

        return default;
    }
}
