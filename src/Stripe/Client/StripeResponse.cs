using System.Net;
using System.Net.Http.Headers;

namespace Stripe;

public abstract class StripeResponseBase
{
    private protected StripeResponseBase(HttpStatusCode statusCode, HttpResponseHeaders headers)
    {
        StatusCode = statusCode;
        Headers = headers;
    }

    public HttpStatusCode StatusCode { get; }

    public HttpResponseHeaders Headers { get; }

    public string RequestId => Header("Request-Id");

    public string IdempotencyKey => Header("Idempotency-Key");

    internal bool IsSuccess => (int)StatusCode is >= 200 and < 300;

    internal string Header(string name) =>
        Headers is not null && Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}

/// <summary>An answer as it came.</summary>
public class StripeResponse : StripeResponseBase
{
    public StripeResponse(HttpStatusCode statusCode, HttpResponseHeaders headers, string content)
        : base(statusCode, headers) => Content = content;

    public string Content { get; }
}
