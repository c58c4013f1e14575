using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Billing.Credits;
using Billing.Ledger;
using Billing.Metering;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests;

/// <summary>A real ledger in a temporary folder, on a clock that stands still until it is moved.</summary>
public sealed class TestLedger : IDisposable
{
    public const string Book = "kunavo";
    public static readonly Instant Start = Instant.At(2026, 3, 10, 12);

    private readonly bool _ownsFolder;
    private readonly IEnumerable<string> _books;
    private readonly IDuplicateIndex? _index;
    private readonly ISnapshot? _snapshot;
    private readonly bool _durable;
    private DataFolder? _held;
    private BillingEngine _engine = null!;
    private int _events;

    /// <param name="path">An existing folder to open; a new one, removed at the end, when left out.</param>
    /// <param name="books">Files of the price books; the shipped ones when left out.</param>
    /// <param name="durable">False for commits that do not wait for the disk.</param>
    public TestLedger(string? path = null, IDuplicateIndex? index = null, ISnapshot? snapshot = null, IEnumerable<string>? books = null, bool durable = true)
    {
        _durable = durable;
        _books = books ?? PriceBooks;
        _ownsFolder = path is null;
        Path = path ?? Directory.CreateTempSubdirectory("ledger-").FullName;
        (_index, _snapshot) = (index, snapshot);
        Clock.MoveTo(Start);
        Open();
    }

    public string Path { get; }
    public BillingClock Clock { get; } = new(new StandingTime());
    public BillingEngine Engine => _engine;
    public Writer Writer => _engine.Writer;
    public BillingReader Reader => _engine.Reader;

    public static IEnumerable<string> PriceBooks => Directory.GetFiles(System.IO.Path.Combine(AppContext.BaseDirectory, "pricebooks"), "*.json")
        .Where(file => !file.EndsWith(".schema.json", StringComparison.Ordinal));

    /// <summary>Closes and opens again, as a restart does.</summary>
    public void Restart()
    {
        Stop();
        Open();
    }

    /// <summary>Closes the files and gives the folder up, as the end of the process does.</summary>
    public void Stop()
    {
        if (_held is null) return;
        _engine.Dispose();
        _held.Dispose();
        _held = null;
    }

    public AccountId OpenAccount(string name = "Acme", string book = Book, AccountId? known = null)
    {
        var id = known ?? new AccountId(Guid.CreateVersion7());
        Writer.Run(scope => scope.OpenAccount(id, name, book), CancellationToken.None).GetAwaiter().GetResult();
        return id;
    }

    /// <summary>An account with so much bought credit, in the wallet's unit.</summary>
    public AccountId AccountWith(string amount, string book = Book)
    {
        var account = OpenAccount(book: book);
        Grant(account, amount);
        return account;
    }

    /// <summary>A grant and its entry, as a flow would write them; answers the grant's number.</summary>
    public int Grant(AccountId account, string whole, GrantKind kind = GrantKind.Topup, Instant? expires = null)
    {
        var amount = Amount.Parse(whole, Writer.Find(account)!.Asset);
        var key = Guid.CreateVersion7().ToString();
        return Writer.Run(scope => scope.Once(Command(key, "test_grant"), command =>
        {
            var wallet = scope.Find(account)!.Account;
            var paid = kind == GrantKind.Topup ? amount : (Amount?)null;
            var grant = scope.OpenGrant(new(new GrantId(Guid.CreateVersion7()), wallet, kind, amount.Units, scope.Now, expires ?? Instant.Latest, paid, CauseKind.Command, command));
            scope.Post(new(wallet, kind is GrantKind.Topup or GrantKind.Bonus ? EntryType.Topup : EntryType.Grant, amount.Units, grant, CauseKind.Command, command));
            return (Outcome<int>)grant;
        }).Value, CancellationToken.None).GetAwaiter().GetResult();
    }

    public static NewCommand Command(string key, string kind, string request = "") =>
        new(key, kind, 0, "test", SHA256.HashData(Encoding.UTF8.GetBytes(request)));

    /// <summary>A call of Claude Opus 4.6; 200,000 input tokens cost $1.00.</summary>
    public UsageEvent Call(string? id = null, long inputTokens = 200_000, UsageStatus status = UsageStatus.Success, string model = "claude-opus-4.6", Instant? time = null, long outputTokens = 0)
    {
        var quantities = new Quantities();
        quantities[Measure.InputTokens] = inputTokens;
        quantities[Measure.OutputTokens] = outputTokens;
        return new UsageEvent
        {
            Id = id ?? string.Create(CultureInfo.InvariantCulture, $"event-{Interlocked.Increment(ref _events)}"),
            Source = "test",
            Meter = "chat",
            Model = model,
            Time = time ?? Clock.Now,
            Status = status,
            Quantities = quantities,
        };
    }

    /// <summary>Any event: a meter's quantities, in their measures' whole units times <see cref="Measures.Scale"/>.</summary>
    public UsageEvent Event(string meter, string? model, Instant? time, string? environment, params ReadOnlySpan<(Measure Measure, long Count)> counts)
    {
        var quantities = new Quantities();
        foreach (var (measure, count) in counts) quantities[measure] = count * measure.Scale();
        return Call() with { Meter = meter, Model = model, Time = time ?? Clock.Now, Environment = environment, Quantities = quantities };
    }

    public Task<IReadOnlyList<UsageReceipt>> Ingest(AccountId account, params UsageEvent[] events) =>
        Writer.Ingest(new(account, null, events), CancellationToken.None);

    public async Task<UsageReceipt> Charge(AccountId account, UsageEvent e) => (await Ingest(account, e))[0];

    public string BalanceOf(AccountId account) => Writer.Find(account)!.BalanceAmount.ToDecimalText();

    /// <summary>All entries, in order, from the file.</summary>
    public IReadOnlyList<StoredEntry> Entries()
    {
        using var connection = Reader.OpenConnection();
        return [.. EntryTable.After(connection, 0)];
    }

    public void Dispose()
    {
        Stop();
        if (_ownsFolder) Directory.Delete(Path, recursive: true);
    }

    private void Open()
    {
        var folder = DataFolder.Take(Path);
        try
        {
            _engine = BillingEngine.Open(folder, _books, Clock, _durable, _index, _snapshot);
            _held = folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private sealed class StandingTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
