namespace Stripe;

public class StripeClientOptions
{
    public string ApiKey { get; set; }

    public IHttpClient HttpClient { get; set; }

    /// <summary>Scheme and host without a trailing slash; Stripe's own when null.</summary>
    public string ApiBase { get; set; }
}
