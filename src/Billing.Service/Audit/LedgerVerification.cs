using System.Globalization;
using Billing.Ledger;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Service.Views;

namespace Billing.Service.Audit;

/// <summary>What a verification found.</summary>
/// <param name="Violations">
/// Sentences, each naming account and entry or row; empty for a sound ledger. Where all begin with <c>views.db</c>, the
/// ledger is sound and deleting that file puts it right.
/// </param>
/// <param name="Accounts">Accounts that were looked at.</param>
/// <param name="Entries">Entries whose hash was made again.</param>
/// <param name="UsageRows">Usage rows whose charge was compared with their entries.</param>
/// <param name="ViewsChecked">Whether a views.db was there to be compared.</param>
public sealed record VerificationReport(
    IReadOnlyList<string> Violations, int Accounts, long Entries, long UsageRows, bool ViewsChecked, TimeSpan Elapsed)
{
    public bool IsSound => Violations.Count == 0;
}

/// <summary>
/// Recomputes the whole ledger from its rows: numbers, balances, the hash chain with a digest of each charged usage row,
/// grant bounds, charges against entries, running sums against usage, payments against grants, what went
/// back of them against refunds and disputes, documents against entries, and what views.db has cached. Reads only, trusts
/// no figure, and needs nothing but the files, so it works on a copy too.
/// </summary>
public sealed class LedgerVerification
{
    private const int Told = 1_000;
    private const int RowsPerReport = 10_000;

    private readonly Moment? _views;
    private readonly BillingLog _log;
    private readonly List<string> _violations = [];
    private readonly Dictionary<int, AccountRow> _accounts;
    private readonly Dictionary<int, GrantRow> _grants;
    private readonly Dictionary<int, LedgerAudit> _audits = [];
    private readonly HashSet<long> _commands, _payments;
    private readonly CachedFigures _cached = new();
    private readonly RunningSumMatch _sums;
    private readonly InvoiceMatch _invoices = new();
    private readonly MoneyBackMatch _moneyBack;
    private long[] _paid = [];
    private long _entries, _usage;

    private LedgerVerification(BillingLog log, Moment? views)
    {
        _log = log;
        _views = views;
        _accounts = log.Db.Accounts.ToDictionary(account => account.Number);
        _grants = log.Db.Grants.ToDictionary(grant => grant.Number);
        _commands = [.. log.Db.Commands.Select(command => command.Number)];
        _sums = new(log);
        _moneyBack = new(log.Db);
        _payments = [.. log.Db.Payments.Select(payment => payment.Number)];
    }

    /// <param name="billingPath">billing.db, of a running portal or a copy.</param>
    /// <param name="viewsPath">views.db beside it; may be missing.</param>
    /// <param name="progress">Told the count of rows seen.</param>
    public static VerificationReport Run(string billingPath, string viewsPath, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var log = new BillingLog(billingPath);
        using var views = ViewsFile.TryOpenToRead(viewsPath);
        // views.db first: then billing.db is at or after its watermark.
        using var moment = views is null ? null : new Moment(views, log);
        using var alone = moment is null ? log.Begin() : null;
        var verification = new LedgerVerification(log, moment);
        verification.Run(progress, cancel);
        return new(
            verification._violations, verification._accounts.Count, verification._entries, verification._usage,
            moment is not null, TimeProvider.System.GetElapsedTime(began));
    }

