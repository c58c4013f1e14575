using Billing.Service.Ports;
using Stripe;
using static Billing.Gateway.StripeFields;

namespace Billing.Gateway;

/// <summary>Payments, refunds and disputes in our words.</summary>
internal static class PaymentReading
{
    /// <summary>What has to be expanded to know card and refunds.</summary>
    public static List<string> Details => ["payment_method", "latest_charge.refunds"];

    public static async Task<GatewayPayment> Read(IStripeClient client, string paymentIntent, CancellationToken cancel)
    {
        var intent = await new PaymentIntentService(client).GetAsync(paymentIntent, new PaymentIntentGetOptions { Expand = Details }, cancellationToken: cancel);
        return await Translate(client, intent, cancel);
    }

    /// <param name="intent">With its <see cref="Details"/>.</param>
    public static async Task<GatewayPayment> Translate(IStripeClient client, PaymentIntent intent, CancellationToken cancel)
    {
        var charge = intent.LatestCharge;
        var refunds = charge?.Refunds switch
        {
            null => [],
            // An expanded list holds the newest ten.
            { HasMore: true } => await new RefundService(client).ListAutoPagingAsync(new RefundListOptions { Charge = charge.Id, Limit = 100 }, cancellationToken: cancel).ToListAsync(cancel),
            var all => all.Data,
        };
        return new GatewayPayment(
            intent.Id,
            PaymentIn(intent.Metadata),
            intent.CustomerId,
            intent.Status switch
            {
                StripeNames.IntentNeedsAction => GatewayPaymentState.NeedsPayer,
                StripeNames.IntentProcessing => GatewayPaymentState.Processing,
                StripeNames.IntentHeld => GatewayPaymentState.Held,
                StripeNames.IntentSucceeded => GatewayPaymentState.Succeeded,
                StripeNames.IntentCancelled => GatewayPaymentState.Cancelled,
                _ => GatewayPaymentState.NeedsCard,
            },
            MinorUnits.ToAmount(intent.Amount, intent.Currency),
            MinorUnits.ToAmount(intent.AmountReceived, intent.Currency),
            Failure(intent),
            Method(intent),
            charge?.Disputed ?? false,
            [.. refunds.Select(Translate)],
            At(intent.Created));
    }

    public static GatewayRefund Translate(Refund refund) => new(
        refund.Id,
        refund.PaymentIntentId,
        MinorUnits.ToAmount(refund.Amount, refund.Currency),
        refund.Status switch
        {
            StripeNames.RefundSucceeded => GatewayRefundState.Succeeded,
            StripeNames.RefundFailed => GatewayRefundState.Failed,
            StripeNames.RefundCancelled => GatewayRefundState.Cancelled,
            _ => GatewayRefundState.Pending,
        },
        refund.FailureReason,
        refund.Metadata?.GetValueOrDefault(StripeNames.MetadataReference),
        At(refund.Created));

    public static GatewayDispute Translate(Dispute dispute) => new(
        dispute.Id,
        dispute.PaymentIntentId,
        MinorUnits.ToAmount(dispute.Amount, dispute.Currency),
        dispute.Status switch
        {
            StripeNames.InquiryNeedsResponse or StripeNames.InquiryUnderReview => GatewayDisputeState.Inquiry,
            StripeNames.DisputeNeedsResponse or StripeNames.DisputeUnderReview => GatewayDisputeState.Open,
            StripeNames.DisputeWon => GatewayDisputeState.Won,
            StripeNames.DisputeLost => GatewayDisputeState.Lost,
            _ => GatewayDisputeState.Closed,
        },
        // One movement takes the money, a second one gives it back.
        FundsTaken: dispute.BalanceTransactions?.Sum(t => t.Amount) < 0,
        dispute.Reason,
        dispute.EvidenceDetails?.DueBy is { } by ? At(by) : null,
        At(dispute.Created));

    public static string? Failure(PaymentIntent intent) => intent.LastPaymentError is { } refusal ? refusal.DeclineCode ?? refusal.Code : null;

    /// <summary>After a refusal the card stands in the error alone.</summary>
    public static string? Method(PaymentIntent intent) =>
        Label(intent.PaymentMethod?.Card ?? intent.LastPaymentError?.PaymentMethod?.Card)
        ?? (intent.LatestCharge?.PaymentMethodDetails?.Card is { } charged ? Label(charged.Brand, charged.Last4) : null);
}
