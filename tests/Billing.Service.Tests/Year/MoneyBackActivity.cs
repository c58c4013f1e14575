using Billing.Corrections;
using Billing.Service.Flows.MoneyBack;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Service.Tests.Flows.MoneyBack;
using Billing.Units;

namespace Billing.Service.Tests.Year;

/// <summary>
/// Money goes back: an operator sends it, the provider's own pages do, a bank gives it up days later, a payer disputes. The
/// webhook of what happened there comes at once, or only at the month's end.
/// </summary>
internal sealed class MoneyBackActivity(YearWorld world) : IActivity
{
    // What happened there and was not told here.
    private readonly HashSet<string> _intents = [], _disputes = [];

    public int WeightFor(YearCustomer customer) => Payments(customer).Count > 0 ? 2 : 0;

    public async Task Do(YearCustomer customer)
    {
        var taking = world.Pick(Payments(customer));
        world.House.Bank.Back.Begins = world.Chance(70) ? GatewayRefundState.Succeeded : GatewayRefundState.Pending;
        await (world.Random.Next(7) switch
        {
            0 or 1 => Send(customer, taking, RefundDestination.Bank, world.Chance(50) ? null : Part(taking.Amount)),
            2 => Send(customer, taking, RefundDestination.Wallet, new Amount(world.Random.NextInt64(1, 20) * Asset.UnitsPerWhole, customer.Book.Wallet.Unit)),
            3 => SendThere(taking),
            4 => Dispute(taking),
            _ => Decide(),
        });
    }

    /// <summary>All of the provider's news that no webhook has told.</summary>
    public async Task HearAll()
    {
        foreach (var intent in _intents.Order(StringComparer.Ordinal)) await HearOf(intent);
        foreach (var dispute in _disputes.Order(StringComparer.Ordinal)) await HearOfDispute(dispute);
        _intents.Clear();
        _disputes.Clear();
    }

    private RefundBank Back => world.House.Bank.Back;

    private List<Taking> Payments(YearCustomer customer) => world.House.Bank.Takings.FindAll(taking => taking.Account == customer.Id);

    private async Task Send(YearCustomer customer, Taking taking, RefundDestination to, Amount? amount)
    {
        PaymentRow? payment;
        using (var db = world.House.Ledger.Reader.OpenContext()) payment = db.Payments.FirstOrDefault(row => row.GatewayPayment == taking.Intent);
        if (payment is null) return;
        var key = world.NextKey();
        var order = new PaymentRefund(customer.Id, payment.Id, to, amount, world.Pick(Reasons.All).Code(), "As agreed.", key);
        var sent = await world.Interruptions.Ask($"{customer}: refund {amount?.ToString() ?? "all"} of {taking.Intent} to the {to}", house => house.Refund.Run(YearHouse.Operator, order, default), (first, second) =>
            YearWorld.Must(
                !first.IsAccepted || (second.IsAccepted && second.Value.Sent == first.Value.Sent),
                $"Refund {key} was answered {Interruptions.Said(first)}, and to the same key {Interruptions.Said(second)}"));
        if (sent.IsAccepted) world.Notes.Refunds[key] = customer.Id;
    }

    private async Task SendThere(Taking taking)
    {
        var part = Part(taking.Amount);
        if (Back.Disputes.Any(dispute => dispute.PaymentIntent == taking.Intent) || Back.RefundInDashboard(taking.Intent, part, Back.Begins) is null) return;
        world.Tell($"the provider's pages send {part} of {taking.Intent} back");
        await Perhaps(_intents, taking.Intent, HearOf);
    }

    private async Task Dispute(Taking taking)
    {
        var left = taking.Amount - Back.Refunded(taking.Intent);
        if (!left.IsPositive || Back.Disputes.Any(dispute => dispute.PaymentIntent == taking.Intent)) return;
        var dispute = Back.Dispute(taking.Intent, world.Chance(70) ? left : Part(left), world.Chance(30) ? GatewayDisputeState.Inquiry : GatewayDisputeState.Open);
        world.Tell($"{taking.Intent} is disputed");
        await Perhaps(_disputes, dispute, HearOfDispute);
    }

    /// <summary>The bank decides something that was open there, or takes back what it had said of a refund.</summary>
    private async Task Decide()
    {
        var disputes = Back.Disputes.Where(dispute => dispute.State is GatewayDisputeState.Inquiry or GatewayDisputeState.Open).ToList();
        var refunds = Back.Refunds.Where(refund => refund.State is GatewayRefundState.Pending or GatewayRefundState.Succeeded).ToList();
        if (disputes.Count > 0 && world.Chance(50))
        {
            var dispute = world.Pick(disputes);
            var state = dispute.State == GatewayDisputeState.Inquiry
                ? world.Pick([GatewayDisputeState.Open, GatewayDisputeState.Closed])
                : world.Pick([GatewayDisputeState.Won, GatewayDisputeState.Lost]);
            Back.Decide(dispute.Id, state);
            world.Tell($"{dispute.Id} is {state}");
            await Perhaps(_disputes, dispute.Id, HearOfDispute);
        }
        else if (refunds.Count > 0)
        {
            var refund = world.Pick(refunds);
            var state = refund.State == GatewayRefundState.Pending
                ? world.Pick([GatewayRefundState.Succeeded, GatewayRefundState.Failed, GatewayRefundState.Cancelled])
                : GatewayRefundState.Failed;
            Back.Set(refund.Id, state);
            world.Tell($"{refund.Id} is {state}");
            await Perhaps(_intents, refund.PaymentIntent, HearOf);
        }
    }

    /// <summary>The webhook of it comes now, or it never comes.</summary>
    private async Task Perhaps(HashSet<string> untold, string id, Func<string, Task> hear)
    {
        if (world.House.Bank.Fault == YearFault.BankKeepsSilent) return;
        untold.Add(id);
        if (world.Chance(60)) await hear(id);
    }

    private Task HearOf(string intent) => world.Interruptions.Ask($"look at {intent}", house => house.SyncMoneyBack.Run(intent, default));

    private Task HearOfDispute(string dispute) => world.Interruptions.Ask($"look at {dispute}", house => house.SyncDispute.Run(dispute, default));

    /// <summary>Whole coins of it.</summary>
    private Amount Part(Amount of)
    {
        const long Coin = Asset.UnitsPerWhole / 100;
        return new(world.Random.NextInt64(1, of.Units / Coin + 1) * Coin, of.Asset);
    }
}
