using System.Collections;

namespace Stripe;

/// <summary>One page of a list, newest first.</summary>
public class StripeList<T> : StripeEntity<StripeList<T>>, IHasObject, IEnumerable<T>
{
    public string Object { get; set; }

    public List<T> Data { get; set; }

    public bool HasMore { get; set; }

    public string Url { get; set; }

    public IEnumerator<T> GetEnumerator() => Data.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
