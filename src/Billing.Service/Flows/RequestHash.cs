using System.Security.Cryptography;
using System.Text;

namespace Billing.Service.Flows;

/// <summary>The SHA-256 of what a money command asks: the same key with other content is a conflict, not a repetition.</summary>
public static class RequestHash
{
    public static byte[] Of(params ReadOnlySpan<object> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{part}\n");
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
