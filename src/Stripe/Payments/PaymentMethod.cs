namespace Stripe;

public class PaymentMethod : StripeEntity<PaymentMethod>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public PaymentMethodBillingDetails BillingDetails { get; set; }
    public PaymentMethodCard Card { get; set; }
    public DateTime Created { get; set; }
    public string CustomerId { get; set; }
    public Customer Customer { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Type { get; set; }
}

public class PaymentMethodCard : StripeEntity<PaymentMethodCard>
{
    public string Brand { get; set; }
    public PaymentMethodCardChecks Checks { get; set; }
    public string Country { get; set; }
    public string DisplayBrand { get; set; }
    public long ExpMonth { get; set; }
    public long ExpYear { get; set; }
    /// <summary>The same for one card number, however often it was entered.</summary>
    public string Fingerprint { get; set; }
    /// <summary>credit, debit, prepaid or unknown.</summary>
    public string Funding { get; set; }
    public string Last4 { get; set; }
    public PaymentMethodCardWallet Wallet { get; set; }
}

public class PaymentMethodCardChecks : StripeEntity<PaymentMethodCardChecks>
{
    public string AddressLine1Check { get; set; }
    public string AddressPostalCodeCheck { get; set; }
    public string CvcCheck { get; set; }
}

public class PaymentMethodCardWallet : StripeEntity<PaymentMethodCardWallet>
{
    public string DynamicLast4 { get; set; }
    public string Type { get; set; }
}

public class PaymentMethodBillingDetails : StripeEntity<PaymentMethodBillingDetails>
{
    public Address Address { get; set; }
    public string Email { get; set; }
    public string Name { get; set; }
    public string Phone { get; set; }
}
