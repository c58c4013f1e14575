namespace Stripe.Sandbox;

/// <summary>How a call goes wrong.</summary>
public enum FaultKind
{
    /// <summary>Answered late, then as usual.</summary>
    Delay,

    /// <summary>Never answered and nothing done, until the caller gives up.</summary>
    Timeout,

    /// <summary>The connection breaks; nothing was done.</summary>
    Reset,

    /// <summary>Everything was done; the connection breaks before the answer.</summary>
    LostAnswer,

    /// <summary>Everything was done; the answer is cut off and is no JSON.</summary>
    Garbage,

    /// <summary>429 rate_limit; nothing done.</summary>
    RateLimit,

    /// <summary>429 lock_timeout with Stripe-Should-Retry: true; nothing done.</summary>
    LockTimeout,

    /// <summary>409 idempotency_key_in_use, as if a twin of the call were running.</summary>
    KeyInUse,

    /// <summary>500 api_error, kept for the key.</summary>
    ServerError,

    /// <summary>502 with a page of HTML.</summary>
    BadGateway,

    /// <summary>503 api_error.</summary>
    Unavailable,
}
