using Billing.Service.Ports;
using Billing.Service.Storage;

namespace Billing.Service.Tests.Year;

/// <summary>What went back at the bank is what the ledger has of it, each piece once. What that took of credit is checked by verify-ledger.</summary>
internal static class MoneyBackReconciliation
{
    public static void Run(YearWorld world, BillingDb db, List<PaymentRow> payments)
    {
        var byIntent = payments.Where(payment => payment.GatewayPayment != null).ToDictionary(payment => payment.GatewayPayment!);
        var rows = db.Refunds.Where(row => row.GatewayRefund != null).ToDictionary(row => row.GatewayRefund!);
        var back = world.House.Bank.Back;
        foreach (var there in back.Refunds)
        {
            var here = rows.GetValueOrDefault(there.Id);
            YearWorld.Must(
                here is not null && here.Payment == byIntent[there.PaymentIntent].Number && here.Amount == there.Amount.Units && here.State == StateOf(there.State),
                $"{there.Id} of {there.PaymentIntent} is {there.State} for {there.Amount} there, and {here?.State.ToString() ?? "unknown"} for {here?.Amount} here");
        }

        YearWorld.Must(rows.Count == back.Refunds.Count, $"{rows.Count} refunds are noted, the bank made {back.Refunds.Count}");
        YearWorld.Must(!db.Refunds.Any(row => row.State == RefundState.Created), "An order to refund was never ended");
        Disputes(db, back.Disputes, byIntent);
        var orders = db.Commands.Count(command => command.Kind == "refund");
        YearWorld.Must(orders == world.Notes.Refunds.Count, $"{orders} refunds were ordered, {world.Notes.Refunds.Count} were answered");
    }

    private static void Disputes(BillingDb db, IReadOnlyList<GatewayDispute> disputes, Dictionary<string, PaymentRow> byIntent)
    {
        var rows = db.Disputes.ToDictionary(row => row.Dispute);
        foreach (var there in disputes)
        {
            var here = rows.GetValueOrDefault(there.Id);
            YearWorld.Must(
                here is not null && here.Payment == byIntent[there.PaymentIntent].Number && here.State.ToString() == there.State.ToString(),
                $"{there.Id} is {there.State} there, and {here?.State.ToString() ?? "unknown"} here");
        }

        YearWorld.Must(rows.Count == disputes.Count, $"{rows.Count} disputes are noted, the bank has {disputes.Count}");
    }

    private static RefundState StateOf(GatewayRefundState state) => state switch
    {
        GatewayRefundState.Pending => RefundState.Pending,
        GatewayRefundState.Succeeded => RefundState.Succeeded,
        GatewayRefundState.Failed => RefundState.Failed,
        _ => RefundState.Cancelled,
    };
}
