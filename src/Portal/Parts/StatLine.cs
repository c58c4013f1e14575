namespace BillingPortal.Portal.Parts;

/// <summary>How a stat's line is drawn in the chart of the same panel.</summary>
public enum StatLine
{
    /// <summary>What happened.</summary>
    Actual,
    /// <summary>The straight-line projection.</summary>
    Straight,
    /// <summary>The forecast.</summary>
    Forecast,
    /// <summary>The period compared with.</summary>
    Previous,
    /// <summary>A budget.</summary>
    Budget,
}
