namespace Stripe;

public class Balance : StripeEntity<Balance>, IHasObject
{
    public string Object { get; set; }
    public List<BalanceAmount> Available { get; set; }
    public bool Livemode { get; set; }
    public List<BalanceAmount> Pending { get; set; }
}

public class BalanceAmount : StripeEntity<BalanceAmount>
{
    public long Amount { get; set; }
    public string Currency { get; set; }
}
