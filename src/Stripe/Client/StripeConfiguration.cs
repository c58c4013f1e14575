namespace Stripe;

/// <summary>The API version this client is written for.</summary>
public static class StripeConfiguration
{
    public static string ApiVersion => "2026-07-29.dahlia";
}
