using System.Runtime.InteropServices;
using System.Text;
using Billing.Accounting;
using Billing.Corrections;
using Billing.Credits;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.Service.Flows.MoneyBack;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Audit;

/// <summary>
/// Money that went back: what entries took of a payment's credit is what its refunds and disputes call for, what is left as
/// cash is what was captured less what is gone, and what wallets keep aside is what may still go.
/// </summary>
internal sealed class MoneyBackMatch
{
    private readonly BillingDb _db;
    private readonly Dictionary<long, RefundRow> _refunds;
    private readonly Dictionary<long, Moved> _moved = [];

    private struct Moved
    {
        public long FromBase, FromBonus, BaseOwed, BonusOwed, Cash;
    }

    public MoneyBackMatch(BillingDb db) => (_db, _refunds) = (db, db.Refunds.ToDictionary(row => row.Number));

    /// <summary>Whether an entry's refund is there and of its account.</summary>
    public bool Knows(in Entry entry) => _refunds.TryGetValue(entry.Cause, out var row) && row.Account == entry.Account;

    /// <param name="grant">Kind of the entry's grant; null for none.</param>
    public void Add(in Entry entry, GrantKind? grant)
    {
        if (PaymentOf(entry) is not { } payment) return;
        ref var moved = ref CollectionsMarshal.GetValueRefOrAddDefault(_moved, payment, out _);
        if (CounterAccounts.Of(entry.Type, grant, entry.CauseKind) == CounterAccount.GatewayCash) moved.Cash += entry.Amount;
        if (entry.Type is EntryType.Topup or EntryType.Payment) return;
        if (grant == GrantKind.Topup) moved.FromBase -= entry.Amount;
        else if (grant is not null) moved.FromBonus -= entry.Amount;
        else if (entry.Type == EntryType.ManualAdjust) moved.BonusOwed -= entry.Amount;
        else moved.BaseOwed -= entry.Amount;
    }

    /// <param name="rest">What is left of a grant, by its entries.</param>
    public IEnumerable<string> Violations(Func<int, long> rest, Func<int, string> nameOf)
    {
        var books = new PublishedBooks(_db.PriceBookVersions.AsEnumerable()
            .Select(row => new PublishedBook(row.Number, PriceBookDocument.Parse(Encoding.UTF8.GetBytes(row.Json)).BookOrThrow())));
        var accounts = _db.Accounts.ToDictionary(row => row.Number);
        var touched = _refunds.Values.Select(row => row.Payment).Concat(_db.Disputes.Select(row => row.Payment)).ToHashSet();
        var kept = new Dictionary<int, long>();
        foreach (var payment in _db.Payments.ToList())
        {
            if (!touched.Contains(payment.Number))
            {
                if (Taken(_moved.GetValueOrDefault(payment.Number)) != (0, 0, 0, 0) || Booked(payment) != (0, 0, 0, 0))
                    yield return $"{nameOf(payment.Account)}, payment {payment.Id}: credit was taken back of it, but no refund and no dispute says why";
                continue;
            }

            if (!accounts.TryGetValue(payment.Account, out var account)) continue;
            var book = books.At(account.PriceBook, payment.PaidAt ?? payment.Created).Book;
            var standing = new PaymentStanding(_db, payment, new Asset(account.Asset), book);
            foreach (var fault in Faults(standing, book)) yield return $"{nameOf(payment.Account)}, payment {payment.Id}: {fault}";
            CollectionsMarshal.GetValueRefOrAddDefault(kept, payment.Account, out _) += KeptAside(standing, rest);
        }

        foreach (var account in accounts.Values)
        {
            if (kept.GetValueOrDefault(account.Number) != account.Frozen)
                yield return $"{nameOf(account.Number)}: {Text(account.Frozen)} are kept aside, but refunds and disputes call for {Text(kept.GetValueOrDefault(account.Number))}";
        }
    }

    private IEnumerable<string> Faults(PaymentStanding standing, PriceBook book)
    {
        var (payment, gone) = (standing.Payment, standing.Gone.Money);
        var moved = _moved.GetValueOrDefault(payment.Number);
        if (Taken(moved) != Booked(payment))
            yield return "what it says went back is not what its entries took";
        if (standing.Refunds.Where(row => row.State is RefundState.Created or RefundState.Pending or RefundState.Succeeded).Sum(row => row.Amount) > standing.Paid.Units)
            yield return $"its refunds exceed the {Text(standing.Paid.Units)} that were paid";
        if (standing.Base is not null)
        {
            var due = MoneyBackDecision.Due(standing.Purchase([]), standing.Rule, standing.Gone);
            if (due.Base.Units != moved.FromBase + moved.BaseOwed || due.Bonus.Units != moved.FromBonus + moved.BonusOwed)
                yield return $"with {Text(gone.Units)} gone, {Text(due.Base.Units)} and {Text(due.Bonus.Units)} of bonus must be taken back, but its entries took {Text(moved.FromBase + moved.BaseOwed)} and {Text(moved.FromBonus + moved.BonusOwed)}";
            if (moved.Cash != (payment.State == PaymentState.Paid ? payment.Base - due.Base.Units : 0))
                yield return $"{Text(standing.Paid.Units)} were captured and {Text(gone.Units)} are gone, which leaves {Text(payment.Base - due.Base.Units)} of its credit; the ledger's cash says {Text(moved.Cash)}";
        }
        else if (book.Wallet.Funding == FundingMode.Postpaid && Math.Min(gone.Units, standing.Paid.Units) != moved.BaseOwed)
            yield return $"{Text(gone.Units)} are gone, but its entries owe {Text(moved.BaseOwed)}";
    }

    private static long KeptAside(PaymentStanding standing, Func<int, long> rest)
    {
        if (standing.Base is not { } bought) return 0;
        GrantBalance[] grants = [.. new[] { bought, standing.Bonus }.OfType<GrantRow>().Select(row => new GrantBalance(new Grant(row.Number, row.Kind, row.GrantedAt, row.ExpiresAt), rest(row.Number)))];
        var (fromBase, fromBonus) = MoneyBackDecision.Hold(standing.Purchase(grants), standing.Rule, standing.Gone, standing.Awaited);
        return fromBase.Units + fromBonus.Units;
    }

    private static (long, long, long, long) Taken(in Moved moved) => (moved.FromBase, moved.FromBonus, moved.BaseOwed, moved.BonusOwed);

    private static (long, long, long, long) Booked(PaymentRow row) => (row.TakenBase, row.TakenBonus, row.OwedBase, row.OwedBonus);

    private long? PaymentOf(in Entry entry) => entry.CauseKind switch
    {
        CauseKind.Payment => entry.Cause,
        CauseKind.Refund => _refunds.GetValueOrDefault(entry.Cause)?.Payment,
        _ => null,
    };

    private static string Text(long units) => Fraction.Of(units, Asset.UnitsPerWhole).ToDecimalText(8);
}
