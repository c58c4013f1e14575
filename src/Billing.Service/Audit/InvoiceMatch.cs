using System.Runtime.InteropServices;
using Billing.Ledger;
using Billing.Service.Flows.Invoices;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Audit;

/// <summary>
/// Accounts that pay afterwards: what an account owes by its entries is what its documents say, and the usage that stands
/// on none yet, less its credit. Documents have no gap, and each moved the balance by what it says.
/// </summary>
internal sealed class InvoiceMatch
{
    private readonly Dictionary<int, Receivable> _receivables = [];
    private readonly Dictionary<long, long> _byDocument = [];
    private readonly Dictionary<long, long> _byPayment = [];

    private sealed class Receivable
    {
        public long Balance, Used, Closed;
    }

    public void Add(in Entry entry)
    {
        if (entry.Grant != 0) return;
        var receivable = Of(entry.Account);
        receivable.Balance += entry.Amount;
        if (entry.Type == EntryType.Consume) receivable.Used -= entry.Amount;
        if (entry is { Type: EntryType.InvoiceRounding, CauseKind: CauseKind.Job }) receivable.Closed += entry.Amount;
        if (entry.CauseKind == CauseKind.Invoice) CollectionsMarshal.GetValueRefOrAddDefault(_byDocument, entry.Cause, out _) += entry.Amount;
        if (entry.Type == EntryType.Payment) CollectionsMarshal.GetValueRefOrAddDefault(_byPayment, entry.Cause, out _) += entry.Amount;
    }

    public IEnumerable<string> Violations(BillingDb db, Func<int, string> nameOf)
    {
        var owed = new Dictionary<int, long>();
        var booked = new Dictionary<int, long>();
        long last = 0;
        foreach (var row in db.Invoices.OrderBy(row => row.Number))
        {
            if (row.Number != last + 1) yield return $"Document {row.Number} follows {last}: numbers have no gap";
            last = row.Number;
            var document = InvoiceDocument.Read(row.Document);
            foreach (var fault in Faults(row, document)) yield return $"{nameOf(row.Account)}, document {row.Number}: {fault}";
            var collection = db.Collections.Find(row.Corrects ?? row.Number);
            if (collection is null) yield return $"{nameOf(row.Account)}, document {row.Number}: nobody collects it";
            if (collection?.State == CollectionState.Open) CollectionsMarshal.GetValueRefOrAddDefault(owed, row.Account, out _) += row.Due;
            CollectionsMarshal.GetValueRefOrAddDefault(booked, row.Account, out _) += document.Booked;
            _byDocument.Remove(row.Number);
            _ = Of(row.Account);
        }

        foreach (var number in _byDocument.Keys) yield return $"There are entries for document {number}, which does not exist";
        foreach (var payment in db.Payments.Where(row => row.State == PaymentState.Paid && row.Purpose == PaymentPurpose.Invoice))
        {
            if (_byPayment.GetValueOrDefault(payment.Number) != payment.Amount)
                yield return $"{nameOf(payment.Account)}, payment {payment.Id}: {Text(payment.Amount)} were paid, but its entry says {Text(_byPayment.GetValueOrDefault(payment.Number))}";
        }

        foreach (var (account, receivable) in _receivables.Where(one => one.Value.Used > 0 || booked.ContainsKey(one.Key)))
        {
            var (open, credit) = (owed.GetValueOrDefault(account), db.Accounts.Find(account)?.CreditOnAccount ?? 0);
            var uninvoiced = receivable.Used - booked.GetValueOrDefault(account) - receivable.Closed;
            if (receivable.Balance != credit - open - uninvoiced)
                yield return $"{nameOf(account)}: its entries leave {Text(receivable.Balance)}, but {Text(credit)} of credit less {Text(open)} of open invoices and {Text(uninvoiced)} of usage without one is {Text(credit - open - uninvoiced)}";
            if (uninvoiced < 0) yield return $"{nameOf(account)}: its invoices say {Text(-uninvoiced)} more usage than was booked";
        }
    }

    private IEnumerable<string> Faults(InvoiceRow row, InvoiceDocument document)
    {
        var lines = document.Lines.Sum(line => line.Amount);
        if (lines != row.Subtotal) yield return $"its lines add up to {Text(lines)}, not {Text(row.Subtotal)}";
        if (row.Subtotal + row.Tax != row.Total) yield return $"{Text(row.Subtotal)} and {Text(row.Tax)} of tax are not {Text(row.Total)}";
        if (row.Total - row.AccountCredit != row.Due) yield return $"{Text(row.Total)} less {Text(row.AccountCredit)} of credit is not {Text(row.Due)}";
        var moved = _byDocument.GetValueOrDefault(row.Number);
        if (moved != document.Booked - row.Total) yield return $"its entries come to {Text(moved)}, but it says {Text(document.Booked - row.Total)}";
    }

    private Receivable Of(int account)
    {
        if (!_receivables.TryGetValue(account, out var receivable)) _receivables.Add(account, receivable = new());
        return receivable;
    }

    private static string Text(long units) => Fraction.Of(units, Asset.UnitsPerWhole).ToDecimalText(8);
}
