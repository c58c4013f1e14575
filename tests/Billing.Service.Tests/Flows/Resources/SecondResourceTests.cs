using Billing.Service.Flows.Resources;
using Billing.Units;

namespace Billing.Service.Tests.Flows.Resources;

/// <summary>Instances by the second, through the real writer (KO-2, KO-5, KO-6, KO-12, KO-38).</summary>
public sealed class SecondResourceTests : IDisposable
{
    private static readonly Instant Noon = TestLedger.Start;

    private readonly TestLedger _ledger = new();

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public void Instance_BuiltStartedPaused_IsMeteredFromTheStartToThePause()
    {
        var house = House();
        house.Create("web", "nano", start: false, instances: 2);
        house.Change("web", ResourceAction.Build);
        At("12:10:00");
        house.Change("web", ResourceAction.Start);
        At("13:20:30");
        house.Change("web", ResourceAction.Pause);
        At("20:00:00");
        house.Job();

        // 3,000 and 1,230 seconds of two instances at $0.000001.
        Assert.Equal(["-0.006 at 03-10 12:59:59.999999", "-0.00246 at 03-10 13:20:29.999999"], house.Charges());
        Assert.Equal(["1 Build Customer 03-10 12:00", "2 Start Customer 03-10 12:10", "3 Pause Customer 03-10 13:20:30.000000"], house.History("web"));
    }

    [Fact]
    public void Instance_FractionsOfSeconds_AddUpOverTheHours()
    {
        var house = House();
        house.Create("web", "nano", start: false);
        At("12:59:58.5");
        house.Change("web", ResourceAction.Start);
        At("13:00:00.5");
        house.Change("web", ResourceAction.Pause);

        Assert.Equal("-0.000002", house.Balance);
    }

    [Fact]
    public void Outage_OfTenDays_IsCaughtUpAsOnTime()
    {
        var (late, onTime) = (House(), House());
        foreach (var house in new[] { late, onTime }) house.Create("web", "micro");
        for (var hour = 1; hour <= 240; hour++)
        {
            onTime.Job(Noon.Plus(TimeSpan.FromHours(hour)));
            if (hour == 100) _ledger.Restart();
        }

        late.Job();
        Assert.Equal(onTime.Written(), late.Written());
        Assert.Equal(240, late.Charges().Count);
        Assert.Equal("-1.728", late.Balance);
    }

    [Fact]
    public void Month_ItsLastHour_IsMeteredWithinIt()
    {
        var house = House();
        house.Create("web", "nano");
        house.Job(Instant.At(2026, 4, 1));

        Assert.Equal("-0.0036 at 03-31 23:59:59.999999", house.Charges()[^1]);
    }

    [Fact]
    public void FreeInstance_AnyTime_IsRecordedAndNeverCharged()
    {
        var house = House("hobby");
        house.Create("web", "free");
        house.Job(Noon.Plus(TimeSpan.FromHours(3)));

        Assert.Empty(house.Written());
        using var db = _ledger.Reader.OpenConnection();
        Assert.Equal(Noon.Plus(TimeSpan.FromHours(3)), house.Row("web").MeteredUntil);
        Assert.True(house.Row("web").Running);
    }

    [Fact]
    public void Recovery_BlocksAndLifts_PausesWhateverIsWantedAndResumesWhatIs()
    {
        var house = House();
        house.Create("wanted", "nano");
        house.Create("paused", "nano");
        At("12:30:00");
        house.Change("paused", ResourceAction.Pause);
        house.Block(_ledger.Clock.Now);
        house.Block(_ledger.Clock.Now);
        Assert.Equal("blocked", house.Change("paused", ResourceAction.Resume).Refusal!.Code);
        Assert.Equal("already_running", house.Change("wanted", ResourceAction.Start).Refusal!.Code);
        Assert.Equal(ResourceState.UnpaidInvoice, ResourceStates.Of(house.Row("wanted"), null));
        At("15:00:00");
        house.Unblock(_ledger.Clock.Now);
        At("15:00:10");
        house.Delete(_ledger.Clock.Now);
        At("18:00:00");
        house.Job();

        Assert.Equal("-0.00361", house.Balance);
        Assert.Equal(
            ["1 Start Customer 03-10 12:00", "2 Pause Recovery 03-10 12:30", "3 Resume Recovery 03-10 15:00", "4 Stop Recovery 03-10 15:00:10.000000"],
            house.History("wanted"));
        Assert.Equal("deleted", house.Change("wanted", ResourceAction.Start).Refusal!.Code);
    }

    private ResourceHouse House(string plan = "starter") => new(_ledger, "koyeb", plan);

    private void At(string time) => _ledger.Clock.MoveTo(Noon.StartOfDay.Plus(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));
}
