namespace BillingPortal.Portal.Parts;

/// <summary>How tall a skeleton is: as tall as the thing it stands for.</summary>
public enum SkeletonSize
{
    /// <summary>A strip of stats.</summary>
    Strip,
    /// <summary>A panel of lines.</summary>
    Panel,
    /// <summary>A chart.</summary>
    Chart,
    /// <summary>A page of table rows.</summary>
    Table,
}
