namespace Stripe.TestHelpers;

/// <summary>Time that moves by hand, for the customers made under it.</summary>
public class TestClock : StripeEntity<TestClock>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public DateTime Created { get; set; }
    public bool? Deleted { get; set; }
    public DateTime DeletesAfter { get; set; }
    public DateTime FrozenTime { get; set; }
    public bool Livemode { get; set; }
    public string Name { get; set; }
    /// <summary>ready, advancing or internal_failure.</summary>
    public string Status { get; set; }
}
