namespace Stripe;

/// <summary>Parameters every call may carry.</summary>
public class BaseOptions
{
    /// <summary>Fields to deliver as objects instead of ids, dotted, at most four levels deep.</summary>
    public List<string> Expand { get; set; }

    public void AddExpand(string value) => (Expand ??= []).Add(value);
}

/// <summary>One page: 1 to 100 items (10 when null), newest first.</summary>
public class ListOptions : BaseOptions
{
    public long? Limit { get; set; }

    public string StartingAfter { get; set; }

    public string EndingBefore { get; set; }
}
