using Billing.Units;
using Microsoft.Data.Sqlite;

namespace Billing.Service.Storage;

/// <summary>Which sum.</summary>
/// <param name="Name">An interned name's number; 0 for none.</param>
internal readonly record struct SumKey(int Account, RunningSumKind Kind, int Name, long Window);

/// <summary>What has been added up.</summary>
/// <param name="Booked">By entries, in 10^-8 of the account's asset.</param>
internal readonly record struct RunningSum(Fraction Exact, long Booked)
{
    public static RunningSum operator +(RunningSum a, RunningSum b) => new(a.Exact + b.Exact, checked(a.Booked + b.Booked));
}

/// <summary>Running sums over the writer's connection: the one place that knows the table's columns.</summary>
internal sealed class RunningSumTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _find = new(connection, """SELECT exact, booked FROM running_sums WHERE account = ? AND kind = ? AND name = ? AND "window" = ?""");
    private readonly Statement _window = new(connection, """SELECT name, exact, booked FROM running_sums WHERE account = ? AND kind = ? AND "window" = ?""");
    private readonly Statement _save = new(connection,
        """
        INSERT INTO running_sums (account, kind, name, "window", exact, booked) VALUES (?,?,?,?,?,?)
        ON CONFLICT (account, kind, name, "window") DO UPDATE SET exact = excluded.exact, booked = excluded.booked
        """);

    /// <summary>Zero where there is none.</summary>
    public RunningSum Find(SumKey key)
    {
        Bind(_find, key);
        if (!_find.Step()) return default;
        var sum = Read(_find, 0);
        _find.Reset();
        return sum;
    }

    /// <summary>All sums of a kind in a window, by name.</summary>
    public Dictionary<int, RunningSum> Of(int account, RunningSumKind kind, long window)
    {
        _window.Bind(1, account);
        _window.Bind(2, (long)kind);
        _window.Bind(3, window);
        var sums = new Dictionary<int, RunningSum>();
        while (_window.Step()) sums.Add(_window.Int(0), Read(_window, 1));
        return sums;
    }

    public void Save(SumKey key, in RunningSum sum)
    {
        Bind(_save, key);
        _save.Bind(5, sum.Exact.ToString());
        _save.Bind(6, sum.Booked);
        _save.Run();
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _find, _window, _save }) statement.Dispose();
    }

    private static void Bind(Statement statement, SumKey key)
    {
        statement.Bind(1, key.Account);
        statement.Bind(2, (long)key.Kind);
        statement.Bind(3, key.Name);
        statement.Bind(4, key.Window);
    }

    private static RunningSum Read(Statement row, int column) => new(Fraction.ParseRatio(row.Text(column)), row.Long(column + 1));
}
