using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Billing.Credits;
using Billing.Ledger;
using Billing.Units;
using Microsoft.Data.Sqlite;

namespace Portal.Tests.Settling;

/// <summary>
/// A ledger as sorted lines of text, without instants and without ids made here: two ledgers that say the same read the
/// same, however their events arrived. The inbox is left out, for it says what arrived.
/// </summary>
internal static partial class LedgerDump
{
    private static readonly string[] Skipped =
        ["inbox", "outbox", "entries", "leases", "settings", "commands", "price_book_versions", "names", "running_sums", "refill_notes", "__EFMigrationsHistory", "__EFMigrationsLock"];

    /// <summary>About 2014 to 2096 in microseconds: no amount of these tests is as large.</summary>
    private const long FirstInstant = 1_400_000_000_000_000, LastInstant = 4_000_000_000_000_000;

    public static string Of(string billingFile)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = billingFile, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        var tables = Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'usage_%' ORDER BY name", row => row.GetString(0));
        var lines = Entries(connection).Concat(Mails(connection));
        return string.Join('\n', lines.Concat(tables.Except(Skipped).SelectMany(table => Table(connection, table))));
    }

    private static IEnumerable<string> Entries(SqliteConnection connection) => Rows(
        connection,
        "SELECT e.account, e.type, e.amount, coalesce(g.kind, 0) FROM entries e LEFT JOIN grants g ON g.number = e.grant_number",
        row => string.Create(CultureInfo.InvariantCulture,
            $"entry: account {row.GetInt32(0)} {((EntryType)row.GetByte(1)).Name()} {Amount(row.GetInt64(2))}{(row.GetByte(3) == 0 ? "" : $" {((GrantKind)row.GetByte(3)).Name()}")}"))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Mails(SqliteConnection connection) => Rows(
        connection, "SELECT mail FROM outbox",
        row => $"mail: {JsonDocument.Parse(row.GetString(0)).RootElement.GetProperty("Subject").GetString()}")
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Table(SqliteConnection connection, string table) => Rows(
        connection, $"SELECT * FROM \"{table}\"",
        row => $"{table}: {string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(column => Cell(row, column)).Where(cell => cell.Length > 0))}")
        .Order(StringComparer.Ordinal);

    private static string Cell(SqliteDataReader row, int column)
    {
        var name = row.GetName(column);
        var value = row.GetValue(column);
        return value switch
        {
            DBNull or byte[] => "",
            // When somebody last looked is no fact of the ledger: what nobody has looked at yet, the janitor does.
            _ when name is "looked_at" => "",
            // Rows are made in the order of events; what they say is compared.
            long when name is "number" or "cause" or "last_event" => "",
            >= FirstInstant and <= LastInstant => name.StartsWith("period", StringComparison.Ordinal) ? $"{name}={new Instant((long)value).Day:yyyy-MM-dd}" : $"{name}=T",
            long whole => string.Create(CultureInfo.InvariantCulture, $"{name}={whole}"),
            _ => $"{name}={OurIds().Replace(Convert.ToString(value, CultureInfo.InvariantCulture)!, "$1_")}",
        };
    }

    private static string Amount(long units) => Fraction.Of(units, Asset.UnitsPerWhole).ToDecimalText(8);

    private static List<T> Rows<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read()) found.Add(read(rows));
        return found;
    }

    [GeneratedRegex("(pay|grnt|quot|quo|inv)_[0-9a-z]{20,}")]
    private static partial Regex OurIds();
}
