using Billing.Service.Audit;
using Billing.Service.Metering;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal;
using BillingPortal.Portal.Commands;
using BillingPortal.Portal.Demo;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Import;

/// <summary>The portal with its demo, as `dotnet run` starts it, on a data folder of its own; commands are given as a person would.</summary>
public sealed class ImportHost : IAsyncLifetime
{
    public const string Account = DemoPeople.Organisation;

    private PortalApp _portal = null!;

    public string Folder { get; } = Directory.CreateTempSubdirectory("portal-import-").FullName;
    public WalletState Wallet => _portal.Services.GetRequiredService<Writer>().Find(DemoPeople.Account)!;

    public async Task InitializeAsync()
    {
        _portal = PortalApp.Build(
        [
            "--environment", "Development", $"--Portal:DataFolder={Folder}", "--Portal:Url=http://127.0.0.1:0",
            "--Portal:PriceBook=kunavo", "--Portal:Demo=true",
        ]);
        await _portal.Start(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _portal.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    public Task<int> Import(string file, string model) =>
        CommandLine.Run(["import-usage", file, "--account", Account, "--model", model, "--data", Folder]);

    public VerificationReport Verify() => LedgerVerification.Run(Path.Combine(Folder, "billing.db"), Path.Combine(Folder, "views.db"));

    /// <summary>What each page says of one day's usage, and what the ledger's own rows sum up to.</summary>
    public async Task<DayFigures> FiguresOf(DateOnly day)
    {
        var period = Period.OfDays(day, day);
        var overview = await Read<OverviewRead>().Read(DemoPeople.Account, period, CancellationToken.None);
        var requests = await Read<RequestsRead>().Read(DemoPeople.Account, new RequestsQuery(period, null, null, null, null), CancellationToken.None);
        var ledger = await Read<LedgerRead>().Read(
            DemoPeople.Account, new LedgerQuery(period, null, LedgerTime.Occurred, Each: false, null), CancellationToken.None);
        return new(overview.Spend, requests.Total, -ledger.Out.Units, SumOfEntries(period));
    }

    private T Read<T>() where T : notnull => _portal.Services.GetRequiredService<T>();

    private long SumOfEntries(Period period)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, "billing.db")};Mode=ReadOnly");
        connection.Open();
        using var sum = connection.CreateCommand();
        sum.CommandText = "SELECT -COALESCE(SUM(amount), 0) FROM entries WHERE occurred >= $from AND occurred < $to";
        sum.Parameters.AddWithValue("$from", period.Start.Micros);
        sum.Parameters.AddWithValue("$to", period.End.Micros);
        return (long)sum.ExecuteScalar()!;
    }
}

/// <param name="Ledger">Debits that Transactions shows by the day of happening, in 10^-8.</param>
/// <param name="Entries">Debits summed up from the file itself, in 10^-8.</param>
public sealed record DayFigures(SpendTotal Overview, SpendTotal Requests, long Ledger, long Entries);
