using Billing.Service.Ports;
using Billing.Units;
using Stripe;
using static Billing.Gateway.StripeFields;

namespace Billing.Gateway;

/// <summary>Stripe's invoices in our words.</summary>
internal static class InvoiceReading
{
    /// <summary>Without it an invoice doesn't say how it was paid.</summary>
    public static List<string> Details => ["payments"];

    public static async Task<GatewayInvoice> Read(IStripeClient client, string invoiceId, CancellationToken cancel)
    {
        var invoice = await new InvoiceService(client).GetAsync(invoiceId, new InvoiceGetOptions { Expand = Details }, cancellationToken: cancel);
        return await Translate(client, invoice, cancel);
    }

    /// <param name="invoice">With its <see cref="Details"/>. Its payment is fetched: it lies deeper than an expansion reaches.</param>
    public static async Task<GatewayInvoice> Translate(IStripeClient client, Invoice invoice, CancellationToken cancel)
    {
        var origin = invoice.Parent?.SubscriptionDetails;
        var payment = await PaymentOf(client, invoice, cancel);
        return new GatewayInvoice(
            invoice.Id,
            invoice.CustomerId,
            origin?.SubscriptionId,
            PaymentIn(origin?.Metadata),
            invoice.BillingReason switch
            {
                StripeNames.BecauseCreated => GatewayInvoiceReason.FirstPeriod,
                StripeNames.BecauseOfTheCycle => GatewayInvoiceReason.Renewal,
                StripeNames.BecauseUpdated => GatewayInvoiceReason.Change,
                _ => GatewayInvoiceReason.Other,
            },
            MinorUnits.ToAmount(invoice.Total, invoice.Currency),
            Paid: invoice.Status == StripeNames.InvoicePaid,
            Open: invoice.Status == StripeNames.InvoiceOpen,
            PeriodOf(invoice),
            payment?.Id,
            checked((int)invoice.AttemptCount),
            invoice.NextPaymentAttempt is { } next ? At(next) : null,
            payment is null ? null : PaymentReading.Failure(payment),
            payment is null ? null : PaymentReading.Method(payment),
            At(invoice.Created));
    }

    private static async Task<PaymentIntent?> PaymentOf(IStripeClient client, Invoice invoice, CancellationToken cancel)
    {
        var payments = invoice.Payments?.Data ?? [];
        var settled = payments.Find(p => p.Status == StripeNames.InvoicePaid) ?? payments.FirstOrDefault();
        return settled?.Payment?.PaymentIntentId is { } id
            ? await new PaymentIntentService(client).GetAsync(id, new PaymentIntentGetOptions { Expand = ["payment_method"] }, cancellationToken: cancel)
            : null;
    }

    /// <summary>The invoice's own period is the one before: what it pays for stands on its lines.</summary>
    private static Period PeriodOf(Invoice invoice)
    {
        var paidFor = (invoice.Lines?.Data ?? []).Where(l => l.Parent?.SubscriptionItemDetails is not { Proration: true }).MaxBy(l => l.Period.End)?.Period;
        return paidFor is null ? new(At(invoice.PeriodStart), At(invoice.PeriodEnd)) : new(At(paidFor.Start), At(paidFor.End));
    }
}
