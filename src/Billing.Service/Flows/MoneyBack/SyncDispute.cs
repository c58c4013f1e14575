using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;

namespace Billing.Service.Flows.MoneyBack;

/// <summary>
/// Reads a dispute back from the provider (F18). An inquiry moves nothing. When the bank takes the money, what is unspent of
/// the payment's credit is kept aside: a hold, no entry. Lost, it is taken, and what was spent is owed; won, closed or
/// prevented, it is free again; won after it was lost, what was taken returns.
/// </summary>
public sealed class SyncDispute(Writer writer, IPaymentGateway gateway)
{
    /// <returns>Null when the ledger says what the provider says, also for a payment that is not ours.</returns>
    public async Task<Refusal?> Run(string dispute, CancellationToken cancel) => await gateway.FindDispute(dispute, cancel) switch
    {
        GatewayAnswer<GatewayDispute>.Done done => await writer.Run(scope => Book(scope, done.Value), cancel),
        GatewayAnswer<GatewayDispute>.Unknown lost => new Refusal("checking_with_bank", lost.Detail),
        _ => null,
    };

    /// <summary>As it was read just now.</summary>
    internal static Refusal? Book(WriteScope scope, GatewayDispute seen)
    {
        if (SyncMoneyBack.Payment(scope, seen.PaymentIntent, null) is not { } payment) return null;
        if (payment.State != PaymentState.Paid) return SyncMoneyBack.NotSettledYet;
        if (seen.Amount.Asset.Code != payment.Asset)
            return new Refusal("dispute_mismatch", $"Dispute {seen.Id} is in {seen.Amount.Asset}, payment {payment.Id} in {payment.Asset}.");
        _ = scope.Wallet(payment.Account);
        // One dispute says nothing of the refunds of a payment that nobody has looked at since it was credited.
        if (payment.LookedAt is not null) payment.LookedAt = scope.Now;
        var standing = PaymentStanding.Of(scope, payment);
        var row = Row(scope, standing, seen, out var isNew);
        (row.Reason, row.AnswerBy) = (seen.Reason, seen.AnswerBy);
        var state = StateOf(seen);
        // A look back that arrives late says something older than is known.
        if (!isNew && Rank(state) <= Rank(row.State)) return null;
        row.State = state;
        if (state is DisputeState.Won or DisputeState.Lost or DisputeState.Closed) row.ClosedAt = scope.Now;
        var before = scope.Wallet(payment.Account).Frozen;
        var moved = TakeBack.Settle(scope, standing, TakeBackCause.Of(row));
        row.Frozen = state == DisputeState.Open ? Math.Max(0, scope.Wallet(payment.Account).Frozen - before) : 0;
        (row.Taken, row.Debt) = state == DisputeState.Lost ? (moved.FromBase.Units + moved.FromBonus.Units, moved.BaseOwed.Units + moved.BonusOwed.Units) : (0, 0);
        MoneyBackMail.Of(scope, standing, row);
        return null;
    }

    private static DisputeRow Row(WriteScope scope, PaymentStanding standing, GatewayDispute seen, out bool isNew)
    {
        isNew = false;
        if (standing.Disputes.Find(row => row.Dispute == seen.Id) is { } known) return known;
        isNew = true;
        var row = new DisputeRow
        {
            Dispute = seen.Id,
            Payment = standing.Payment.Number,
            Account = standing.Payment.Account,
            Amount = seen.Amount.Units,
            Asset = seen.Amount.Asset.Code,
            Reason = seen.Reason,
            Opened = seen.Created,
        };
        scope.Db.Disputes.Add(row);
        standing.Disputes.Add(row);
        return row;
    }

    private static DisputeState StateOf(GatewayDispute seen) => seen.State switch
    {
        // Told before its money is taken, a dispute is no more than an inquiry yet.
        GatewayDisputeState.Open => seen.FundsTaken ? DisputeState.Open : DisputeState.Inquiry,
        GatewayDisputeState.Won => DisputeState.Won,
        GatewayDisputeState.Lost => DisputeState.Lost,
        GatewayDisputeState.Closed => DisputeState.Closed,
        _ => DisputeState.Inquiry,
    };

    private static int Rank(DisputeState state) => state switch
    {
        DisputeState.Inquiry => 0,
        DisputeState.Open => 1,
        DisputeState.Lost => 2,
        _ => 3,
    };
}
