namespace Stripe;

/// <summary>Why Stripe refused.</summary>
public class StripeError : StripeEntity<StripeError>
{
    public string Charge { get; set; }

    public string Code { get; set; }

    public string DeclineCode { get; set; }

    public string DocUrl { get; set; }

    public string Message { get; set; }

    public string Param { get; set; }

    public PaymentIntent PaymentIntent { get; set; }

    public PaymentMethod PaymentMethod { get; set; }

    public string Type { get; set; }
}
