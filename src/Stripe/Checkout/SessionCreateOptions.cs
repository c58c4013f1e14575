namespace Stripe.Checkout;

public class SessionCreateOptions : BaseOptions
{
    public string CancelUrl { get; set; }

    /// <summary>At most 200 characters.</summary>
    public string ClientReferenceId { get; set; }

    public string Currency { get; set; }

    public string Customer { get; set; }

    public string CustomerEmail { get; set; }

    /// <summary>Between 30 minutes and 24 hours from now.</summary>
    public DateTime? ExpiresAt { get; set; }

    public List<SessionLineItemOptions> LineItems { get; set; }

    public string Locale { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Mode { get; set; }

    public SessionPaymentIntentDataOptions PaymentIntentData { get; set; }

    public List<string> PaymentMethodTypes { get; set; }

    /// <summary>May hold <c>{CHECKOUT_SESSION_ID}</c>, which Stripe fills in.</summary>
    public string SuccessUrl { get; set; }
}

public class SessionLineItemOptions
{
    public string Price { get; set; }

    public SessionLineItemPriceDataOptions PriceData { get; set; }

    public long? Quantity { get; set; }
}

public class SessionLineItemPriceDataOptions
{
    public string Currency { get; set; }

    public SessionLineItemPriceDataProductDataOptions ProductData { get; set; }

    /// <summary>In the currency's smallest unit.</summary>
    public long? UnitAmount { get; set; }
}

public class SessionLineItemPriceDataProductDataOptions
{
    public string Description { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Name { get; set; }
}

public class SessionPaymentIntentDataOptions
{
    public string Description { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string ReceiptEmail { get; set; }

    public string SetupFutureUsage { get; set; }
}
