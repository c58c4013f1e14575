using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stripe.Sandbox.Webhooks;

internal static class WebhookSignature
{
    /// <summary>The header's value: a stamp, and for each secret that is in force the HMAC of stamp and body.</summary>
    public static string Sign(string body, IEnumerable<string> secrets, long now)
    {
        var stamp = now.ToString(CultureInfo.InvariantCulture);
        var signed = Encoding.UTF8.GetBytes($"{stamp}.{body}");
        return string.Join(",v1=", [$"t={stamp}", .. secrets.Select(s => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(s), signed)))]);
    }
}
