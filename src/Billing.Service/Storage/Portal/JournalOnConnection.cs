using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Billing.Service.Storage.Portal;

/// <summary>
/// A rollback journal, set on every connection because SQLite remembers only WAL. The few writes here need no WAL, and
/// without one no second connection can reset it during a commit, which this SQLite build gets wrong.
/// </summary>
internal sealed class JournalOnConnection : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

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
