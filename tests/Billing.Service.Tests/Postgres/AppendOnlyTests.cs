using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Billing.Service.Tests.Postgres;

[Collection(OnPostgres.Name)]
public sealed class AppendOnlyTests(PostgresServer server)
{
    public static TheoryData<string> Tables => new("entries", "usage", "grants", "commands", "price_book_versions", "invoices", "resource_events");

    [PostgresTheory, MemberData(nameof(Tables))]
    public async Task AppendOnlyTable_WhenARowIsUpdated_Refuses(string table)
    {
        await using var ledger = await Open(table);
        var column = (await ledger.Columns(table)).First(c => c.Type == "bigint").Name;
        await ledger.Refuses($"UPDATE {table} SET \"{column}\" = \"{column}\" + 1");
    }

    [PostgresTheory, MemberData(nameof(Tables))]
    public async Task AppendOnlyTable_WhenARowIsDeleted_Refuses(string table)
    {
        await using var ledger = await Open(table);
        await ledger.Refuses($"DELETE FROM {table}");
    }

    [PostgresTheory, MemberData(nameof(Tables))]
    public async Task AppendOnlyTable_WhenTruncated_Refuses(string table)
    {
        await using var ledger = await Open(table);
        await ledger.Refuses($"TRUNCATE {table} CASCADE");
    }

    [PostgresTheory, MemberData(nameof(Tables))]
    public async Task AppendOnlyTable_WhenAPartitionIsTruncated_Refuses(string table)
    {
        await using var ledger = await Open(table);
        foreach (var partition in await ledger.Partitions(table))
        {
            await ledger.Refuses($"TRUNCATE {partition}");
            await ledger.Refuses($"DELETE FROM {partition}");
        }
    }

    [PostgresTheory, MemberData(nameof(Tables))]
    public async Task AppendOnlyTable_WhenAConflictWouldUpdate_Refuses(string table)
    {
        await using var ledger = await Open(table);
        var column = (await ledger.Columns(table)).First(c => c.Type == "bigint").Name;
        await ledger.Refuses($"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({await ledger.Key(table)}) DO UPDATE SET \"{column}\" = 7");
    }

    private async Task<Ledger> Open(string table)
    {
        var database = await server.CreateDatabase();
        await using (var db = MigrationTests.Billing(database)) await db.Database.MigrateAsync();
        var ledger = new Ledger(new NpgsqlConnection(database));
        await ledger.Insert(table);
        return ledger;
    }

    private sealed record Column(string Name, string Type, bool Nullable);

    private sealed class Ledger(NpgsqlConnection connection) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => connection.DisposeAsync();

        /// <summary>One row of zeros and empty texts: the triggers look at what is done, not at what it says.</summary>
        public async Task Insert(string table)
        {
            await connection.OpenAsync();
            var columns = (await Columns(table)).Where(c => !c.Nullable).ToList();
            var values = columns.Select(c => c.Type switch { "text" => "''", "bytea" => "'\\x00'", "boolean" => "false", _ => "0" });
            await Execute($"INSERT INTO {table} ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", values)})");
        }

        public async Task Refuses(string sql)
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => Execute(sql));
            Assert.Contains("append-only", refused.MessageText, StringComparison.Ordinal);
        }

        public Task<List<Column>> Columns(string table) => Read(
            $"SELECT column_name, data_type, is_nullable = 'YES' FROM information_schema.columns WHERE table_name = '{table}' ORDER BY ordinal_position",
            row => new Column(row.GetString(0), row.GetString(1), row.GetBoolean(2)));

        public Task<List<string>> Partitions(string table) => Read(
            $"SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = '{table}'::regclass", row => row.GetString(0));

        public async Task<string> Key(string table) => string.Join(", ", await Read(
            $"SELECT quote_ident(attname) FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey) WHERE indrelid = '{table}'::regclass AND indisprimary",
            row => row.GetString(0)));

        private async Task<List<T>> Read<T>(string sql, Func<NpgsqlDataReader, T> map)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<T>();
            while (await reader.ReadAsync()) rows.Add(map(reader));
            return rows;
        }

        private async Task Execute(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
