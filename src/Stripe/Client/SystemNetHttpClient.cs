using System.Net;
using System.Net.Http;
using System.Security.Cryptography;
using System.Threading;

namespace Stripe;

/// <summary>Sends by HttpClient and repeats what may be repeated: the same request with the same idempotency key.</summary>
public class SystemNetHttpClient : IHttpClient
{
    public const int DefaultMaxNumberRetries = 2;

    private readonly HttpClient _httpClient;
    private readonly string _userAgent;

    public SystemNetHttpClient(HttpClient httpClient = null, int maxNetworkRetries = DefaultMaxNumberRetries, AppInfo appInfo = null, bool enableTelemetry = true)
    {
        _httpClient = httpClient ?? BuildDefaultSystemNetHttpClient();
        MaxNetworkRetries = maxNetworkRetries;
        EnableTelemetry = enableTelemetry;
        _userAgent = appInfo?.Name is { } name ? $"{name}/{appInfo.Version ?? "0"}" : "Stripe-v1-BillingPortal";
    }

    public static TimeSpan DefaultHttpTimeout => TimeSpan.FromSeconds(80);

    public static TimeSpan MaxNetworkRetriesDelay => TimeSpan.FromSeconds(5);

    public static TimeSpan MinNetworkRetriesDelay => TimeSpan.FromMilliseconds(500);

    /// <summary>Accepted for compatibility; this client sends no telemetry.</summary>
    public bool EnableTelemetry { get; }

    public int MaxNetworkRetries { get; }

    public static HttpClient BuildDefaultSystemNetHttpClient() => new() { Timeout = DefaultHttpTimeout };

    public async Task<StripeResponse> MakeRequestAsync(StripeRequest request, CancellationToken cancellationToken = default)
    {
        for (var retries = 0; ; retries++)
        {
            try
            {
                var response = await SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
                if (retries >= MaxNetworkRetries || !IsRepeatable(response))
                    return response;
            }
            catch (Exception lost) when (retries < MaxNetworkRetries && IsLostConnection(lost, cancellationToken))
            {
                // No answer says nothing about what Stripe did; the key makes the repetition safe.
            }

            await Task.Delay(PauseBefore(retries + 1), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<StripeResponse> SendOnceAsync(StripeRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, request.Uri) { Content = request.Content };
        message.Headers.Authorization = request.AuthorizationHeader;
        message.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        foreach (var (name, value) in request.StripeHeaders)
            message.Headers.TryAddWithoutValidation(name, value);

        using var answer = await _httpClient.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var content = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return new StripeResponse(answer.StatusCode, answer.Headers, content);
    }

    /// <summary>A plain 429 is not repeated: that would add load where there is already too much.</summary>
    private static bool IsRepeatable(StripeResponse response) => response.Header("Stripe-Should-Retry") switch
    {
        "true" => true,
        "false" => false,
        _ => response.StatusCode == HttpStatusCode.Conflict || (int)response.StatusCode >= 500,
    };

    /// <summary>HttpClient reports its own time-out as a cancellation that the caller did not ask for.</summary>
    private static bool IsLostConnection(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or HttpIOException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>Doubles from half a second to five, less up to a quarter so that clients don't march in step.</summary>
    private static TimeSpan PauseBefore(int retry)
    {
        var full = MinNetworkRetriesDelay * (1 << Math.Min(retry - 1, 10));
        var capped = full < MaxNetworkRetriesDelay ? full : MaxNetworkRetriesDelay;
        var jittered = capped * RandomNumberGenerator.GetInt32(75, 101) / 100;
        return jittered > MinNetworkRetriesDelay ? jittered : MinNetworkRetriesDelay;
    }
}
