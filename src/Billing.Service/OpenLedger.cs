using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Service.Views;
using Microsoft.Extensions.Logging;

namespace Billing.Service;

/// <summary>
/// The ledger with everything that lives and dies with it: the clock, the views that follow it, the engine that writes it.
/// Whoever takes the data folder opens one. The writer's connection closes last, so the order of closing is kept here.
/// </summary>
public sealed class OpenLedger : IDisposable
{
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromSeconds(10);

    private OpenLedger(BillingClock clock, ViewsStore views, BillingEngine engine) => (Clock, Views, Engine) = (clock, views, engine);

    public BillingClock Clock { get; }
    public ViewsStore Views { get; }
    public BillingEngine Engine { get; }

    /// <summary>Opens, migrates and loads; when it returns the writer is ready and the views follow.</summary>
    /// <param name="folder">Taken by this process.</param>
    /// <param name="priceBooks">Files to publish.</param>
    public static OpenLedger Open(DataFolder folder, IEnumerable<string> priceBooks, TimeProvider time, ILoggerFactory logs)
    {
        var clock = new BillingClock(time);
        var views = new ViewsStore(folder.ViewsFile, folder.BillingFile, logs.CreateLogger<ViewsStore>());
        try
        {
            // What the views cover the engine need not read again; without them it starts all the same, only slower.
            views.Start();
            views.Ready.Wait(LongestCatchUp);
            var engine = BillingEngine.Open(folder, priceBooks, clock, views.Duplicates, views.Snapshot, logs.CreateLogger<BillingEngine>());
            return new(clock, views, engine);
        }
        catch
        {
            views.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Views.Dispose();
        Engine.Dispose();
    }
}
