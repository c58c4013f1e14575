using Billing.Credits;
using Billing.Ledger;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>
/// A group of requests on its way to one commit: what they changed lies here and in SQLite's transaction, and reaches
/// <see cref="LedgerMemory"/> only after the commit. Each request is a layer of its own that may be rejected alone.
/// </summary>
internal sealed class LedgerTransaction(LedgerStore store, LedgerMemory memory, RecentEvents recent, PublishedBooks books)
{
    private readonly Dictionary<int, WalletState> _group = [];
    private readonly Dictionary<int, WalletDraft> _request = [];
    private LedgerNumbers _numbers;
    private LedgerNumbers _numbersBefore;
    private int _namesCommitted, _names, _keysCommitted, _keys, _recent;

    /// <summary>The instant all of the group is recorded at.</summary>
    public Instant Now { get; private set; }

    public LedgerStore Store => store;
    public RecentEvents Recent => recent;
    public PublishedBooks Books => books;
    public RunningSums Sums { get; } = new(store.RunningSums);

    /// <summary>Wallets that the accepted requests changed.</summary>
    public IReadOnlyCollection<WalletState> Changed => _group.Values;

    public void Begin(Instant now)
    {
        Now = now > memory.LastRecorded ? now : memory.LastRecorded;
        _group.Clear();
        _numbers = memory.Numbers;
        _namesCommitted = store.Names.Count;
        _keysCommitted = store.ApiKeys.Count;
        store.Begin();
    }

    public void Commit()
    {
        Sums.Save();
        store.Commit();
        Sums.Commit();
        recent.Commit();
        memory.Apply(_group.Values, _numbers, Now);
    }

    public void Drop()
    {
        _request.Clear();
        _group.Clear();
        store.Names.BackTo(_namesCommitted);
        store.ApiKeys.BackTo(_keysCommitted);
        recent.BackTo(0);
        Sums.Drop();
        store.Rollback();
    }

    public void BeginRequest()
    {
        _request.Clear();
        _numbersBefore = _numbers;
        _names = store.Names.Count;
        _keys = store.ApiKeys.Count;
        _recent = recent.Uncommitted;
        store.BeginRequest();
    }

    public void AcceptRequest()
    {
        store.AcceptRequest();
        Sums.AcceptRequest();
        foreach (var draft in _request.Values) _group[draft.Account] = draft.Freeze();
    }

    public void RejectRequest()
    {
        _request.Clear();
        _numbers = _numbersBefore;
        store.Names.BackTo(_names);
        store.ApiKeys.BackTo(_keys);
        recent.BackTo(_recent);
        Sums.RejectRequest();
        store.RejectRequest();
    }

    public WalletState? Find(int account) =>
        _request.TryGetValue(account, out var draft) ? draft.Freeze() : Before(account);

    public WalletState? Find(AccountId id) => memory.Find(id) is { } known ? Find(known.Account) : OfThisGroup(id);

    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    public WalletDraft Draft(int account)
    {
        if (!_request.TryGetValue(account, out var draft))
            _request.Add(account, draft = new(Before(account) ?? throw new KeyNotFoundException($"There is no account {account}")));
        return draft;
    }

    public int OpenAccount(AccountId id, Asset asset, string priceBook)
    {
        var account = ++_numbers.Account;
        _request.Add(account, new(new WalletState { Account = account, Id = id, Asset = asset, PriceBook = priceBook }));
        return account;
    }

    public int NextGrant() => ++_numbers.Grant;

    public long LastCommand
    {
        get => _numbers.Command;
        set => _numbers.Command = value;
    }

    public long LastEntry => _numbers.Entry;

    public long NextUsage() => ++_numbers.Usage;

    public BurnOrder OrderOf(WalletDraft wallet) => books.At(wallet.PriceBook, Now).Book.BurnOrder;

    /// <summary>Appends an entry to a wallet's draft and to the file. The grant's remaining is moved by the caller.</summary>
    public Entry Append(WalletDraft wallet, in EntryTerms terms, long amount, int grant)
    {
        var entry = wallet.Append(terms, amount, grant, Now);
        store.Entries.Insert(++_numbers.Entry, entry, terms.Content, wallet.LastHash);
        return entry;
    }

    private WalletState? Before(int account) => _group.TryGetValue(account, out var changed) ? changed : memory.Find(account);

    private WalletState? OfThisGroup(AccountId id) =>
        _request.Values.Select(draft => draft.Freeze()).Concat(_group.Values).FirstOrDefault(wallet => wallet.Id == id);
}
