using Microsoft.Data.Sqlite;

namespace Stripe.Sandbox.Storage;

/// <summary>Commands with numbered parameters ($1, $2, ...).</summary>
internal static class Sql
{
    public static int Execute(this SqliteConnection connection, string text, params object?[] values)
    {
        using var command = connection.Prepare(text, values);
        return command.ExecuteNonQuery();
    }

    public static object? Scalar(this SqliteConnection connection, string text, params object?[] values)
    {
        using var command = connection.Prepare(text, values);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    public static List<T> Query<T>(this SqliteConnection connection, string text, Func<SqliteDataReader, T> read, params object?[] values)
    {
        using var command = connection.Prepare(text, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    private static SqliteCommand Prepare(this SqliteConnection connection, string text, object?[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue(FormattableString.Invariant($"${i + 1}"), values[i] ?? DBNull.Value);
        return command;
    }
}
