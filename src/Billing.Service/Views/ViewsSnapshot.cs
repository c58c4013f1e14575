using Billing.Service.Metering;
using Microsoft.Data.Sqlite;

namespace Billing.Service.Views;

/// <summary>Balances out of views.db, if the file is there, readable and follows this billing.db.</summary>
internal sealed class ViewsSnapshot(string viewsPath, string billingPath) : ISnapshot
{
    public LedgerSnapshot? Load()
    {
        if (!File.Exists(viewsPath) || !File.Exists(billingPath)) return null;
        try
        {
            using var billing = new BillingLog(billingPath);
            using var views = SqliteFile.OpenToRead(viewsPath);
            using var moment = views.BeginRead();
            if (views.Number("PRAGMA user_version") != ViewsSchema.Version) return null;
            var applied = Watermark.Read(views);
            return applied.Follows(billing) ? new(applied.Entry, WalletTables.Snapshot(views)) : null;
        }
        catch (Exception failure) when (failure is SqliteException or InvalidDataException)
        {
            return null;
        }
    }
}
