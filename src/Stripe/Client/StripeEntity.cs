using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>Anything Stripe answers with.</summary>
public interface IStripeEntity
{
    StripeResponse StripeResponse { get; set; }
}

public interface IHasId
{
    string Id { get; set; }
}

public interface IHasObject
{
    string Object { get; set; }
}

public abstract class StripeEntity : IStripeEntity
{
    /// <summary>The whole answer this object came in; null for nested objects.</summary>
    [JsonIgnore]
    public StripeResponse StripeResponse { get; set; }
}

public abstract class StripeEntity<T> : StripeEntity
    where T : StripeEntity<T>
{
}
