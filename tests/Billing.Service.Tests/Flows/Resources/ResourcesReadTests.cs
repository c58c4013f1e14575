using Billing.PriceBooks;
using Billing.Service.Flows.Resources;
using Billing.Service.Reads;
using Billing.Service.Tests.Views;
using Billing.Sessions;
using Billing.Units;

namespace Billing.Service.Tests.Flows.Resources;

public sealed class ResourcesReadTests : IDisposable
{
    private readonly ViewsLedger _views = new();

    public void Dispose() => _views.Dispose();

    [Fact]
    public async Task List_OfAPrepaidBook_SaysStateWhyAndWhatItCost()
    {
        var house = new ResourceHouse(_views.Ledger, "deployments");
        house.TopUp("600");
        house.Create("runs", "gpu-s");
        house.Create("paused", "gpu-s");
        house.Create("dear", "gpu-l", instances: 2);
        house.Create("idle", "gpu-m", start: false);
        house.Create("gone", "gpu-s");
        _views.Clock.MoveTo(TestLedger.Start.Plus(TimeSpan.FromMinutes(30)));
        house.Change("paused", ResourceAction.Pause);
        house.Change("gone", ResourceAction.Delete);
        house.Job(TestLedger.Start.Plus(TimeSpan.FromMinutes(70)));
        _views.Merge();

        var view = (await Read(house))!;

        var at = TestLedger.Start;
        var hour = at.Plus(TimeSpan.FromHours(1));
        Assert.Equal(("Deployment", ResourceCharge.HourInAdvance, "360"), (view.Name, view.Charge, view.Available!.Value.ToDecimalText()));
        Assert.Equal(
            [
                ("runs", "GPU S", ResourceState.Running, at, hour.Plus(TimeSpan.FromHours(1)), "60", "120", (Instant?)hour.Plus(TimeSpan.FromHours(1))),
                ("paused", "GPU S", ResourceState.Paused, at.Plus(TimeSpan.FromMinutes(30)), hour, "60", "60", null),
                ("dear", "GPU L", ResourceState.OutOfCredits, at, null, "700", "0", null),
                ("idle", "GPU M", ResourceState.NotStarted, at, null, "180", "0", null),
                ("gone", "GPU S", ResourceState.Deleted, at.Plus(TimeSpan.FromMinutes(30)), null, "60", "60", null),
            ],
            view.Resources.Select(r => (r.Name, r.Size, r.State, r.Since, r.PaidUntil, r.PerHour!.Value.ToDecimalText(), r.MonthCost.ToDecimalText(), r.NextCharge)));
        Assert.Equal(
            [("gpu-s", "GPU S", null, "60", "44640"), ("gpu-m", "GPU M", null, "180", "133920"), ("gpu-l", "GPU L", null, "350", "260400")],
            view.Sizes.Select(size => (size.Id, size.Name, size.PerSecond?.ToDecimalText(), size.PerHour.ToDecimalText(), size.PerMonth.ToDecimalText())));
    }

    [Fact]
    public async Task List_OfAPostpaidBook_PricesSecondsHoursAndAMonthOf31Days()
    {
        var house = new ResourceHouse(_views.Ledger, "koyeb", "starter");
        house.Create("web", "nano", instances: 2);
        house.Job(TestLedger.Start.Plus(TimeSpan.FromHours(5)));

        var view = (await Read(house))!;

        Assert.Null(view.Available);
        Assert.Equal(("0.0072", "0.036", null), Of(view.Resources.Single()));
        Assert.Equal(
            [("0", "0", "0"), ("0.000001", "0.0036", "2.6784"), ("0.000002", "0.0072", "5.3568"), ("0.000004", "0.0144", "10.7136")],
            view.Sizes.Select(size => (size.PerSecond!.Value.ToDecimalText(), size.PerHour.ToDecimalText(), size.PerMonth.ToDecimalText())));
    }

    [Fact]
    public async Task List_OfABookWithoutResources_IsNothing() => Assert.Null(await Read(new ResourceHouse(_views.Ledger, TestLedger.Book)));

    [Fact]
    public async Task History_OfOne_IsNewestFirstAndOnlyTheAccountsOwn()
    {
        var house = new ResourceHouse(_views.Ledger, "deployments");
        house.TopUp("60");
        house.Create("runs", "gpu-s");
        house.Job(TestLedger.Start.Plus(TimeSpan.FromHours(2)));
        var id = house.Row("runs").Id;

        var history = (await Resources.Find(house.Account, id, CancellationToken.None))!;

        Assert.Equal([(2, SessionEventKind.Pause, "Billing"), (1, SessionEventKind.Start, "Ada")], history.Events.Select(e => (e.Number, e.Kind, e.Actor)));
        Assert.Equal(ResourceState.OutOfCredits, history.Resource.State);
        Assert.Null(await Resources.Find(new ResourceHouse(_views.Ledger, "deployments").Account, id, CancellationToken.None));
    }

    private ResourcesRead Resources => new(_views.Store, _views.Ledger.Writer.Books, _views.Ledger.Writer, _views.Clock);

    private Task<ResourcesView?> Read(ResourceHouse house) => Resources.Read(house.Account, CancellationToken.None);

    private static (string, string, Instant?) Of(ResourceLine line) => (line.PerHour!.Value.ToDecimalText(), line.MonthCost.ToDecimalText(), line.NextCharge);
}
