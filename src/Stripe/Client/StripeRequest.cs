using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;

namespace Stripe;

/// <summary>One call, ready to be sent any number of times with the same idempotency key.</summary>
public class StripeRequest
{
    private readonly string _form;

    public StripeRequest(IStripeClient client, HttpMethod method, string path, BaseOptions options, RequestOptions requestOptions)
    {
        ArgumentNullException.ThrowIfNull(client);
        var key = requestOptions?.ApiKey ?? client.ApiKey;
        if (string.IsNullOrEmpty(key))
            throw new StripeException("No API key: set one on the client or on the request.");

        Method = method;
        AuthorizationHeader = new AuthenticationHeaderValue("Bearer", key);
        StripeHeaders = new Dictionary<string, string>(StringComparer.Ordinal) { ["Stripe-Version"] = StripeConfiguration.ApiVersion };

        var encoded = FormEncoder.Encode(options);
        var address = client.ApiBase.TrimEnd('/') + path;
        if (method == HttpMethod.Post)
        {
            _form = encoded;
            // The inner retries of one call must never run it twice.
            StripeHeaders["Idempotency-Key"] = requestOptions?.IdempotencyKey ?? Guid.NewGuid().ToString();
        }
        else if (encoded.Length > 0)
        {
            address += "?" + encoded;
        }

        Uri = new Uri(address);
    }

    public HttpMethod Method { get; }

    public Uri Uri { get; }

    public AuthenticationHeaderValue AuthorizationHeader { get; }

    public IDictionary<string, string> StripeHeaders { get; }

    /// <summary>A fresh body each time: a retry can't reuse one that was already sent.</summary>
    public HttpContent Content => _form is null ? null : new StringContent(_form, Encoding.UTF8, "application/x-www-form-urlencoded");

    public override string ToString() => $"{Method} {Uri}";
}
