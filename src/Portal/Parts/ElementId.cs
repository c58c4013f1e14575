namespace BillingPortal.Portal.Parts;

/// <summary>Ids for elements that must point at each other (a label and its field, a tooltip and its owner).</summary>
public static class ElementId
{
    private static int _last;

    /// <summary>A fresh id such as "field-12", unique in this process and therefore on the page.</summary>
    public static string Next(string prefix) => $"{prefix}-{Interlocked.Increment(ref _last)}";
}
