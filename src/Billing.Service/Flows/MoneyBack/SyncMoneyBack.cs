using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.MoneyBack;

/// <summary>
/// Reads a payment back from the provider and books what was refunded of it, by us or in the provider's own pages (F15 to
/// F17), and its disputes. What the provider says now decides, not the event that brought us here: any order, duplicates and
/// twins end the same. Every payment is looked at once after it was credited, since news of what went back may have come before.
/// </summary>
public sealed class SyncMoneyBack(Writer writer, IPaymentGateway gateway, IGatewayRecords records)
{
    /// <summary>Who refunds where it was not done here.</summary>
    public const string AtTheProvider = "Stripe Dashboard";

    /// <returns>Null when the ledger says what the provider says, also for a payment that is not ours.</returns>
    public async Task<Refusal?> Run(string paymentIntent, CancellationToken cancel)
    {
        var wasCredited = await writer.Run(scope => Credited(scope, paymentIntent) is not null, cancel);
        switch (await gateway.FindPayment(paymentIntent, cancel))
        {
            case GatewayAnswer<GatewayPayment>.Done { Value: var found }:
                var ours = await writer.Run(scope => Refunds(scope, found), cancel);
                if (ours.Refusal is not null) return ours.Refusal;
                if (ours.Value && found.Disputed && await Disputes(found, cancel) is { } open) return open;
                break;
            case GatewayAnswer<GatewayPayment>.Unknown lost:
                return new Refusal("checking_with_bank", lost.Detail);
        }

        // What was read before it was credited may be older than news that came too early.
        if (wasCredited) await writer.Run(scope => Credited(scope, paymentIntent)!.LookedAt = scope.Now, cancel);
        return null;
    }

    /// <summary>Answers whether it is a payment of ours.</summary>
    private static Outcome<bool> Refunds(WriteScope scope, GatewayPayment found)
    {
        // A check of a card is let go or given back by itself, and bought nothing.
        if (Payment(scope, found.Id, found.Payment) is not { Purpose: not PaymentPurpose.CardCheck } payment) return false;
        if (payment.State != PaymentState.Paid) return found is { Refunds.Count: 0, Disputed: false } ? true : NotSettledYet;
        _ = scope.Wallet(payment.Account);
        var standing = PaymentStanding.Of(scope, payment);
        // Oldest first: so the rows stand in the order in which the money went.
        foreach (var seen in found.Refunds.OrderBy(refund => refund.Created).ThenBy(refund => refund.Id, StringComparer.Ordinal))
        {
            if (seen.Amount.Asset.Code != payment.Asset) return new Refusal("refund_mismatch", $"Refund {seen.Id} is in {seen.Amount.Asset}, payment {payment.Id} in {payment.Asset}.");
            RefundProgress.Follow(scope, standing, Row(scope, standing, seen), seen);
        }

        return true;
    }

    private async Task<Refusal?> Disputes(GatewayPayment found, CancellationToken cancel)
    {
        try
        {
            var disputes = await records.Disputes(found.Created, cancel).Where(dispute => dispute.PaymentIntent == found.Id).ToListAsync(cancel);
            foreach (var dispute in disputes)
            {
                if (await writer.Run(scope => SyncDispute.Book(scope, dispute), cancel) is { } refusal) return refusal;
            }

            return null;
        }
        catch (GatewayAwayException away)
        {
            return new Refusal("checking_with_bank", away.Message);
        }
    }

    private static PaymentRow? Credited(WriteScope scope, string paymentIntent) =>
        scope.Db.Payments.FirstOrDefault(row => row.GatewayPayment == paymentIntent && row.State == PaymentState.Paid);

    private static RefundRow Row(WriteScope scope, PaymentStanding standing, GatewayRefund seen)
    {
        if (standing.Refunds.Find(row => row.GatewayRefund == seen.Id || (row.IdempotencyKey is { } key && key == seen.Reference)) is { } known) return known;
        var row = new RefundRow
        {
            GatewayRefund = seen.Id,
            Payment = standing.Payment.Number,
            Account = standing.Payment.Account,
            Amount = seen.Amount.Units,
            Asset = seen.Amount.Asset.Code,
            State = RefundState.Created,
            Actor = AtTheProvider,
            Created = scope.Now,
        };
        scope.Db.Refunds.Add(row);
        // Its number is what its entries name.
        scope.Db.SaveChanges();
        standing.Refunds.Add(row);
        return row;
    }

    /// <summary>Our order of the provider's payment; null for one that is not ours.</summary>
    internal static PaymentRow? Payment(WriteScope scope, string paymentIntent, PaymentId? ours) =>
        scope.Db.Payments.FirstOrDefault(row => row.GatewayPayment == paymentIntent)
        ?? (ours is { } id ? scope.Db.Payments.FirstOrDefault(row => row.Id == id && row.GatewayPayment == null) : null);

    internal static readonly Refusal NotSettledYet = new("not_settled_yet", "The payment is not credited yet; what went back of it follows then.");
}
