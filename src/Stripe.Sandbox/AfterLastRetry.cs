namespace Stripe.Sandbox;

/// <summary>What becomes of a subscription whose renewal could not be collected by the last attempt; the seller chooses it in Stripe's settings.</summary>
public enum AfterLastRetry
{
    /// <summary>It ends: <c>canceled</c>.</summary>
    Cancel,

    /// <summary>It goes on as <c>unpaid</c>: later invoices stay drafts until somebody pays.</summary>
    MarkUnpaid,

    /// <summary>It stays <c>past_due</c>, and the next renewal is collected as usual.</summary>
    LeavePastDue,
}
