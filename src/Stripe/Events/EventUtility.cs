using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Stripe;

/// <summary>Reads and verifies what a webhook delivers.</summary>
public static class EventUtility
{
    public const int DefaultTimeTolerance = 300;

    /// <summary>Verifies, then parses. Throws StripeException on any doubt.</summary>
    /// <param name="json">The body exactly as received: one changed byte breaks the signature.</param>
    /// <param name="stripeSignatureHeader">The <c>Stripe-Signature</c> header.</param>
    /// <param name="secret">The endpoint's signing secret.</param>
    /// <param name="tolerance">How far the stamp may lie from now, in seconds, either way.</param>
    /// <param name="throwOnApiVersionMismatch">Whether another release train is an error.</param>
    public static Event ConstructEvent(string json, string stripeSignatureHeader, string secret, long tolerance = DefaultTimeTolerance, bool throwOnApiVersionMismatch = true) =>
        ConstructEvent(json, stripeSignatureHeader, secret, tolerance, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), throwOnApiVersionMismatch);

    public static Event ConstructEvent(string json, string stripeSignatureHeader, string secret, long tolerance, long utcNow, bool throwOnApiVersionMismatch = true)
    {
        ValidateSignature(json, stripeSignatureHeader, secret, tolerance, utcNow);
        return ParseEvent(json, throwOnApiVersionMismatch);
    }

    public static Event ParseEvent(string json, bool throwOnApiVersionMismatch = true)
    {
        Event parsed;
        try
        {
            parsed = JsonSerializer.Deserialize<Event>(json, StripeJson.Options);
        }
        catch (JsonException unreadable)
        {
            throw new StripeException("The event is not readable.", unreadable);
        }

        if (throwOnApiVersionMismatch && !IsCompatibleApiVersion(parsed?.ApiVersion))
            throw new StripeException($"The event is of API version {parsed?.ApiVersion}; this client reads {StripeConfiguration.ApiVersion}.");
        return parsed;
    }

    /// <summary>Versions of one release train (the word after the date) are compatible.</summary>
    public static bool IsCompatibleApiVersion(string eventApiVersion) =>
        eventApiVersion is not null && Train(eventApiVersion) == Train(StripeConfiguration.ApiVersion);

    public static void ValidateSignature(string json, string stripeSignatureHeader, string secret, long tolerance = DefaultTimeTolerance) =>
        ValidateSignature(json, stripeSignatureHeader, secret, tolerance, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());

    public static void ValidateSignature(string json, string stripeSignatureHeader, string secret, long tolerance, long utcNow)
    {
        // Everyone can compute an HMAC with an empty key.
        if (string.IsNullOrEmpty(secret))
            throw new StripeException("The webhook secret is empty.");

        var parts = (stripeSignatureHeader ?? string.Empty).Split(',')
            .Select(part => part.Trim().Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var stamp = parts["t"].FirstOrDefault();
        if (!parts["v1"].Any() || !long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var signedAt))
            throw new StripeException("The signature header does not have the form t=...,v1=....");

        // One v1 per secret comes while a secret is being rolled: any one that matches will do.
        var expected = Encoding.UTF8.GetBytes(ComputeSignature(secret, stamp, json));
        var matches = parts["v1"].Count(offered => CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(offered)));
        if (matches == 0)
            throw new StripeException("The signature does not match the body.");
        if (Math.Abs(utcNow - signedAt) > tolerance)
            throw new StripeException("The signature's time lies outside the tolerance.");
    }

    public static string ComputeSignature(string secret, string timestamp, string payload) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{payload}")));

    /// <summary>A header as Stripe would send it; for tests of whoever receives webhooks.</summary>
    public static string GenerateSignatureHeader(string payload, string secret, long? timestamp = default)
    {
        var stamp = (timestamp ?? TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()).ToString(CultureInfo.InvariantCulture);
        return $"t={stamp},v1={ComputeSignature(secret, stamp, payload)}";
    }

    private static string Train(string version) => version.Contains('.', StringComparison.Ordinal) ? version[(version.IndexOf('.', StringComparison.Ordinal) + 1)..] : version;
}
