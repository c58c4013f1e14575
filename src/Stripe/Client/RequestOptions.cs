namespace Stripe;

/// <summary>What one call may set apart from its parameters.</summary>
public class RequestOptions
{
    public string ApiKey { get; set; }

    /// <summary>At most 255 characters, POST only. Without one, the client makes a key that only covers its own retries.</summary>
    public string IdempotencyKey { get; set; }
}
