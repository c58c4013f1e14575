using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Portal.Tests.Account;

/// <summary>The phone's side of two-factor sign-in: RFC 6238 with six figures every thirty seconds, written from the RFC.</summary>
internal static class Authenticator
{
    public static string Code(string key, DateTimeOffset at)
    {
        Span<byte> step = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, at.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // what authenticators speak, by RFC 6238
        var mac = HMACSHA1.HashData(FromBase32(key), step);
#pragma warning restore CA5350
        var from = mac[^1] & 15;
        var number = BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(from, 4)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6");
    }

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Where(char.IsLetterOrDigit).Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(char.ToUpperInvariant(c)), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
