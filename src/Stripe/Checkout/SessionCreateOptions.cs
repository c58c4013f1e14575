namespace Stripe.Checkout;

public class SessionCreateOptions : BaseOptions
{
    /// <summary>Never together with Discounts.</summary>
    public bool? AllowPromotionCodes { get; set; }
    public SessionAutomaticTaxOptions AutomaticTax { get; set; }
    public string BillingAddressCollection { get; set; }
    public string CancelUrl { get; set; }
    /// <summary>At most 200 characters.</summary>
    public string ClientReferenceId { get; set; }
    public string Currency { get; set; }
    public string Customer { get; set; }
    public string CustomerCreation { get; set; }
    public string CustomerEmail { get; set; }
    public SessionCustomerUpdateOptions CustomerUpdate { get; set; }
    public List<SessionDiscountOptions> Discounts { get; set; }
    /// <summary>Between 30 minutes and 24 hours from now.</summary>
    public DateTime? ExpiresAt { get; set; }
    public SessionInvoiceCreationOptions InvoiceCreation { get; set; }
    public List<SessionLineItemOptions> LineItems { get; set; }
    public string Locale { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    /// <summary>payment, setup or subscription.</summary>
    public string Mode { get; set; }
    public SessionPaymentIntentDataOptions PaymentIntentData { get; set; }
    public string PaymentMethodCollection { get; set; }
    public List<string> PaymentMethodTypes { get; set; }
    public SessionSavedPaymentMethodOptionsOptions SavedPaymentMethodOptions { get; set; }
    public SessionSetupIntentDataOptions SetupIntentData { get; set; }
    public string SubmitType { get; set; }
    public SessionSubscriptionDataOptions SubscriptionData { get; set; }
    /// <summary>May hold <c>{CHECKOUT_SESSION_ID}</c>, which Stripe fills in.</summary>
    public string SuccessUrl { get; set; }
    public SessionTaxIdCollectionOptions TaxIdCollection { get; set; }
    /// <summary>hosted_page when null.</summary>
    public string UiMode { get; set; }
}

public class SessionAutomaticTaxOptions
{
    public bool? Enabled { get; set; }
}

/// <summary>What the payer enters there becomes the customer's: auto or never.</summary>
public class SessionCustomerUpdateOptions
{
    public string Address { get; set; }
    public string Name { get; set; }
    public string Shipping { get; set; }
}

/// <summary>One of the two.</summary>
public class SessionDiscountOptions
{
    public string Coupon { get; set; }
    public string PromotionCode { get; set; }
}

public class SessionInvoiceCreationOptions
{
    public bool? Enabled { get; set; }
    public SessionInvoiceCreationInvoiceDataOptions InvoiceData { get; set; }
}

public class SessionInvoiceCreationInvoiceDataOptions
{
    public string Description { get; set; }
    public string Footer { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
}

public class SessionTaxIdCollectionOptions
{
    public bool? Enabled { get; set; }
    /// <summary>if_supported or never.</summary>
    public string Required { get; set; }
}
