using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Billing.Service.Metering;

/// <summary>
/// What makes a usage event the same one for ever: (account, source, event id). The hash finds candidates; it is
/// cryptographic so that nobody can choose ids that all collide.
/// </summary>
public static class EventIdentity
{
    /// <summary>64 bits of SHA-256 over account, source and id, the source's length between them.</summary>
    /// <param name="account">The account's number.</param>
    public static long Hash(int account, string source, string id)
    {
        var size = 8 + Encoding.UTF8.GetMaxByteCount(source.Length) + Encoding.UTF8.GetMaxByteCount(id.Length);
        Span<byte> bytes = size <= 1_024 ? stackalloc byte[size] : new byte[size];
        BinaryPrimitives.WriteInt32BigEndian(bytes, account);
        var end = 8 + Encoding.UTF8.GetBytes(source, bytes[8..]);
        BinaryPrimitives.WriteInt32BigEndian(bytes[4..], end - 8);
        end += Encoding.UTF8.GetBytes(id, bytes[end..]);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes[..end], hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
