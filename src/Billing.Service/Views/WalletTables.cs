using Billing.Service.Metering;

namespace Billing.Service.Views;

/// <summary>Balances and what is left of each grant, as of the watermark; of a grant also at the end of every hour it moved in.</summary>
internal static class WalletTables
{
    public static void Put(SqliteFile views, Dictionary<int, (long Balance, long Number, byte[] Hash)> wallets)
    {
        var put = views.Prepare("INSERT OR REPLACE INTO wallet (account, balance, last_number, last_hash) VALUES (?, ?, ?, ?)");
        foreach (var (account, (balance, number, hash)) in wallets)
        {
            put.Bind(4, hash);
            put.Run(account, balance, number);
        }
    }

    public static void Put(SqliteFile views, Dictionary<(int Account, int Grant, long Hour), long> left)
    {
        var put = views.Prepare("INSERT OR REPLACE INTO grant_left (account, number, hour, remaining) VALUES (?, ?, ?, ?)");
        foreach (var ((account, grant, hour), remaining) in left) put.Run(account, grant, hour, remaining);
    }

    /// <summary>What a grant had left before an hour; now, without one.</summary>
    public static long Left(SqliteFile views, int account, int grant, long beforeHour = long.MaxValue) =>
        views.Number("SELECT remaining FROM grant_left WHERE account = ? AND number = ? AND hour < ? ORDER BY hour DESC LIMIT 1", account, grant, beforeHour) ?? 0;

    /// <summary>The account's balance and last number; zeros before the first entry.</summary>
    public static (long Balance, long LastNumber) Balance(SqliteFile views, int account)
    {
        using var rows = views.Query("SELECT balance, last_number FROM wallet WHERE account = ?", account);
        return rows.Step() ? (rows.Row.Long(0), rows.Row.Long(1)) : default;
    }

    /// <summary>An account's grants with something left, by number.</summary>
    public static Dictionary<int, long> Open(SqliteFile views, int account)
    {
        // Of the rows of a group SQLite answers the one that holds the maximum.
        using var rows = views.Query("SELECT number, max(hour), remaining FROM grant_left WHERE account = ? GROUP BY number", account);
        var open = new Dictionary<int, long>();
        while (rows.Step()) open.Add(rows.Row.Int(0), rows.Row.Long(2));
        return open;
    }

    /// <summary>All balances and remaining grants, for start-up.</summary>
    public static IReadOnlyList<WalletSnapshot> Snapshot(SqliteFile views)
    {
        var left = new Dictionary<int, Dictionary<int, long>>();
        using (var rows = views.Query("SELECT account, number, max(hour), remaining FROM grant_left GROUP BY account, number"))
        {
            while (rows.Step())
            {
                if (rows.Row.Long(3) == 0) continue;
                if (!left.TryGetValue(rows.Row.Int(0), out var grants)) left.Add(rows.Row.Int(0), grants = []);
                grants.Add(rows.Row.Int(1), rows.Row.Long(3));
            }
        }

        var wallets = new List<WalletSnapshot>();
        using (var rows = views.Query("SELECT account, balance, last_number, last_hash FROM wallet"))
        {
            while (rows.Step())
                wallets.Add(new(
                    rows.Row.Int(0), rows.Row.Long(1), rows.Row.Long(2), rows.Row.Blob(3).ToArray(),
                    left.GetValueOrDefault(rows.Row.Int(0), [])));
        }

        return wallets;
    }
}
