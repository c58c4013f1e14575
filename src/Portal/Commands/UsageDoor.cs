using System.Net.Http.Json;
using Billing.Service;
using Billing.Service.Metering.Intake;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal.Api;

namespace BillingPortal.Portal.Commands;

/// <summary>What became of one line.</summary>
/// <param name="Outcome"><c>accepted</c>, <c>duplicate</c> or <c>refused</c>.</param>
/// <param name="Cost">Charged, in 10^-8; of a duplicate, what it was charged the first time.</param>
public sealed record ImportReceipt(string Outcome, long Cost, long Uncovered, string? Message)
{
    public static ImportReceipt Of(EventAnswer answer) => new(
        answer.Outcome.ToString().ToLowerInvariant(), answer.Cost.Units, answer.Uncovered.Units,
        answer.Refusal is { } refusal ? refusal.Field is null ? refusal.Message : $"{refusal.Field}: {refusal.Message}" : null);
}

/// <summary>No door could be opened: the data folder is held by a portal that does not answer, or there is no such customer.</summary>
public sealed class NoUsageDoorException(string message) : Exception(message);

/// <summary>
/// Where an import's lines go: into the running portal over loopback, or, when none runs, into the ledger that this
/// process opens. Both end in the same intake.
/// </summary>
public abstract class UsageDoor : IAsyncDisposable
{
    public const int BatchSize = UsageIntake.MostEvents;

    private protected UsageDoor(AccountId account, Asset asset) => (Account, Asset) = (account, asset);

    protected AccountId Account { get; }
    public Asset Asset { get; }

    /// <param name="folder">The data folder.</param>
    /// <param name="account">An organisation's name or its acct_… id.</param>
    /// <exception cref="NoUsageDoorException">Nothing can be booked, and why.</exception>
    public static UsageDoor Open(string folder, string account)
    {
        try
        {
            return new OwnLedger(DataFolder.Take(folder), account);
        }
        catch (DataFolderInUseException inUse)
        {
            var door = DataFolder.FindDoor(folder) ?? throw new NoUsageDoorException($"{inUse.Message} It has not finished starting, or it does not take commands.");
            return RunningPortal.At(door, folder, account);
        }
    }

    public abstract Task<IReadOnlyList<ImportReceipt>> Send(IReadOnlyList<UsageLine> lines, CancellationToken cancel);

    public abstract ValueTask DisposeAsync();

    private protected static AccountRow Find(BillingReader reader, string account)
    {
        using var db = reader.OpenContext();
        var asked = PrefixedId.TryParse("acct", account, out var value) ? new AccountId(value) : default;
        var found = db.Accounts.Where(row => row.Name == account || row.Id == asked).Take(2).ToList();
        return found switch
        {
            [var one] => one,
            [] => throw new NoUsageDoorException($"There is no customer '{account}'. Give an organisation's exact name or its acct_… id."),
            _ => throw new NoUsageDoorException($"Several customers are called '{account}'. Give the acct_… id."),
        };
    }

    private protected static byte[] Join(IReadOnlyList<UsageLine> lines)
    {
        using var body = new MemoryStream();
        foreach (var line in lines)
        {
            body.Write(line.Json);
            body.WriteByte((byte)'\n');
        }

        return body.ToArray();
    }

    /// <summary>No portal runs: this process holds the data folder and writes.</summary>
    private sealed class OwnLedger : UsageDoor
    {
        private readonly DataFolder _folder;
        private readonly OpenLedger _ledger;

        public OwnLedger(DataFolder folder, string account) : this(folder, Open(folder), account) { }

        private OwnLedger(DataFolder folder, OpenLedger ledger, string account) : this(folder, ledger, FindOrClose(folder, ledger, account)) { }

        private OwnLedger(DataFolder folder, OpenLedger ledger, AccountRow row) : base(row.Id, new(row.Asset)) => (_folder, _ledger) = (folder, ledger);

        public override async Task<IReadOnlyList<ImportReceipt>> Send(IReadOnlyList<UsageLine> lines, CancellationToken cancel)
        {
            var answers = await new UsageIntake(_ledger.Engine.Writer).Take(Account, null, Join(lines), UsageFormat.JsonLines, cancel, imported: true);
            return [.. answers.Value.Select(ImportReceipt.Of)];
        }

        public override ValueTask DisposeAsync()
        {
            _ledger.Dispose();
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }

        private static OpenLedger Open(DataFolder folder)
        {
            using var logs = LoggerFactory.Create(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Warning));
            return OpenLedger.Open(folder, PortalServices.PriceBookFiles(), TimeProvider.System, logs);
        }

        private static AccountRow FindOrClose(DataFolder folder, OpenLedger ledger, string account)
        {
            try
            {
                return Find(ledger.Engine.Reader, account);
            }
            catch
            {
                ledger.Dispose();
                folder.Dispose();
                throw;
            }
        }
    }

    /// <summary>A portal runs: it writes, and this process hands over.</summary>
    private sealed class RunningPortal : UsageDoor
    {
        private readonly HttpClient _http;

        private RunningPortal(PortalDoor door, AccountRow row) : base(row.Id, new(row.Asset))
        {
            _http = new HttpClient { BaseAddress = door.Address, Timeout = TimeSpan.FromMinutes(5) };
            _http.DefaultRequestHeaders.Add(DoorToken.Header, door.Token);
        }

        public static RunningPortal At(PortalDoor door, string folder, string account)
        {
            var reader = new BillingReader(Path.Combine(Path.GetFullPath(folder), "billing.db"));
            return new(door, Find(reader, account));
        }

        public override async Task<IReadOnlyList<ImportReceipt>> Send(IReadOnlyList<UsageLine> lines, CancellationToken cancel)
        {
            using var body = new ByteArrayContent(Join(lines));
            using var answer = await _http.PostAsync(new Uri($"{ImportEndpoint.Path}?account={Account}", UriKind.Relative), body, cancel);
            if (!answer.IsSuccessStatusCode) throw new NoUsageDoorException($"The running portal answered {(int)answer.StatusCode}.");
            return (await answer.Content.ReadFromJsonAsync<List<ImportReceipt>>(cancel))!;
        }

        public override ValueTask DisposeAsync()
        {
            _http.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
