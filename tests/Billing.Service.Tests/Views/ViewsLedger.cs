using Billing.Metering;
using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Reads;
using Billing.Service.Storage;
using Billing.Service.Views;
using Billing.Units;
using Microsoft.Extensions.Logging.Abstractions;

namespace Billing.Service.Tests.Views;

/// <summary>A real ledger with its views.db, fed by hand: what was not merged is the readers' tail.</summary>
internal sealed class ViewsLedger : IDisposable
{
    private Dictionary<int, string> _names = [];

    public ViewsLedger(TestLedger? ledger = null)
    {
        Ledger = ledger ?? new();
        Store = new(ViewsPath, BillingPath, NullLogger<ViewsStore>.Instance);
        Overview = new(Store, Ledger.Writer.Books, Keys, Ledger.Clock);
        Transactions = new(Store, Keys, Ledger.Clock);
        Requests = new(Store, Ledger.Writer.Books, Keys, Ledger.Clock);
        MergeSome(0);
    }

    public TestLedger Ledger { get; }
    public TestKeys Keys { get; } = new();
    public ViewsStore Store { get; }
    public OverviewRead Overview { get; }
    public LedgerRead Transactions { get; }
    public RequestsRead Requests { get; }
    public string ViewsPath => Path.Combine(Ledger.Path, "views.db");
    public string BillingPath => Path.Combine(Ledger.Path, "billing.db");
    public BillingClock Clock => Ledger.Clock;

    /// <summary>Carries what waits into views.db, as the feeder would.</summary>
    public void Merge() => MergeSome(int.MaxValue);

    public async Task<IReadOnlyList<UsageReceipt>> Ingest(AccountId account, Guid? key, IEnumerable<UsageEvent> events, bool imported = false) =>
        await Ledger.Writer.Ingest(new(account, key is { } id ? new ApiKeyId(id) : null, [.. events], imported), CancellationToken.None);

    /// <summary>All usage rows of an account, straight from billing.db.</summary>
    public List<StoredUsage> UsageOf(AccountId account)
    {
        using var log = new BillingLog(BillingPath);
        using var moment = log.Begin();
        var number = Ledger.Writer.Find(account)!.Account;
        return [.. log.UsageOf(number, 0)];
    }

    /// <summary>All entries of an account, straight from billing.db.</summary>
    public List<StoredEntry> EntriesOf(AccountId account)
    {
        var number = Ledger.Writer.Find(account)!.Account;
        return [.. Ledger.Entries().Where(stored => stored.Entry.Account == number)];
    }

    public string? Name(int number)
    {
        if (number != 0 && !_names.ContainsKey(number)) _names = Names();
        return _names.GetValueOrDefault(number);
    }

    public Guid? Key(int number)
    {
        using var db = Ledger.Reader.OpenContext();
        return db.ApiKeyNumbers.SingleOrDefault(key => key.Number == number)?.Key.Value;
    }

    public void Dispose()
    {
        Store.Dispose();
        Ledger.Dispose();
    }

    private Dictionary<int, string> Names()
    {
        using var db = Ledger.Reader.OpenContext();
        return db.Names.ToDictionary(name => name.Number, name => name.Text);
    }

    private void MergeSome(int chunks)
    {
        using var log = new BillingLog(BillingPath);
        using var views = ViewsFile.Open(ViewsPath, log);
        var merge = new Merge(views, log);
        var applied = Watermark.Read(views);
        for (; chunks > 0; chunks--)
        {
            var next = merge.Next(applied);
            if (next == applied) break;
            applied = next;
        }
    }
}

/// <summary>Keys by name; nothing else is asked of them here.</summary>
internal sealed class TestKeys : IApiKeys
{
    private readonly List<ApiKey> _keys = [];

    public Guid Add(AccountId account, string name)
    {
        var id = new ApiKeyId(Guid.CreateVersion7());
        _keys.Add(new(id, _keys.Count + 1, account, name, $"bp_live_{_keys.Count:x4}", ApiScopes.All, NewApiKey.Production, TestLedger.Start, null, null));
        return id.Value;
    }

    public Task<Outcome<IReadOnlyList<ApiKey>>> List(Actor actor, AccountId account, CancellationToken cancel) =>
        Task.FromResult((Outcome<IReadOnlyList<ApiKey>>)_keys.Where(key => key.Account == account).ToList());

    public Task<Outcome<CreatedApiKey>> Create(Actor actor, AccountId account, NewApiKey key, CancellationToken cancel) => throw new NotSupportedException();
    public Task<Refusal?> Rename(Actor actor, AccountId account, ApiKeyId key, string name, CancellationToken cancel) => throw new NotSupportedException();
    public Task<Refusal?> Revoke(Actor actor, AccountId account, ApiKeyId key, CancellationToken cancel) => throw new NotSupportedException();
    public ValueTask<ApiKey?> Find(string? secret, CancellationToken cancel) => throw new NotSupportedException();
}

/// <summary>A second store on the files of a ledger, fed by its own thread, as after a restart.</summary>
internal sealed class ViewsLedgerStore : IDisposable
{
    public ViewsLedgerStore(ViewsLedger ledger)
    {
        Store = new(ledger.ViewsPath, ledger.BillingPath, NullLogger<ViewsStore>.Instance);
        Store.Start();
        Overview = new(Store, ledger.Ledger.Writer.Books, ledger.Keys, ledger.Clock);
        Transactions = new(Store, ledger.Keys, ledger.Clock);
    }

    public ViewsStore Store { get; }
    public OverviewRead Overview { get; }
    public LedgerRead Transactions { get; }

    public void Dispose() => Store.Dispose();
}
