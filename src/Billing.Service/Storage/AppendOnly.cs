namespace Billing.Service.Storage;

/// <summary>
/// Triggers that make a SQLite table append-only. REPLACE deletes without firing delete triggers, so an insert may only
/// go behind the last row; that refuses every form of replacing too.
/// </summary>
internal static class AppendOnly
{
    public static IEnumerable<string> Triggers(string table, string key) =>
    [
        $"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
        $"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
        $"""
        CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
        WHEN NEW.{key} <= (SELECT max({key}) FROM {table})
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
        """,
    ];
}
