using System.Text.Json;
using Billing.Credits;
using Billing.Ledger;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>What a money flow may do while it holds the writer. Valid only inside <see cref="Writer.Run{T}"/>.</summary>
public sealed class WriteScope : IDisposable
{
    // What follows from an answer's fields is not stored with them; an instant's start of the hour has one of its own, without end.
    private static readonly JsonSerializerOptions Answers = new() { IgnoreReadOnlyProperties = true };

    private readonly WriteParts _parts;
    private readonly LedgerTransaction _ledger;
    private readonly List<Action> _afterCommit = [];
    private readonly HashSet<int> _current = [];
    private BillingDb? _db;
    private bool _hasUnsavedCommand;

    internal WriteScope(WriteParts parts) => (_parts, _ledger, Reached) = (parts, parts.Ledger, parts.Ledger.Now);

    /// <summary>The cold tables, in the writer's transaction. Changes are saved when the flow returns, or earlier by SaveChanges.</summary>
    public BillingDb Db => _db ??= _ledger.Store.OpenContext();

    /// <summary>The instant everything in this commit is recorded at; never before an earlier commit's.</summary>
    public Instant Now => _ledger.Now;

    /// <summary>All published price book versions.</summary>
    public PublishedBooks Books => _ledger.Books;

    /// <summary>How far the account in upkeep has been brought: what follows from what fell due happens then. Now, outside of it.</summary>
    internal Instant Reached { get; set; }

    internal IReadOnlyList<Action> AfterCommit => _afterCommit;

    /// <summary>The account as this transaction sees it; what was due on it has been done.</summary>
    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    public WalletState Wallet(int account)
    {
        var wallet = _ledger.Find(account) ?? throw new KeyNotFoundException($"There is no account {account}");
        if (!_current.Add(account) || wallet.NextDue > Now) return wallet;
        _ = _parts.Upkeep.Run(this, account);
        return _ledger.Find(account)!;
    }

    /// <summary>As <see cref="Wallet(int)"/>, by id; null where there is none.</summary>
    public WalletState? Find(AccountId account) => _ledger.Find(account) is { } wallet ? Wallet(wallet.Account) : null;

    /// <summary>The price book of an account, in the version of an instant.</summary>
    public PriceBook BookOf(int account, Instant at) => Books.At(Wallet(account).PriceBook, at).Book;

    /// <summary>Opens an account and answers its number.</summary>
    /// <exception cref="KeyNotFoundException">There is no such price book.</exception>
    public int OpenAccount(AccountId id, string name, string priceBook)
    {
        if (Find(id) is not null) throw new InvalidOperationException($"{id} is open already");
        var asset = Books.At(priceBook, Now).Book.Wallet.Unit;
        var number = _ledger.OpenAccount(id, asset, priceBook);
        Db.Accounts.Add(new AccountRow { Number = number, Id = id, Name = name, Asset = asset.Code, PriceBook = priceBook, Created = Now });
        _current.Add(number);
        return number;
    }

    /// <summary>Notes the account's plan where charges look for it. The subscription's row is the caller's.</summary>
    public void SetPlan(int account, string? plan) => _ledger.Draft(account).Plan = plan;

