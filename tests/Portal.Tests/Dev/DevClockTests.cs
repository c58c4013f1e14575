using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Billing.Credits;
using Billing.Ledger;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;
using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Dev;

public sealed class DevClockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-clock-").FullName;

    [Fact]
    public async Task Clock_MovedOverAnExpiry_DoesWhatFellDueAndKeepsItsPlaceOverARestart()
    {
        Instant moved;
        await using (var portal = await Start("Development"))
        {
            var account = await AccountWithCoupon(portal, daysToLive: 10);
            using var client = new HttpClient { BaseAddress = portal.Address };

            var answer = await client.PostAsJsonAsync("/dev/clock", new { days = 30 });

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            moved = Instant.Parse((string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["now"]!);
            var clock = portal.Services.GetRequiredService<BillingClock>();
            Assert.InRange((clock.Offset - TimeSpan.FromDays(30)).Duration(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
            Assert.InRange((portal.Sandbox!.ClockOffset - clock.Offset).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(2));
            Assert.Equal(0, portal.Services.GetRequiredService<Writer>().Find(account)!.Balance);
        }

        await using var again = await Start("Development");
        Assert.True(again.Services.GetRequiredService<BillingClock>().Now >= moved);
    }

    [Theory]
    [InlineData("""{"days": -1}""")]
    [InlineData("""{"to": "2020-01-01T00:00:00Z"}""")]
    [InlineData("""{"to": "tomorrow"}""")]
    [InlineData("""{"days": 401}""")]
    [InlineData("""{"days": 1, "hours": 1}""")]
    [InlineData("{}")]
    public async Task Clock_AskedForAnythingElse_StaysAndNamesTheField(string body)
    {
        await using var portal = await Start("Development");
        using var client = new HttpClient { BaseAddress = portal.Address };

        var answer = await client.PostAsync("/dev/clock", new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("to", (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["field"]);
        Assert.Equal(TimeSpan.Zero, portal.Services.GetRequiredService<BillingClock>().Offset);
    }

    [Fact]
    public async Task Clock_ToldWhereToStart_StandsThereWhileTheFolderIsNewAndGoesOnFromThereLater()
    {
        var start = Instant.At(2026, 2, 28, 23, 30);
        await using (var portal = await Start("Development", start))
        {
            var clock = portal.Services.GetRequiredService<BillingClock>();
            Assert.InRange(clock.Now - start, TimeSpan.Zero, TimeSpan.FromMinutes(5));
            Assert.InRange((portal.Sandbox!.ClockOffset - clock.Offset).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(2));
            await AccountWithCoupon(portal, daysToLive: 10);
        }

        await using var again = await Start("Development", start.PlusDays(300));
        Assert.InRange(again.Services.GetRequiredService<BillingClock>().Now - start, TimeSpan.Zero, TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void Clock_ToldToStartAtNoInstant_IsRefusedByTheSettingsName()
    {
        var refused = Assert.Throws<PortalSettingsException>(() => PortalApp.Build(
            ["--environment", "Development", $"--Portal:DataFolder={_folder}", "--Portal:StartsAt=last October"]));

        Assert.Contains("Portal:StartsAt is 'last October'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clock_PostedByAForm_IsNotTouched()
    {
        await using var portal = await Start("Development");
        using var client = new HttpClient { BaseAddress = portal.Address };

        var answer = await client.PostAsync("/dev/clock", new FormUrlEncodedContent([new("days", "30")]));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Clock_OutsideDevelopment_DoesNotExist()
    {
        await using var portal = await Start("Production", Instant.At(2026, 2, 28));
        using var client = new HttpClient { BaseAddress = portal.Address };

        Assert.False((await client.PostAsJsonAsync("/dev/clock", new { days = 30 })).IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/dev/clock")).StatusCode);
        Assert.Equal(TimeSpan.Zero, portal.Services.GetRequiredService<BillingClock>().Offset);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<PortalApp> Start(string environment, Instant? startsAt = null)
    {
        var portal = PortalApp.Build(
        [
            "--environment", environment, $"--Portal:DataFolder={_folder}", "--Portal:Url=http://127.0.0.1:0", "--Portal:PriceBook=kunavo", "--Portal:Demo=false",
            $"--Portal:StartsAt={startsAt}",
        ]);
        await portal.Start(CancellationToken.None);
        return portal;
    }

    private static async Task<AccountId> AccountWithCoupon(PortalApp portal, int daysToLive)
    {
        var account = DemoPeople.Account;
        await portal.Services.GetRequiredService<Writer>().Run(scope =>
        {
            var number = scope.OpenAccount(account, "Acme", "kunavo");
            var grant = scope.OpenGrant(new(
                new GrantId(Guid.CreateVersion7()), number, GrantKind.Coupon, 500, scope.Now, scope.Now.PlusDays(daysToLive), null, CauseKind.Command, 0));
            return scope.Post(new(number, EntryType.Grant, 500, grant, CauseKind.Command, 0));
        }, CancellationToken.None);
        return account;
    }
}
