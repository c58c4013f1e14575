using System.Globalization;

namespace Billing.Stripe.Tests.Sandbox;

public sealed class TestClockTests
{
    [Fact]
    public async Task Clock_Advanced_MakesWhatIsDueHappen()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var start = DateTimeOffset.Parse("2027-03-01T00:00:00Z", CultureInfo.InvariantCulture);
        var clock = await sandbox.CreateAsync("test_helpers/test_clocks", $"frozen_time={start.ToUnixTimeSeconds()}&name=renewals");
        var session = await sandbox.OpenSessionAsync();
        Assert.InRange(sandbox.Server.Now, start, start.AddMinutes(1));

        var advanced = await sandbox.CreateAsync($"test_helpers/test_clocks/{clock.Text("id")}/advance", $"frozen_time={start.AddDays(2).ToUnixTimeSeconds()}");

        Assert.Equal(("ready", start.AddDays(2).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), (advanced.Text("status"), advanced.Text("frozen_time")));
        Assert.Equal("expired", (await sandbox.ReadAsync($"checkout/sessions/{session}")).Text("status"));
        Assert.Equal("test_helpers.test_clock.ready", (await sandbox.EventTypesAsync())[^1]);
    }

    [Fact]
    public async Task Clock_SetBack_IsRefusedAndMovesNothing()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var now = sandbox.Server.Now;
        var clock = await sandbox.CreateAsync("test_helpers/test_clocks", $"frozen_time={now.AddDays(1).ToUnixTimeSeconds()}");

        var refused = await sandbox.CreateAsync($"test_helpers/test_clocks/{clock.Text("id")}/advance", $"frozen_time={now.ToUnixTimeSeconds()}", status: 400);

        Assert.Equal("frozen_time", refused.Text("error.param"));
        Assert.True(sandbox.Server.Now >= now.AddDays(1).AddSeconds(-1));
        await Behind(409_600);
        var level = await sandbox.CreateAsync("test_helpers/test_clocks", $"frozen_time={now.AddDays(1).ToUnixTimeSeconds()}");
        await sandbox.CreateAsync($"test_helpers/test_clocks/{level.Text("id")}/advance", $"frozen_time={now.AddDays(5).ToUnixTimeSeconds()}");
        await sandbox.CreateAsync($"test_helpers/test_clocks/{clock.Text("id")}/advance", $"frozen_time={now.AddDays(2).ToUnixTimeSeconds()}");
        Assert.True(sandbox.Server.Now >= now.AddDays(5).AddSeconds(-1), "the clock that is behind took the other one back");
        await Behind(0);
        await sandbox.SendAsync(HttpMethod.Delete, $"/v1/test_helpers/test_clocks/{level.Text("id")}");

        async Task Behind(int seconds) => Assert.Equal("frozen_time", (await sandbox.CreateAsync(
            "test_helpers/test_clocks", $"frozen_time={now.ToUnixTimeSeconds() - seconds}", status: 400)).Text("error.param"));

        using var deleted = await sandbox.Http.DeleteAsync($"/v1/test_helpers/test_clocks/{clock.Text("id")}");
        Assert.Empty((await sandbox.ReadAsync("test_helpers/test_clocks"))["data"]!.AsArray());
    }
}