    /// <summary>Sets what an environment may take of the pool, together with what it took (C-6).</summary>
    /// <param name="limit">10^-8 units, 0 or more; null for no limit.</param>
    public void SetLimit(int account, string environment, long? limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit ?? 0);
        var row = Db.Environments.Find(account, environment) ?? Db.Environments.Add(new() { Account = account, Name = environment, Created = Now }).Entity;
        row.Limit = limit;
        _ledger.Draft(account).SetLimit(environment, limit);
    }

    /// <summary>What an environment has taken so far, in 10^-8 units.</summary>
    public long TakenBy(int account, string environment) => new UsageSums(_ledger).TakenBy(account, environment);

    /// <summary>What will stand on a month's invoice, by line; late usage of months that are invoiced counts to the first that is not.</summary>
    /// <param name="month">Any instant of it.</param>
    public IReadOnlyList<MonthUsage> UsageOfMonth(int account, Instant month) =>
        [.. UsageIn(account, UsageSums.MonthOf(month), late: false), .. UsageIn(account, UsageSums.LateIn(month), late: true)];

    private IEnumerable<MonthUsage> UsageIn(int account, long window, bool late) =>
        _ledger.Sums.Of(account, RunningSumKind.InvoiceMonth, window)
            .Select(sum => (Line: UsageSums.LineOf(_ledger.Store.Names.Text(sum.Key)!), Sum: sum.Value))
            .Select(one => new MonthUsage(one.Line.Code, one.Sum.Exact, one.Sum.Booked, late, one.Line.PriceVersion))
            .OrderBy(used => used.Code, StringComparer.Ordinal).ThenBy(used => used.PriceVersion);

    /// <summary>Notes that an invoice says what was used before an instant, a month's beginning: from now on late usage counts to the month after it.</summary>
    public void SetInvoicedUntil(int account, Instant until)
    {
        Db.Accounts.Find(account)!.InvoicedUntil = until;
        _ledger.Draft(account).InvoicedUntil = until;
    }

    /// <summary>
    /// Meters something the portal counts itself, as if it had been reported: rated, charged and stored, once per source and
    /// id. The grants usable when it occurred pay it, so that one who counts late takes from the same as one on time.
    /// </summary>
    public UsageReceipt Meter(int account, UsageEvent e)
    {
        var wallet = _ledger.Draft(account);
        return _parts.Charge.Take(MeteredEvent.Of(Books, Wallet(account), e), wallet, apiKey: 0, imported: true, paidAt: e.Time);
    }

    /// <summary>Writes a grant's terms and answers its number. It holds nothing until an entry credits it.</summary>
    public int OpenGrant(NewGrant grant)
    {
        if (grant.Amount <= 0) throw new InvalidOperationException("A grant is more than 0");
        var number = _ledger.NextGrant();
        Db.Grants.Add(new GrantRow
        {
            Number = number,
            Id = grant.Id,
            Account = _ledger.Draft(grant.Account).Account,
            Kind = grant.Kind,
            Amount = grant.Amount,
            GrantedAt = grant.GrantedAt,
            ExpiresAt = grant.ExpiresAt,
            PaidAsset = grant.Paid?.Asset.Code,
            PaidAmount = grant.Paid?.Units,
            CauseKind = grant.CauseKind,
            Cause = grant.Cause,
            Reference = grant.Reference,
        });
        return number;
    }

    /// <summary>Appends an entry: numbered, stamped and chained here. A grant's remaining follows.</summary>
    /// <exception cref="InvalidOperationException">The amount is 0, or a grant would go below 0 or above what it was.</exception>
    public Entry Post(NewEntry entry)
    {
        var wallet = _ledger.Draft(entry.Account);
        if (entry.Grant != 0) MoveGrant(wallet, entry.Grant, entry.Amount);
        return _ledger.Append(wallet, Terms(entry), entry.Amount, entry.Grant);
    }

    /// <summary>Keeps so much of a grant aside, at most what is left of it: a hold is no entry, the balance stays. 0 lets go of it.</summary>
    public void Hold(int account, int grant, long amount)
    {
        var wallet = _ledger.Draft(account);
        wallet.Hold(grant, amount);
        NoteFrozen(wallet);
    }

    /// <summary>Takes an amount out of the grants usable now, in burn-down order, an entry for each.</summary>
    /// <param name="entry">A negative amount; its grant is not looked at.</param>
    /// <exception cref="InvalidOperationException">The grants do not hold that much: decide by <see cref="WalletState.AvailableAt"/> first.</exception>
    public IReadOnlyList<Entry> Debit(NewEntry entry)
    {
        var wallet = _ledger.Draft(entry.Account);
        if (entry.Amount >= 0 || -entry.Amount > wallet.AvailableAt(Now))
            throw new InvalidOperationException($"A debit of {entry.Amount} does not fit {wallet.AvailableAt(Now)} available");
        var slices = new FundingSlice[wallet.Grants.Length];
        var funded = Funding.Fund(wallet.Grants, -entry.Amount, Now, PaymentRule.WholeOrNothing, default, slices);
        var entries = new List<Entry>(funded.Slices);
        foreach (var slice in slices.AsSpan(0, funded.Slices))
        {
            wallet.Burn(slice.Index, slice.Taken);
            entries.Add(_ledger.Append(wallet, Terms(entry), -slice.Taken, wallet.Grants[slice.Index].Grant.Number));
        }

        wallet.DropEmpty();
        return entries;
    }

    /// <summary>
    /// Does something once per key. The first time <paramref name="act"/> runs (its argument is the command's number, the
    /// cause of its entries) and its answer is stored; the same key and request hash answers that again without running it;
    /// the same key with another hash is refused as <c>key_reused</c>. <paramref name="act"/> refuses before it writes; that is not stored.
    /// </summary>
    public Outcome<T> Once<T>(NewCommand command, Func<long, Outcome<T>> act)
    {
        if (Db.Commands.Find(command.Key) is { } earlier)
        {
            return earlier.RequestHash.AsSpan().SequenceEqual(command.RequestHash)
                ? JsonSerializer.Deserialize<T>(earlier.Answer, Answers)!
                : new Refusal("key_reused", "This idempotency key was used before for another request.");
        }

        var (number, lastEntry) = (_ledger.LastCommand + 1, _ledger.LastEntry);
        var outcome = act(number);
        if (!outcome.IsAccepted)
            return _ledger.LastEntry == lastEntry ? outcome : throw new InvalidOperationException($"{command.Kind} refused after it had posted entries");
        _ledger.LastCommand = number;
        // Commands are appended in number order, and saving many at once would sort them by key.
        if (_hasUnsavedCommand) Db.SaveChanges();
        _hasUnsavedCommand = true;
        Db.Commands.Add(new CommandRow
        {
            Key = command.Key,
            Number = number,
            RequestHash = command.RequestHash,
            Kind = command.Kind,
            Account = command.Account,
            Actor = command.Actor,
            Note = command.Note,
            Reason = command.Reason,
            Payload = command.Payload,
            Answer = JsonSerializer.Serialize(outcome.Value, Answers),
            At = Now,
        });
        return outcome;
    }

    /// <summary>Runs after the commit, on the thread pool; not at all when it fails.</summary>
    public void Publish(Action afterCommit) => _afterCommit.Add(afterCommit);

    /// <summary>Whoever follows the account looks again after the commit, though its balance did not move.</summary>
    public void Tell(int account) => _ledger.Draft(account);

    /// <summary>Saves what the flow left unsaved, and finds out when something is due next on the accounts it looked at.</summary>
    internal void Save()
    {
        _db?.SaveChanges();
        foreach (var account in _current)
        {
            var due = _parts.Upkeep.Run(this, account);
            if (due == _ledger.Find(account)!.NextDue) continue;
            _ledger.Draft(account).NextDue = due;
            Db.Accounts.Find(account)!.NextDue = due == Instant.Latest ? null : due;
        }

        _db?.SaveChanges();
    }

    public void Dispose() => _db?.Dispose();

    private void MoveGrant(WalletDraft wallet, int number, long amount)
    {
        // Find looks at what this flow has added first; a grant of an earlier commit is one read by its key.
        var row = Db.Grants.Find(number) is { } found && found.Account == wallet.Account
            ? found
            : throw new InvalidOperationException($"Account {wallet.Account} has no grant {number}");
        var remaining = checked(wallet.Remaining(number) + amount);
        if (remaining < 0 || remaining > row.Amount)
            throw new InvalidOperationException($"Grant {number} of {row.Amount} cannot have {remaining} left");
        var frozen = wallet.Frozen;
        wallet.SetRemaining(new Grant(number, row.Kind, row.GrantedAt, row.ExpiresAt), remaining, _ledger.OrderOf(wallet));
        // What is gone is kept aside no longer: a grant that lapses ends its hold.
        if (wallet.Frozen != frozen) NoteFrozen(wallet);
    }

    private void NoteFrozen(WalletDraft wallet) => Db.Accounts.Find(wallet.Account)!.Frozen = wallet.Frozen;

    private EntryTerms Terms(NewEntry entry) => new(entry.Type, entry.CauseKind, entry.Cause, entry.Occurred ?? Now);
}
