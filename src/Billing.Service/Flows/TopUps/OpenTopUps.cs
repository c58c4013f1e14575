using Billing.Service.Jobs;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Flows.TopUps;

/// <summary>
/// Payment pages that are open, payments whose bank takes its days, and orders of which nobody noted whether a page was
/// opened: such a page is looked for by our reference. One that does not exist was never opened, and the order is closed.
/// </summary>
public sealed class OpenTopUps(Writer writer, IGatewayRecords records, SettleTopUp settle) : IOpenItems
{
    private const int MostPerRound = 500;

    /// <summary>Longer than opening a page takes with every repetition.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ClocksMayDiffer = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<string>> Find(BillingDb db, Instant lookedAtBefore, CancellationToken cancel)
    {
        var topUps = db.Payments.Where(p => p.Purpose == PaymentPurpose.TopUp && (p.LookedAt == null || p.LookedAt < lookedAtBefore));
        var pages = await topUps
            .Where(p => (p.State == PaymentState.Open || p.State == PaymentState.Pending) && p.GatewaySession != null)
            .OrderBy(p => p.LookedAt).ThenBy(p => p.Number).Select(p => p.GatewaySession!).Take(MostPerRound).ToListAsync(cancel);
        var answeredByNow = lookedAtBefore.Plus(-LongestCall);
        var orders = await topUps
            .Where(p => p.State == PaymentState.Created && p.Created < answeredByNow)
            .OrderBy(p => p.Number).Select(p => p.Id).Take(MostPerRound).ToListAsync(cancel);
        return [.. pages, .. orders.Select(id => id.ToString())];
    }

    public Task Finish(string item, CancellationToken cancel) =>
        PrefixedId.TryParse("pay", item, out var id) ? Look(new PaymentId(id), cancel) : settle.Run(item, cancel);

    private async Task Look(PaymentId payment, CancellationToken cancel)
    {
        var created = await writer.Run(scope => scope.Db.Payments.Single(p => p.Id == payment).Created, cancel);
        var session = await records.Checkouts(created.Plus(-ClocksMayDiffer), cancel)
            .FirstOrDefaultAsync(session => session.ClientReference == payment.ToString(), cancel);
        if (session is not null) await settle.Run(new GatewayAnswer<CheckoutSession>.Done(session), cancel);
        else await writer.Run(scope => Close(scope, payment), cancel);
    }

    private static bool Close(WriteScope scope, PaymentId payment)
    {
        var row = scope.Db.Payments.Single(p => p.Id == payment);
        if (row.State is not PaymentState.Created) return false;
        (row.State, row.LookedAt) = (PaymentState.Expired, scope.Now);
        return true;
    }
}
