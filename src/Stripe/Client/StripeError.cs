namespace Stripe;

/// <summary>Why Stripe refused.</summary>
public class StripeError : StripeEntity<StripeError>
{
    /// <summary>What may be done next: confirm_card_data, do_not_try_again or try_again_later.</summary>
    public string AdviceCode { get; set; }
    public string Charge { get; set; }
    public string Code { get; set; }
    /// <summary>The bank's reason, where the code is card_declined.</summary>
    public string DeclineCode { get; set; }
    public string DocUrl { get; set; }
    public string Message { get; set; }
    public string NetworkAdviceCode { get; set; }
    public string NetworkDeclineCode { get; set; }
    public string Param { get; set; }
    public PaymentIntent PaymentIntent { get; set; }
    public PaymentMethod PaymentMethod { get; set; }
    public string PaymentMethodType { get; set; }
    public string RequestLogUrl { get; set; }
    public SetupIntent SetupIntent { get; set; }
    /// <summary>api_error, card_error, idempotency_error or invalid_request_error.</summary>
    public string Type { get; set; }
}
