namespace Stripe;

public class Charge : StripeEntity<Charge>, IHasId, IHasObject, IBalanceTransactionSource
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long Amount { get; set; }
    public long AmountCaptured { get; set; }
    /// <summary>Cumulative over all refunds.</summary>
    public long AmountRefunded { get; set; }
    public string BalanceTransactionId { get; set; }
    public BalanceTransaction BalanceTransaction { get; set; }
    public ChargeBillingDetails BillingDetails { get; set; }
    public bool Captured { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public string CustomerId { get; set; }
    public Customer Customer { get; set; }
    public string Description { get; set; }
    public bool Disputed { get; set; }
    public string FailureCode { get; set; }
    public string FailureMessage { get; set; }
    public ChargeFraudDetails FraudDetails { get; set; }
    public bool Livemode { get; set; }
    /// <summary>Copied once from the payment; later changes there do not arrive here.</summary>
    public Dictionary<string, string> Metadata { get; set; }
    public ChargeOutcome Outcome { get; set; }
    public bool Paid { get; set; }
    public string PaymentIntentId { get; set; }
    public PaymentIntent PaymentIntent { get; set; }
    public string PaymentMethod { get; set; }
    public ChargePaymentMethodDetails PaymentMethodDetails { get; set; }
    public string ReceiptEmail { get; set; }
    public string ReceiptNumber { get; set; }
    public string ReceiptUrl { get; set; }
    public bool Refunded { get; set; }
    /// <summary>Only when expanded.</summary>
    public StripeList<Refund> Refunds { get; set; }
    public string Status { get; set; }
}

public class ChargeBillingDetails : StripeEntity<ChargeBillingDetails>
{
    public Address Address { get; set; }
    public string Email { get; set; }
    public string Name { get; set; }
    public string Phone { get; set; }
}

public class ChargeFraudDetails : StripeEntity<ChargeFraudDetails>
{
    public string StripeReport { get; set; }
    public string UserReport { get; set; }
}

public class ChargeOutcome : StripeEntity<ChargeOutcome>
{
    public string NetworkDeclineCode { get; set; }
    public string NetworkStatus { get; set; }
    public string Reason { get; set; }
    public string RiskLevel { get; set; }
    public string SellerMessage { get; set; }
    public string Type { get; set; }
}

public class ChargePaymentMethodDetails : StripeEntity<ChargePaymentMethodDetails>
{
    public ChargePaymentMethodDetailsCard Card { get; set; }
    public string Type { get; set; }
}

public class ChargePaymentMethodDetailsCard : StripeEntity<ChargePaymentMethodDetailsCard>
{
    public string Brand { get; set; }
    public string Country { get; set; }
    public long ExpMonth { get; set; }
    public long ExpYear { get; set; }
    public string Fingerprint { get; set; }
    public string Funding { get; set; }
    public string Last4 { get; set; }
    public string Network { get; set; }
}
