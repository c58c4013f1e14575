using System.Net.Http;
using System.Text.Json;
using System.Threading;

namespace Stripe;

/// <summary>The connection to one Stripe account: key, address and transport. Make one and keep it.</summary>
public class StripeClient : IStripeClient
{
    public static string DefaultApiBase => "https://api.stripe.com";

    public StripeClient(StripeClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ApiKey is { } key && key.Any(char.IsWhiteSpace))
            throw new ArgumentException("The API key contains white space.", nameof(options));
        ApiKey = options.ApiKey;
        ApiBase = options.ApiBase ?? DefaultApiBase;
        HttpClient = options.HttpClient ?? new SystemNetHttpClient();
    }

    public string ApiBase { get; }

    public string ApiKey { get; }

    public IHttpClient HttpClient { get; }

    public async Task<T> RequestAsync<T>(HttpMethod method, string path, BaseOptions options, RequestOptions requestOptions, CancellationToken cancellationToken = default)
        where T : IStripeEntity
    {
        var request = new StripeRequest(this, method, path, options, requestOptions);
        var response = await HttpClient.MakeRequestAsync(request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccess)
            throw Refusal(response);

        try
        {
            var entity = JsonSerializer.Deserialize<T>(response.Content, StripeJson.Options) ?? throw new JsonException("The answer is null.");
            entity.StripeResponse = response;
            return entity;
        }
        catch (JsonException unreadable)
        {
            // A proxy's page with status 200 is not an answer: the outcome is unknown, which the caller must see.
            throw new StripeException($"Unreadable answer from Stripe (request {response.RequestId}).", unreadable)
            {
                HttpStatusCode = response.StatusCode,
                StripeResponse = response,
            };
        }
    }

    private static StripeException Refusal(StripeResponse response)
    {
        StripeError error = null;
        try
        {
            error = JsonSerializer.Deserialize<ErrorEnvelope>(response.Content, StripeJson.Options)?.Error;
        }
        catch (JsonException)
        {
            // A 502 is often a page of HTML; the status code says enough.
        }

        error ??= new StripeError { Message = $"Stripe answered {(int)response.StatusCode} without an error object." };
        error.StripeResponse = response;
        return new StripeException(response.StatusCode, error, error.Message) { StripeResponse = response };
    }

    private sealed class ErrorEnvelope
    {
        public StripeError Error { get; set; }
    }
}
