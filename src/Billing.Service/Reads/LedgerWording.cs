using System.Globalization;
using Billing.Credits;
using Billing.Ledger;
using Billing.Service.Storage;
using Billing.Service.Views;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>Says what ledger lines are about: looks up what caused an entry.</summary>
internal sealed class LedgerWording(Moment moment, AccountFacts account)
{
    private readonly Dictionary<int, GrantRow> _grants =
        moment.Db.Grants.Where(grant => grant.Account == account.Number).ToDictionary(grant => grant.Number);

    private sealed record Words(string What, string? Reference = null, string? Note = null, string? Actor = null);

    /// <summary>The terms of an entry's grant; null for none.</summary>
    public GrantRow? Grant(int number) => _grants.GetValueOrDefault(number);

    /// <summary>A line of one entry.</summary>
    public LedgerLine Line(StoredEntry stored)
    {
        var entry = stored.Entry;
        var words = entry.CauseKind switch
        {
            CauseKind.Usage => OfUsage(entry),
            CauseKind.Payment => OfPayment(entry),
            CauseKind.Refund => OfRefund(entry),
            CauseKind.Command => OfCommand(entry),
            _ => OfGrant(entry),
        };
        return new(
            entry.Number, entry.Number, 1, entry.Type, Grant(entry.Grant)?.Kind, words.What, words.Reference, words.Note, words.Actor,
            entry.CauseKind == CauseKind.Usage ? entry.Cause : null, entry.Occurred, entry.Recorded,
            account.Amount(entry.Amount), account.Amount(entry.BalanceAfter), stored.Hash);
    }

    /// <summary>A line that may stand for many.</summary>
    public LedgerLine Line(LedgerRun run)
    {
        var last = moment.Billing.Entry(run.LastEntry)!.Value;
        if (run.Entries == 1) return Line(last);
        var calls = run.Calls == 1 ? "1 call" : string.Create(CultureInfo.InvariantCulture, $"{run.Calls:N0} calls");
        return new(
            run.First, run.Last, run.Entries, run.Type, null, calls, null, null, null, null, last.Entry.Occurred, last.Entry.Recorded,
            account.Amount(run.Credit + run.Debit), account.Amount(last.Entry.BalanceAfter), last.Hash);
    }

    private Words OfUsage(Entry entry)
    {
        if (moment.Billing.Usage(entry.Cause) is not { } usage) return new("Usage");
        var key = account.Key(usage.ApiKey);
        return new(moment.Label(UsageKey.OfHour(usage)), key?.Prefix, Actor: key?.Name ?? moment.Billing.Name(usage.Resource) ?? "Import");
    }

    private Words OfPayment(Entry entry)
    {
        var payment = moment.Db.Payments.SingleOrDefault(row => row.Number == entry.Cause);
        var what = entry.Type switch
        {
            EntryType.Topup when Grant(entry.Grant)?.Kind == GrantKind.Bonus => "Bonus on top-up",
            EntryType.Topup => "Top-up",
            EntryType.Debt => "Taken back by the bank, spent before",
            EntryType.Reversal when entry.Amount > 0 => "Given back: the dispute is over",
            EntryType.Reversal when Grant(entry.Grant)?.Kind == GrantKind.Bonus => "Bonus taken back with its payment",
            EntryType.Reversal => "Taken back by the bank",
            EntryType.ManualAdjust => entry.Amount > 0 ? "Bonus no longer owed" : "Bonus taken back, spent before",
            _ => "Payment",
        };
        return new(payment?.Method is { } method ? $"{what}, {method}" : what, payment?.Id.ToString());
    }

    private Words OfRefund(Entry entry)
    {
        if (moment.Db.Refunds.SingleOrDefault(row => row.Number == entry.Cause) is not { } refund) return new(Plain(entry));
        var payment = moment.Db.Payments.SingleOrDefault(row => row.Number == refund.Payment);
        var money = MoneyFormat.Money(new(refund.Amount, new Asset(refund.Asset)));
        var who = refund.IdempotencyKey is null ? "made at the bank" : "requested by support";
        var what = (entry.Amount > 0, entry.Type, Grant(entry.Grant)?.Kind) switch
        {
            (true, _, _) => $"Refund of {money} did not arrive: given back",
            (_, EntryType.Debt, _) => $"Refund of {money}, spent before",
            (_, _, null) => "Bonus of a refunded top-up, spent before",
            (_, _, GrantKind.Bonus) => "Bonus of a refunded top-up",
            _ => $"Refund of {money} to {payment?.Method ?? "your bank"}, {who}",
        };
        return new(what, payment?.Id.ToString(), refund.Note, refund.Actor);
    }

    private Words OfCommand(Entry entry)
    {
        var command = moment.Db.Commands.SingleOrDefault(row => row.Number == entry.Cause);
        return new(
            command?.Reason ?? Plain(entry),
            string.Create(CultureInfo.InvariantCulture, $"command {entry.Cause}"),
            command?.Note,
            command?.Actor);
    }

    private Words OfGrant(Entry entry) => new(Plain(entry), Grant(entry.Grant)?.Reference);

    private string Plain(Entry entry) => entry.Type switch
    {
        EntryType.Topup => "Top-up",
        EntryType.Refund => "Refund to the wallet",
        EntryType.ManualAdjust => "Correction",
        EntryType.Grant => Grant(entry.Grant) is { } grant ? $"Credit: {grant.Kind.Name()}" : "Credit",
        EntryType.Expire => "Credit lapsed",
        EntryType.Reversal => "Reversal",
        EntryType.Debt => "Debt",
        EntryType.InvoiceRounding => "Rounding of the invoice",
        EntryType.Payment => "Invoice paid",
        EntryType.AccountCredit => "Credit on account",
        EntryType.WriteOff => "Written off",
        EntryType.PlanFee => "Plan",
        EntryType.Tax => "Tax",
        EntryType.CreditNote => "Credit note",
        _ => "Usage",
    };
}
