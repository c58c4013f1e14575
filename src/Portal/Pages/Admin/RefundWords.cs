using Billing.Service.Flows.MoneyBack;
using Billing.Service.Reads;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal.Parts;

namespace BillingPortal.Portal.Pages.Admin;

/// <summary>Payments and refunds in an operator's words.</summary>
public static class RefundWords
{
    public static string Name(PaymentPurpose purpose) => purpose switch
    {
        PaymentPurpose.TopUp => "Top-up",
        PaymentPurpose.Plan => "Plan",
        PaymentPurpose.Invoice => "Invoice",
        PaymentPurpose.Refill => "Automatic refill",
        _ => "Card check",
    };

    /// <summary>The end of an id, which is what differs.</summary>
    public static string Short(PaymentId id) => $"pay_…{id.ToString()[^8..]}";

    public static string State(PaymentLine payment) =>
        payment.Disputed ? "disputed"
        : payment.GoneBack.IsPositive ? payment.GoneBack >= payment.Paid ? "refunded" : "partly refunded"
        : payment.State.ToString().ToLowerInvariant();

    public static Tone Tone(PaymentLine payment) => payment switch
    {
        { Disputed: true } => Parts.Tone.Bad,
        { GoneBack.IsPositive: true } => Parts.Tone.Warn,
        { State: PaymentState.Paid } => Parts.Tone.Good,
        { State: PaymentState.Failed } => Parts.Tone.Bad,
        _ => Parts.Tone.Neutral,
    };

    public static string Name(RefundState state) => state switch
    {
        RefundState.Created => "checking with the bank",
        RefundState.Pending => "on its way",
        RefundState.Succeeded => "sent",
        RefundState.Failed => "failed",
        _ => "cancelled",
    };

    public static Tone Tone(RefundState state) => state switch
    {
        RefundState.Succeeded => Parts.Tone.Good,
        RefundState.Failed or RefundState.Cancelled => Parts.Tone.Bad,
        RefundState.Created => Parts.Tone.Warn,
        _ => Parts.Tone.Info,
    };

    /// <summary>What came of a refund just asked for.</summary>
    public static string Lead(RefundedPayment refund) => refund.State switch
    {
        RefundState.Created => "Checking with the bank.",
        RefundState.Failed or RefundState.Cancelled => "Not refunded.",
        _ => "Refunded.",
    };

    public static string Rest(RefundedPayment refund) => refund.State switch
    {
        RefundState.Created => "The provider did not answer. The credit is kept aside, and the same refund is asked for again by itself; it is never sent twice.",
        RefundState.Failed or RefundState.Cancelled => $"The provider said no ({refund.Failure?.Replace('_', ' ')}). Nothing was sent and nothing was taken.",
        RefundState.Pending => $"{MoneyText.Of(refund.Sent)} are on their way. The customer sees it in Transactions.",
        _ => $"{MoneyText.Of(refund.Sent)} went back. The customer sees reason and note in Transactions.",
    };
}
