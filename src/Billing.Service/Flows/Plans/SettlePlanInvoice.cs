using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>
/// Does what an invoice of the provider's subscription has paid for, and notes one that could not be paid. Webhooks, the
/// page, the page the customer returns to and the janitor all come through here. The invoice is read back and compared
/// with our rows; it settles once, by its id, in whatever order and however often one hears of it.
/// </summary>
public sealed class SettlePlanInvoice(Writer writer, ISubscriptionGateway gateway, IGatewayRecords records, PlanPayment plans)
{
    private static readonly Refusal NotKnownYet = new("checking_with_bank", "The payment provider did not answer yet.");

    /// <summary>Null when there is nothing more to do; a refusal says what does not fit, and then nothing was granted.</summary>
    public async Task<Refusal?> Run(string invoiceId, CancellationToken cancel) => await gateway.FindInvoice(invoiceId, cancel) switch
    {
        GatewayAnswer<GatewayInvoice>.Done done => await Settle(done.Value, cancel),
        GatewayAnswer<GatewayInvoice>.Unknown => NotKnownYet,
        _ => new Refusal("not_found", "There is no such invoice."),
    };

    private async Task<Refusal?> Settle(GatewayInvoice invoice, CancellationToken cancel)
    {
        if (await writer.Run(scope => PlanInvoice.MissingSince(scope, invoice), cancel) is { } since
            && await SettleEarlier(invoice, since, cancel) is { } refusal) return refusal;
        return await writer.Run(scope => PlanInvoice.Settle(scope, plans, invoice), cancel);
    }

    /// <summary>A renewal that comes before an earlier one: that is settled first, so that the order of events changes nothing.</summary>
    private async Task<Refusal?> SettleEarlier(GatewayInvoice invoice, Instant since, CancellationToken cancel)
    {
        var earlier = new List<GatewayInvoice>();
        try
        {
            await foreach (var other in records.Invoices(since.PlusDays(-1), cancel))
            {
                if (other.Subscription == invoice.Subscription && other.Paid && other.Period.Start < invoice.Period.Start) earlier.Add(other);
            }
        }
        catch (GatewayAwayException)
        {
            return NotKnownYet;
        }

        foreach (var other in earlier.OrderBy(other => other.Period.Start))
        {
            if (await writer.Run(scope => PlanInvoice.Settle(scope, plans, other), cancel) is { } refusal) return refusal;
        }

        return null;
    }
}
