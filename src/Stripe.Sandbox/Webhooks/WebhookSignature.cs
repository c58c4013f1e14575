using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stripe.Sandbox.Webhooks;

internal static class WebhookSignature
{
    /// <summary>The header's value: a stamp, and the HMAC of stamp and body.</summary>
    public static string Sign(string body, string secret, long now)
    {
        var stamp = now.ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{stamp}.{body}"));
        return $"t={stamp},v1={Convert.ToHexStringLower(hash)}";
    }
}
