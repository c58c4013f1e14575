using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.MoneyBack;

/// <summary>
/// Reads a payment back from the provider and books what was refunded of it, by us or in the provider's own pages (F15 to
/// F17). What the provider says now decides, not the event that brought us here: any order, duplicates and twins end the same.
/// </summary>
public sealed class SyncMoneyBack(Writer writer, IPaymentGateway gateway)
{
    /// <summary>Who refunds where it was not done here.</summary>
    public const string AtTheProvider = "Stripe Dashboard";

    /// <returns>Null when the ledger says what the provider says, also for a payment that is not ours.</returns>
    public async Task<Refusal?> Run(string paymentIntent, CancellationToken cancel) => await gateway.FindPayment(paymentIntent, cancel) switch
    {
        GatewayAnswer<GatewayPayment>.Done { Value: { Refunds.Count: > 0 } found } => await writer.Run(scope => Follow(scope, found), cancel),
        GatewayAnswer<GatewayPayment>.Unknown lost => new Refusal("checking_with_bank", lost.Detail),
        _ => null,
    };

    private static Refusal? Follow(WriteScope scope, GatewayPayment found)
    {
        if (Payment(scope, found.Id, found.Payment) is not { } payment) return null;
        if (payment.State != PaymentState.Paid) return NotSettledYet;
        _ = scope.Wallet(payment.Account);
        payment.LookedAt = scope.Now;
        var standing = PaymentStanding.Of(scope, payment);
        // Oldest first: so the rows stand in the order in which the money went.
        foreach (var seen in found.Refunds.OrderBy(refund => refund.Created).ThenBy(refund => refund.Id, StringComparer.Ordinal))
        {
            if (seen.Amount.Asset.Code != payment.Asset) return new Refusal("refund_mismatch", $"Refund {seen.Id} is in {seen.Amount.Asset}, payment {payment.Id} in {payment.Asset}.");
            RefundProgress.Follow(scope, standing, Row(scope, standing, seen), seen);
        }

        return null;
    }

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
