namespace Stripe;

public class InvoiceLineItem : StripeEntity<InvoiceLineItem>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long Amount { get; set; }
    public string Currency { get; set; }
    public string Description { get; set; }
    public List<InvoiceLineItemDiscountAmount> DiscountAmounts { get; set; }
    public bool Discountable { get; set; }
    public List<string> DiscountIds { get; set; }
    public List<Discount> Discounts { get; set; }
    public string Invoice { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public InvoiceLineItemParent Parent { get; set; }
    /// <summary>What the line pays for; the invoice's own period is the one before.</summary>
    public InvoiceLineItemPeriod Period { get; set; }
    public InvoiceLineItemPricing Pricing { get; set; }
    public long? Quantity { get; set; }
    public string SubscriptionId { get; set; }
    public Subscription Subscription { get; set; }
    public long Subtotal { get; set; }
    public List<InvoiceLineItemTax> Taxes { get; set; }
}

public class InvoiceLineItemDiscountAmount : StripeEntity<InvoiceLineItemDiscountAmount>
{
    public long Amount { get; set; }
    public string DiscountId { get; set; }
    public Discount Discount { get; set; }
}

public class InvoiceLineItemParent : StripeEntity<InvoiceLineItemParent>
{
    public InvoiceLineItemParentInvoiceItemDetails InvoiceItemDetails { get; set; }
    public InvoiceLineItemParentSubscriptionItemDetails SubscriptionItemDetails { get; set; }
    public string Type { get; set; }
}

public class InvoiceLineItemParentInvoiceItemDetails : StripeEntity<InvoiceLineItemParentInvoiceItemDetails>
{
    public string InvoiceItem { get; set; }
    public bool Proration { get; set; }
    public string Subscription { get; set; }
}

public class InvoiceLineItemParentSubscriptionItemDetails : StripeEntity<InvoiceLineItemParentSubscriptionItemDetails>
{
    public string InvoiceItem { get; set; }
    public bool Proration { get; set; }
    public string Subscription { get; set; }
    public string SubscriptionItem { get; set; }
}

public class InvoiceLineItemPeriod : StripeEntity<InvoiceLineItemPeriod>
{
    public DateTime End { get; set; }
    public DateTime Start { get; set; }
}

public class InvoiceLineItemPricing : StripeEntity<InvoiceLineItemPricing>
{
    public InvoiceLineItemPricingPriceDetails PriceDetails { get; set; }
    public string Type { get; set; }
    public decimal? UnitAmountDecimal { get; set; }
}

public class InvoiceLineItemPricingPriceDetails : StripeEntity<InvoiceLineItemPricingPriceDetails>
{
    public string PriceId { get; set; }
    public Price Price { get; set; }
    public string Product { get; set; }
}

public class InvoiceLineItemTax : StripeEntity<InvoiceLineItemTax>
{
    public long Amount { get; set; }
    public string TaxBehavior { get; set; }
    public string TaxabilityReason { get; set; }
    public long? TaxableAmount { get; set; }
    public string Type { get; set; }
}
