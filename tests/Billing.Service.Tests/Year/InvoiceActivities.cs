using Billing.Corrections;
using Billing.PriceBooks;
using Billing.Service.Flows.Invoices;
using Billing.Service.Flows.Recovery;
using Billing.Service.Storage;
using Billing.Service.Tests.Flows;
using Billing.Units;

namespace Billing.Service.Tests.Year;

/// <summary>A customer presses "Pay now", or says where he lives.</summary>
internal sealed class InvoiceActivity(YearWorld world) : IActivity
{
    private static readonly string[] Countries = ["DE", "FR", "US", "AT"];

    public int WeightFor(YearCustomer customer) => customer.IsPostpaid ? 2 : 0;

    public async Task Do(YearCustomer customer)
    {
        if (world.Chance(20))
        {
            await Address(customer);
            return;
        }

        if (Invoices.Of(world, customer) is not { } invoice) return;
        // Where nobody knows what became of it, he presses again.
        for (var presses = 0; presses < 3; presses++)
        {
            var paid = await world.Interruptions.Ask($"{customer}: pay invoice {invoice}", house => house.PayInvoice.Run(OpenHouse.Anybody, customer.Id, invoice, default));
            if (paid.Refusal?.Code != "checking_with_bank") return;
        }
    }

    private async Task Address(YearCustomer customer)
    {
        var country = world.Pick(Countries);
        var business = world.Chance(50);
        var details = new BillingDetails(country, business, business ? "Acme" : null, business && country is "DE" ? "DE123456789" : null);
        await world.Interruptions.Ask($"{customer}: lives in {country}", house => house.SetProfile.Run(OpenHouse.Anybody, customer.Id, details, default));
    }
}

/// <summary>An operator credits an invoice, gives it up, or lifts what payment recovery blocked.</summary>
internal sealed class InvoiceOperatorActivity(YearWorld world) : IActivity
{
    public int WeightFor(YearCustomer customer) => customer.IsPostpaid ? 1 : 0;

    public async Task Do(YearCustomer customer)
    {
        var key = world.NextKey();
        if (Invoices.Of(world, customer) is not { } invoice) return;
        switch (world.Random.Next(6))
        {
            case 0:
                var writeOff = new WriteOff(customer.Id, invoice, "Gone.", key);
                await world.Interruptions.Command($"{customer}: write off {invoice}", house => house.WriteOff.Run(YearHouse.Operator, writeOff, default));
                break;
            case 1 or 2:
                var lift = new RecoveryLift(customer.Id, world.Chance(70) ? RecoveryBlocks.Instances : RecoveryBlocks.None, "They promised.", key);
                await world.Interruptions.Command($"{customer}: lift {lift.Blocks}", house => house.LiftRecovery.Run(YearHouse.Operator, lift, default));
                break;
            default:
                Amount? part = world.Chance(50) ? null : new(world.Random.NextInt64(1, 500) * 1_000_000, customer.Book.Currency);
                var credit = new InvoiceCredit(customer.Id, invoice, part, world.Pick(Reasons.All).Code(), "Sorry for that.", key);
                await world.Interruptions.Command($"{customer}: credit {part} of invoice {invoice}", house => house.CreditInvoice.Run(YearHouse.Operator, credit, default));
                break;
        }
    }
}

internal static class Invoices
{
    /// <summary>One of a customer's, an open one if there is any; null for none.</summary>
    public static long? Of(YearWorld world, YearCustomer customer)
    {
        using var db = world.House.Ledger.Reader.OpenContext();
        var collections = db.Collections.Where(row => row.Account == customer.Number).OrderBy(row => row.Invoice).ToList();
        if (collections.Count == 0) return null;
        var open = collections.Where(row => row.State == CollectionState.Open).ToList();
        return world.Pick(open.Count > 0 && world.Chance(80) ? open : collections).Invoice;
    }
}
