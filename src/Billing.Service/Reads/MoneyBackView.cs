using Billing.Corrections;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>What was paid, and what of it goes back or is disputed.</summary>
/// <param name="Payments">Those the provider was asked for, newest first.</param>
/// <param name="Refunds">Newest first.</param>
/// <param name="Disputes">Newest first.</param>
public sealed record MoneyBackView(Instant AsOf, IReadOnlyList<PaymentLine> Payments, IReadOnlyList<RefundLine> Refunds, IReadOnlyList<DisputeLine> Disputes)
{
    /// <summary>Refunds that neither arrived nor failed yet.</summary>
    public IEnumerable<RefundLine> OnTheWay => Refunds.Where(refund => refund.State is RefundState.Created or RefundState.Pending);

    /// <summary>Disputes that the bank has not decided.</summary>
    public IEnumerable<DisputeLine> Undecided => Disputes.Where(dispute => dispute.IsOpen);
}

/// <param name="GoneBack">Refunded or lost, those on their way included.</param>
/// <param name="Unused">What of it may still be taken back; null where there is nothing to refund here.</param>
public sealed record PaymentLine(PaymentId Id, PaymentPurpose Purpose, PaymentState State, Instant At, Amount Paid, string? Method, Amount GoneBack, bool Disputed, Purchase? Unused);

/// <param name="Frozen">Credit kept aside for it.</param>
/// <param name="Customer">The account's name, where lines of several stand together.</param>
public sealed record DisputeLine(
    string Id, PaymentId Payment, AccountId Account, string Customer, Amount Amount, DisputeState State, string Reason, Instant Opened, Instant? AnswerBy, Amount Frozen)
{
    public bool IsOpen => State is DisputeState.Inquiry or DisputeState.Open;
}

/// <param name="To">For people: <c>Visa 4242</c>.</param>
public sealed record RefundLine(long Number, PaymentId Payment, Amount Amount, RefundState State, string To, string Actor, string? Note, string? Failure, Instant Created);
