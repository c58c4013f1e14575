using BillingPortal.Portal.Parts;
using Bunit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Portal.Tests.Parts;

public sealed class ReadingTests : PartsContext
{
    private readonly SteppedTime _time = new();

    [Fact]
    public async Task Panel_BeforeDuringAndAfterAFailedRead_KeepsItsPlaceAndTriesAgainAlone()
    {
        var reading = NewReading(new RecentReads(_time));
        var retried = 0;
        var panel = Render<Loaded<string>>(p => p.Add(l => l.Reading, reading).Add(l => l.OnRetry, () => retried++).Add(l => l.ChildContent, value => $"<b>{value}</b>"));
        Assert.NotNull(panel.Find(".skeleton[aria-busy=true]"));

        await reading.Read("key", true, () => throw new InvalidOperationException("no disk"));
        panel.Render();
        Assert.Equal(reading.FailedAs, panel.Find(".mono").TextContent);
        Assert.StartsWith("req_", reading.FailedAs, StringComparison.Ordinal);
        Assert.Contains("not affected", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("no disk", panel.Markup, StringComparison.Ordinal);
        panel.Find("button").Click();
        Assert.Equal(1, retried);

        await reading.Read("key", true, () => Task.FromResult("figures"));
        panel.Render();
        Assert.Equal("figures", panel.Find("b").TextContent);
    }

    [Fact]
    public async Task AFailedRead_AfterAGoodOne_LeavesTheOldFiguresStanding()
    {
        var reading = NewReading(new RecentReads(_time));
        await reading.Read("key", true, () => Task.FromResult("old"));

        await reading.Read("key", true, () => throw new InvalidOperationException("no disk"));

        Assert.Equal("old", reading.Value);
        Assert.NotNull(reading.FailedAs);
    }

    [Fact]
    public async Task ACircuit_ThatTakesOver_ShowsWhatWasDrawnBeforeAndReadsAnew()
    {
        var recent = new RecentReads(_time);
        await NewReading(recent).Read(("acct", 1), false, () => Task.FromResult("drawn"));
        var circuit = NewReading(recent);
        var answer = new TaskCompletionSource<string>();

        var read = circuit.Read(("acct", 1), true, () => answer.Task);
        Assert.Equal("drawn", circuit.Value);

        answer.SetResult("fresh");
        await read;
        Assert.Equal("fresh", circuit.Value);
    }

    [Fact]
    public void RecentReads_OfAnotherAccountOrTooOld_AreNotShown()
    {
        var recent = new RecentReads(_time);
        recent.Keep(("acct-a", 1), "a");
        Assert.Null(recent.Take<string>(("acct-b", 1)));

        _time.Step(TimeSpan.FromSeconds(15));

        Assert.Null(recent.Take<string>(("acct-a", 1)));
    }

    [Fact]
    public void RecentReads_OnceTaken_AreGone()
    {
        var recent = new RecentReads(_time);
        recent.Keep("key", "value");

        Assert.Equal("value", recent.Take<string>("key"));
        Assert.Null(recent.Take<string>("key"));
    }

    private static Reading<string> NewReading(RecentReads recent) => new(NullLogger.Instance, recent);
}
