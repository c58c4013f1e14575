namespace BillingPortal.Portal.Parts;

/// <summary>What a control inside a <see cref="Field"/> needs: its id, the ids that describe it, whether its value is wrong.</summary>
public sealed record FieldIds(string Id, string? DescribedBy, bool Invalid)
{
    /// <summary>The attributes in one, for <c>@attributes</c>.</summary>
    public IReadOnlyDictionary<string, object> Attributes
    {
        get
        {
            var attributes = new Dictionary<string, object>(StringComparer.Ordinal) { ["id"] = Id };
            if (DescribedBy is not null) attributes["aria-describedby"] = DescribedBy;
            if (Invalid) attributes["aria-invalid"] = "true";
            return attributes;
        }
    }
}
