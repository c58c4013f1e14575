using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Billing.Service.Access;

/// <summary>
/// The form of a secret: <c>bp_live_</c> and 256 random bits in hexadecimal. A plain SHA-256 is enough to store it:
/// nobody guesses 256 bits, so a slow hash would only cost the fast path.
/// </summary>
public static class ApiKeySecret
{
    private const string Mark = "bp_live_";
    private const int RandomBytes = 32;
    private const int ShownDigits = 4;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public const int PrefixLength = 8 + ShownDigits;

    public static string Create() => Mark + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>What may be shown and searched for.</summary>
    public static string PrefixOf(string secret) => secret[..PrefixLength];

    /// <summary>False for anything that can't be a secret of ours, before any look-up.</summary>
    public static bool TryHash(string? secret, out byte[] hash)
    {
        hash = [];
        if (secret is null || secret.Length != Mark.Length + 2 * RandomBytes || !secret.StartsWith(Mark, StringComparison.Ordinal))
            return false;
        if (secret.AsSpan(Mark.Length).ContainsAnyExcept(HexDigits))
            return false;
        hash = SHA256.HashData(Encoding.ASCII.GetBytes(secret));
        return true;
    }
}
