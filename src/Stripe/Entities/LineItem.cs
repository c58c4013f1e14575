namespace Stripe;

public class LineItem : StripeEntity<LineItem>, IHasId, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long AmountDiscount { get; set; }

    public long AmountSubtotal { get; set; }

    public long AmountTax { get; set; }

    public long AmountTotal { get; set; }

    public string Currency { get; set; }

    public string Description { get; set; }

    public long? Quantity { get; set; }
}
