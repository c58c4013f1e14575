using System.Globalization;
using Billing.Units;
using Microsoft.Data.Sqlite;

namespace Portal.Tests.Import;

public sealed class ImportTests(ImportHost host) : IClassFixture<ImportHost>
{
    private static readonly DateOnly Day = new(2023, 11, 16);

    [RealUsageFact]
    public async Task RealTrace_ImportedTwiceAndRenamed_BooksItsExactCostOnce()
    {
        var before = host.Wallet.Balance;
        Assert.Equal(0, await host.Import(RealUsage.File!, "Claude Sonnet 4.5"));

        var figures = await host.FiguresOf(Day);
        Assert.Equal(Amount.Parse("128.415585", Asset.Usd), figures.Overview.Cost);
        Assert.Equal(19_366, figures.Overview.Requests);
        Assert.Equal(22_361_870, figures.Overview.InputTokens);
        Assert.Equal(4_088_665, figures.Overview.OutputTokens);
        Assert.Equal(figures.Overview, figures.Requests);
        Assert.Equal(figures.Overview.Cost.Units, figures.Ledger);
        Assert.Equal(figures.Overview.Cost.Units, figures.Entries);
        Assert.Equal(before - figures.Entries, host.Wallet.Balance);

        var copy = Path.Combine(host.Folder, "renamed.csv");
        File.Copy(RealUsage.File!, copy);
        var number = host.Wallet.LastNumber;
        Assert.Equal(0, await host.Import(copy, "claude-sonnet-4.5"));
        Assert.Equal(number, host.Wallet.LastNumber);
        Assert.Empty(host.Verify().Violations);
    }

    [Fact]
    public async Task SmallFile_ImportedTwice_BooksEachRowOnce()
    {
        var file = Path.Combine(host.Folder, "small.csv");
        await File.WriteAllTextAsync(file, "TIMESTAMP,ContextTokens,GeneratedTokens\n2024-02-29 23:59:59.9999999,1000,100\n2024-02-29 00:00:00.0000000,1,0\n");
        Assert.Equal(0, await host.Import(file, "claude-sonnet-4.5"));
        Assert.Equal(0, await host.Import(file, "claude-sonnet-4.5"));

        // 1,001 x $3 and 100 x $15 for a million.
        var figures = await host.FiguresOf(new DateOnly(2024, 2, 29));
        Assert.Equal(Amount.Parse("0.004503", Asset.Usd), figures.Overview.Cost);
        Assert.Equal(2, figures.Overview.Requests);
        Assert.Equal(figures.Overview.Cost.Units, figures.Entries);
    }

    [Theory]
    [InlineData("TIMESTAMP,ContextTokens\n2024-03-01 00:00:00,1\n")]
    [InlineData("TIMESTAMP,ContextTokens,GeneratedTokens\nyesterday,1,1\n")]
    [InlineData("TIMESTAMP,ContextTokens,GeneratedTokens\n2024-03-01 00:00:00,-1,1\n")]
    public async Task SpoiltFile_Imported_IsRefusedAndBooksNothing(string content)
    {
        var file = Path.Combine(host.Folder, $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(file, content);
        var number = host.Wallet.LastNumber;
        Assert.Equal(2, await host.Import(file, "claude-sonnet-4.5"));
        Assert.Equal(number, host.Wallet.LastNumber);
    }

    [Fact]
    public async Task UnknownModel_Imported_IsRefusedRowByRow()
    {
        var file = Path.Combine(host.Folder, "unknown.csv");
        await File.WriteAllTextAsync(file, "TIMESTAMP,ContextTokens,GeneratedTokens\n2024-03-01 00:00:00,1,1\n");
        var number = host.Wallet.LastNumber;
        Assert.Equal(1, await host.Import(file, "no-such-model"));
        Assert.Equal(number, host.Wallet.LastNumber);
    }

    [Fact]
    public void Copy_WithOneEntryChanged_IsNamedByTheVerification()
    {
        var copy = Directory.CreateTempSubdirectory("portal-tampered-").FullName;
        var billing = Path.Combine(copy, "billing.db");
        using (var source = new SqliteConnection($"Data Source={Path.Combine(host.Folder, "billing.db")};Mode=ReadOnly"))
        using (var target = new SqliteConnection($"Data Source={billing};Pooling=False"))
        {
            source.Open();
            target.Open();
            source.BackupDatabase(target);
        }

        Assert.Empty(Billing.Service.Audit.LedgerVerification.Run(billing, Path.Combine(copy, "views.db")).Violations);
        var number = Tamper(billing);
        var violations = Billing.Service.Audit.LedgerVerification.Run(billing, Path.Combine(copy, "views.db")).Violations;
        Assert.Contains(violations, violation => violation.Contains($"entry {number.ToString("N0", CultureInfo.InvariantCulture)}", StringComparison.Ordinal));
        Directory.Delete(copy, recursive: true);
    }

    private static long Tamper(string billing)
    {
        using var connection = new SqliteConnection($"Data Source={billing};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat('DROP TRIGGER \"' || name || '\"', ';') FROM sqlite_master WHERE type = 'trigger'";
        var drop = (string)command.ExecuteScalar()!;
        command.CommandText = $"{drop}; UPDATE entries SET amount = amount + 1 WHERE id = 777; SELECT number FROM entries WHERE id = 777";
        return (long)command.ExecuteScalar()!;
    }
}
