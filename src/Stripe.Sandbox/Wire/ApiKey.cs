using System.Text;

namespace Stripe.Sandbox.Wire;

/// <summary>Bearer or Basic, test keys only: a live key here is a mistake that must be loud.</summary>
internal static class ApiKey
{
    public static void Check(string? authorization)
    {
        var key = Read(authorization)
            ?? throw StripeFault.Unauthorized("You did not provide an API key. Use Authorization: Bearer YOUR_SECRET_KEY, or Basic with the key as user name.");
        if (key.Contains("_live_", StringComparison.Ordinal))
            throw StripeFault.Unauthorized("This is a sandbox. It refuses live keys: treat this key as exposed and roll it.");
        if (!key.StartsWith("sk_test_", StringComparison.Ordinal) && !key.StartsWith("rk_test_", StringComparison.Ordinal))
            throw StripeFault.Unauthorized("Invalid API Key provided.");
    }

    private static string? Read(string? authorization)
    {
        var parts = authorization?.Split(' ', 2) ?? [];
        if (parts.Length != 2)
            return null;
        if (parts[0].Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            return parts[1].Trim();
        var buffer = new byte[parts[1].Length];
        return parts[0].Equals("Basic", StringComparison.OrdinalIgnoreCase) && Convert.TryFromBase64String(parts[1].Trim(), buffer, out var length)
            ? Encoding.UTF8.GetString(buffer, 0, length).Split(':')[0]
            : null;
    }
}
