using System.Globalization;
using Billing.Service.Jobs;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Flows.MoneyBack;

/// <summary>
/// Refunds whose answer was lost, refunds on their way, disputes that are not decided, and payments that nobody has looked at
/// since they were credited: what went back of one before that was told too early, or in vain.
/// </summary>
public sealed class OpenMoneyBack(RefundPayment refund, SyncMoneyBack payment, SyncDispute dispute) : IOpenItems
{
    private const int MostPerRound = 200;

    // Banks take days and weeks; the webhook tells at once, and this only finds what it lost.
    private static readonly TimeSpan BankRest = TimeSpan.FromHours(1);

    public async Task<IReadOnlyList<string>> Find(BillingDb db, Instant lookedAtBefore, CancellationToken cancel)
    {
        var askedByNow = lookedAtBefore;
        var asked = await db.Refunds.Where(row => row.State == RefundState.Created && row.Created <= askedByNow).OrderBy(row => row.Number)
            .Select(row => row.Number).Take(MostPerRound).ToListAsync(cancel);
        var credited = await db.Payments.Where(row => row.State == PaymentState.Paid && row.GatewayPayment != null && row.LookedAt == null)
            .OrderBy(row => row.Number).Select(row => row.GatewayPayment!).Take(MostPerRound).ToListAsync(cancel);
        var restedSince = lookedAtBefore.Plus(-BankRest);
        var rested = db.Payments.Where(row => row.GatewayPayment != null && row.LookedAt < restedSince);
        var waiting = await rested.Where(row => db.Refunds.Any(back => back.Payment == row.Number && back.State == RefundState.Pending))
            .OrderBy(row => row.LookedAt).Select(row => row.GatewayPayment!).Take(MostPerRound).ToListAsync(cancel);
        var disputed = await db.Disputes.Where(row => row.State == DisputeState.Inquiry || row.State == DisputeState.Open)
            .Where(row => rested.Any(one => one.Number == row.Payment)).Select(row => row.Dispute).Take(MostPerRound).ToListAsync(cancel);
        return
        [
            .. asked.Select(number => $"refund {number.ToString(CultureInfo.InvariantCulture)}"),
            .. credited.Concat(waiting).Select(id => $"payment {id}"),
            .. disputed.Select(id => $"dispute {id}"),
        ];
    }

    public Task Finish(string item, CancellationToken cancel) => item.Split(' ') switch
    {
        ["refund", var number] => refund.Send(long.Parse(number, CultureInfo.InvariantCulture), cancel),
        ["payment", var id] => payment.Run(id, cancel),
        ["dispute", var id] => dispute.Run(id, cancel),
        _ => throw new FormatException($"'{item}' is nothing that goes back"),
    };
}
