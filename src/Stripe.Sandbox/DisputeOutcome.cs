namespace Stripe.Sandbox;

/// <summary>How a dispute or an inquiry ends, or goes on.</summary>
public enum DisputeOutcome
{
    /// <summary>The seller keeps the money: funds_reinstated, then closed as won.</summary>
    Won,

    /// <summary>The payer keeps the money: closed as lost.</summary>
    Lost,

    /// <summary>An inquiry ends without a dispute: closed as warning_closed.</summary>
    InquiryClosed,

    /// <summary>An inquiry becomes a dispute: updated, then funds_withdrawn.</summary>
    Escalated,

    /// <summary>Stopped before it opened: created and closed as prevented; no money moves.</summary>
    Prevented,
}
