using Billing.Service.Flows.Notices;
using Billing.Service.Flows.TopUps;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Payments;

/// <summary>
/// Something happened to a payment: its order moves on by what the provider says now, whatever the event said. An event may
/// come before the answer it belongs to; both lead to the same row, which is paid once.
/// </summary>
public sealed class PaymentNotice(Writer writer, IPaymentGateway gateway, ChargeCard charge, SettleTopUp settle) : INoticeFlow
{
    public NoticeSubject Subject => NoticeSubject.Payment;

    public async Task<Refusal?> Run(WebhookNotice notice, CancellationToken cancel)
    {
        switch (await gateway.FindPayment(notice.Id!, cancel))
        {
            case GatewayAnswer<GatewayPayment>.Done { Value: var payment }:
                return await Follow(payment, cancel);
            case GatewayAnswer<GatewayPayment>.Refused { Code: "resource_missing" }:
                // Of another environment that reports here too: kept, and nothing to do.
                return null;
            default:
                return Customers.NoAnswer;
        }
    }

    private async Task<Refusal?> Follow(GatewayPayment payment, CancellationToken cancel)
    {
        var order = await writer.Run(scope => Find(scope, payment), cancel);
        if (order is null) return null;
        if (order.Session is { } session) return (await settle.Run(session, cancel)).Refusal;
        return charge.Settles(order.Purpose) ? (await charge.Follow(order.Id, order.Key, payment, null, cancel)).Refusal : null;
    }

    private static Order? Find(WriteScope scope, GatewayPayment payment)
    {
        var row = scope.Db.Payments.FirstOrDefault(p => p.GatewayPayment == payment.Id)
            ?? (payment.Payment is { } id ? scope.Db.Payments.FirstOrDefault(p => p.Id == id) : null);
        if (row is null) return null;
        if (row.Purpose == PaymentPurpose.TopUp) return new(row.Id, row.Purpose, row.IdempotencyKey, row.GatewaySession);
        // What a page or an invoice of the provider's collects is settled by that page or invoice.
        return row is { GatewayInvoice: null, GatewaySession: null } ? new(row.Id, row.Purpose, row.IdempotencyKey, null) : null;
    }

    private sealed record Order(PaymentId Id, PaymentPurpose Purpose, string Key, string? Session);
}