    private void Run(IProgress<long>? progress, CancellationToken cancel)
    {
        foreach (var fault in _log.File.QuickCheck()) Say($"billing.db: {fault}");
        _paid = new long[_log.LastUsage() + 1];
        foreach (var stored in _log.Entries(0, long.MaxValue))
        {
            Check(stored);
            if (++_entries % RowsPerReport == 0) Pause();
        }

        foreach (var (account, audit) in _audits)
        {
            foreach (var sentence in audit.Violations) Say($"{NameOf(account)}, {sentence}");
            if (audit.Count > audit.Violations.Count) Say($"{NameOf(account)}: {No(audit.Count - audit.Violations.Count)} more violations");
        }

        foreach (var usage in _log.Usage(0, long.MaxValue))
        {
            Check(usage);
            if (++_usage % RowsPerReport == 0) Pause();
        }

        foreach (var sentence in _sums.Differences(NameOf)) Say(sentence);
        foreach (var sentence in PaymentMatch.Of(_log.Db, _grants.Values, NameOf)) Say(sentence);
        foreach (var sentence in _invoices.Violations(_log.Db, NameOf)) Say(sentence);
        foreach (var sentence in _moneyBack.Violations(grant => _audits.GetValueOrDefault(_grants[grant].Account)?.Rests.GetValueOrDefault(grant) ?? 0, NameOf)) Say(sentence);
        foreach (var grant in _grants.Values.Where(grant => !_audits.TryGetValue(grant.Account, out var audit) || !audit.Rests.ContainsKey(grant.Number)))
            Say($"{NameOf(grant.Account)}: grant {grant.Number} was never credited");
        if (_views is not null)
            foreach (var sentence in _cached.Differences(_views, NameOf)) Say(sentence);

        void Pause()
        {
            cancel.ThrowIfCancellationRequested();
            progress?.Report(_entries + _usage);
        }
    }

    private void Check(StoredEntry stored)
    {
        var entry = stored.Entry;
        if (!_audits.TryGetValue(entry.Account, out var audit))
        {
            var account = entry.Account;
            _audits.Add(account, audit = new(account, grant => _grants.TryGetValue(grant, out var row) && row.Account == account ? row.Amount : null));
            if (!_accounts.ContainsKey(account)) Say($"Account {account} has entries but does not exist");
        }

        if (Cause(entry, stored.Content) is { } fault) Say($"{NameOf(entry.Account)}, entry {No(entry.Number)}: {fault}");
        audit.Check(entry, stored.Content, stored.Hash);
        _invoices.Add(entry);
        _moneyBack.Add(entry, _grants.GetValueOrDefault(entry.Grant)?.Kind);
        if (_views is not null && stored.Id <= _views.Applied.Entry) _cached.Add(stored);
    }

    /// <summary>What is wrong with an entry's cause; null for nothing. The stored digest is hashed, the row's is compared with it here.</summary>
    private string? Cause(in Entry entry, UInt128 content) => entry.CauseKind switch
    {
        CauseKind.Usage => Usage(entry, content),
        CauseKind.Command when !_commands.Contains(entry.Cause) => $"it names command {entry.Cause}, which does not exist",
        CauseKind.Refund when !_moneyBack.Knows(entry) => $"it names refund {entry.Cause}, which this account does not have",
        CauseKind.Payment when !_payments.Contains(entry.Cause) => $"it names payment {entry.Cause}, which does not exist",
        _ => null,
    };

    private string? Usage(in Entry entry, UInt128 content)
    {
        if (_log.Usage(entry.Cause) is not { } usage) return $"it names usage row {entry.Cause}, which does not exist";
        if (usage.Account != entry.Account) return $"it names usage row {entry.Cause} of account {usage.Account}";
        if (entry.Type is not (EntryType.Consume or EntryType.Debt)) return $"usage makes consume and debt, not {entry.Type.Name()}";
        _paid[usage.Row] -= entry.Amount;
        return UsageContent.Digest(usage.ToEvent(_log.Name)) == content ? null
            : $"usage row {usage.Row} is not what was charged: its content has been changed";
    }

    private void Check(StoredUsage usage)
    {
        var paid = _paid[usage.Row];
        if (usage.Cost != paid)
            Say($"{NameOf(usage.Account)}, usage row {usage.Row}: it was charged {Units(usage.Cost)}, but its entries take {Units(paid)}");
        _sums.Add(usage);
        if (_views is not null && usage.Row <= _views.Applied.Usage) _cached.Add(usage);
    }

    private void Say(string sentence)
    {
        if (_violations.Count < Told) _violations.Add(sentence);
        else if (_violations.Count == Told) _violations.Add("There is more; the rest is not told");
    }

    private string NameOf(int account) => _accounts.TryGetValue(account, out var row) ? $"{row.Name} ({row.Id})" : $"Account {account}";

    private static string No(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Units(long units) => Billing.Units.Fraction.Of(units, Billing.Units.Asset.UnitsPerWhole).ToDecimalText(8);
}
