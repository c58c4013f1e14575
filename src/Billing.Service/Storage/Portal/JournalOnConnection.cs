using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Billing.Service.Storage.Portal;

/// <summary>
/// A rollback journal, set on every connection because SQLite remembers only WAL. The few writes here need no WAL, and
/// without one no second connection can reset it during a commit, which this SQLite build gets wrong. Waiting is left to
/// SQLite itself: a commit that finds readers busy comes at the end of EF Core's "UPDATE … RETURNING", where the provider
/// would not try again.
/// </summary>
internal sealed class JournalOnConnection : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA busy_timeout=10000; PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
