using Billing.Ledger;
using Billing.Units;
using Microsoft.Data.Sqlite;

namespace Billing.Service.Storage;

/// <summary>An entry with its place in the chain.</summary>
/// <param name="Id">Dense over all accounts.</param>
/// <param name="Content">Digest of the row that caused it, as hashed; 0 for none.</param>
/// <param name="Hash">32 bytes.</param>
public readonly record struct StoredEntry(long Id, Entry Entry, UInt128 Content, byte[] Hash);

/// <summary>Ledger entries: the one place that knows the table's columns.</summary>
public sealed class EntryTable : IDisposable
{
    internal const string Columns =
        "id, account, number, type, amount, balance_after, grant_number, cause_kind, cause, price_version, price_line, occurred, recorded, content, hash";

    private readonly Statement _insert;

    internal EntryTable(SqliteConnection connection) =>
        _insert = new(connection, $"INSERT INTO entries ({Columns}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");

    internal void Insert(long id, in Entry entry, UInt128 content, ReadOnlySpan<byte> hash)
    {
        Span<byte> digest = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(digest, content);
        _insert.Bind(1, id);
        _insert.Bind(2, entry.Account);
        _insert.Bind(3, entry.Number);
        _insert.Bind(4, (long)entry.Type);
        _insert.Bind(5, entry.Amount);
        _insert.Bind(6, entry.BalanceAfter);
        _insert.Bind(7, entry.Grant);
        _insert.Bind(8, (long)entry.CauseKind);
        _insert.Bind(9, entry.Cause);
        _insert.Bind(10, entry.PriceVersion);
        _insert.Bind(11, entry.PriceLine);
        _insert.Bind(12, entry.Occurred.Micros);
        _insert.Bind(13, entry.Recorded.Micros);
        _insert.Bind(14, digest);
        _insert.Bind(15, hash);
        _insert.Run();
    }

    /// <summary>All entries after one, in order, streamed: a million a second.</summary>
    public static IEnumerable<StoredEntry> After(SqliteConnection connection, long id)
    {
        using var read = new Statement(connection, $"SELECT {Columns} FROM entries WHERE id > ? ORDER BY id");
        read.Bind(1, id);
        while (read.Step()) yield return Read(read);
    }

    internal static StoredEntry Read(Statement from) => new(
        from.Long(0),
        new Entry(
            from.Int(1), from.Long(2), (EntryType)from.Int(3), from.Long(4), from.Long(5), from.Int(6), (CauseKind)from.Int(7), from.Long(8),
            from.Int(9), from.Int(10), new Instant(from.Long(11)), new Instant(from.Long(12))),
        from.Blob(13) is { Length: 16 } content ? System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(content) : 0,
        from.Blob(14).ToArray());

    public void Dispose() => _insert.Dispose();
}
