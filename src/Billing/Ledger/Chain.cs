using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Billing.Ledger;

/// <summary>
/// The SHA-256 chain of an account's entries: hash(n) = SHA-256(hash(n-1) ‖ the fields of entry n, fixed width,
/// big-endian ‖ the content hash of what caused it). Entry 1 continues 32 zero bytes. Whoever holds one hash can prove every entry before it.
/// </summary>
public static class Chain
{
    /// <summary>Bytes of one hash.</summary>
    public const int HashSize = 32;

    private const int EntrySize = 4 + 8 + 1 + 8 + 8 + 4 + 1 + 8 + 4 + 4 + 8 + 8 + 16;

    /// <summary>Writes hash(n) into <paramref name="hash"/>, which holds hash(n-1) on entry.</summary>
    /// <param name="content">A 128-bit digest of the causing row (a usage row's fields), so that its quantities cannot be changed unseen; 0 for none.</param>
    /// <param name="hash">32 bytes, replaced in place.</param>
    public static void Append(in Entry entry, UInt128 content, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[HashSize + EntrySize];
        hash[..HashSize].CopyTo(bytes);
        var at = bytes[HashSize..];
        Write(ref at, entry.Account);
        Write(ref at, entry.Number);
        at[0] = (byte)entry.Type;
        at = at[1..];
        Write(ref at, entry.Amount);
        Write(ref at, entry.BalanceAfter);
        Write(ref at, entry.Grant);
        at[0] = (byte)entry.CauseKind;
        at = at[1..];
        Write(ref at, entry.Cause);
        Write(ref at, entry.PriceVersion);
        Write(ref at, entry.PriceLine);
        Write(ref at, entry.Occurred.Micros);
        Write(ref at, entry.Recorded.Micros);
        BinaryPrimitives.WriteUInt128BigEndian(at, content);
        SHA256.HashData(bytes, hash);
    }

    private static void Write(ref Span<byte> at, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(at, value);
        at = at[4..];
    }

    private static void Write(ref Span<byte> at, long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(at, value);
        at = at[8..];
    }
}
