using Billing.Credits;
using Billing.Service.Audit;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using BillingPortal.Portal.Dev;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Dev;

/// <summary>The demo as it starts, and after time was let pass.</summary>
public sealed class DemoTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-demo-").FullName;
    private PortalApp _portal = null!;

    /// <param name="day">Before the deletion an operator waits with; minutes after a month, and a year, has begun; minutes before a leap February ends.</param>
    [Theory]
    [InlineData("2026-10-12T14:32:00Z")]
    [InlineData("2027-01-01T00:02:00Z")]
    [InlineData("2028-02-29T23:57:00Z")]
    public async Task Demo_FromItsStartThroughAMonth_ShowsWhatIsSpecialAndStaysWhole(string day)
    {
        await Start(day);
        Assert.InRange(Clock.Now - Instant.Parse(day), TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Assert.InRange((_portal.Sandbox!.ClockOffset - Clock.Offset).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await using (var db = Reader.OpenContext())
        {
            var kestrel = Number(DemoOrganisations.Kestrel);
            var period = db.Subscriptions.Single(s => s.Account == kestrel).PeriodStart;
            Assert.Contains(Wallet(DemoOrganisations.Kestrel).Grants, g => g.Grant.Kind == GrantKind.Included && g.Grant.GrantedAt < period);
            Assert.Contains(db.Resources.Where(r => r.Account == Number(DemoOrganisations.Lumen)).ToList(), r => r.Wanted && !r.Running && r.PausedForFundsAt != null);
            Assert.Contains(Wallet(DemoOrganisations.Marlow).Grants, g => g.Grant.Kind == GrantKind.Topup && g.Grant.ExpiresAt < Clock.Now.PlusDays(20));
            Assert.Contains(db.Collections.Where(c => c.Account == Number(DemoOrganisations.Nordwind)).ToList(), c => c.State == CollectionState.Open && c.FailedAt != null);
            Assert.All(db.Resources.Where(r => r.Account == Number(DemoOrganisations.Nordwind)).ToList(), r => Assert.Null(r.DeletedAt));
        }

        var (kestrelBefore, invoicesBefore) = (PeriodEnd(DemoOrganisations.Kestrel), Invoices());
        var moved = await _portal.Services.GetRequiredService<DevClock>().MoveTo(Clock.Now.PlusDays(32), CancellationToken.None);

        Assert.True(moved.IsAccepted);
        Assert.True(PeriodEnd(DemoOrganisations.Kestrel) > kestrelBefore);
        Assert.True(Invoices() > invoicesBefore);
        Assert.DoesNotContain(Wallet(DemoOrganisations.Marlow).Grants, g => g.Grant.ExpiresAt <= Clock.Now);
        Assert.Empty(LedgerVerification.Run(Path.Combine(_folder, "billing.db"), Path.Combine(_folder, "views.db")).Violations);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_portal is not null) await _portal.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Start(string day)
    {
        _portal = PortalApp.Build(
        [
            "--environment", "Development", $"--Portal:DataFolder={_folder}", "--Portal:Url=http://127.0.0.1:0", "--Portal:PriceBook=kunavo",
            "--Portal:Demo=true", $"--Portal:StartsAt={day}",
        ]);
        await _portal.Start(CancellationToken.None);
    }

    private BillingReader Reader => _portal.Services.GetRequiredService<BillingReader>();

    private BillingClock Clock => _portal.Services.GetRequiredService<BillingClock>();

    private WalletState Wallet(AccountId account) => _portal.Services.GetRequiredService<Writer>().Find(account)!;

    private int Number(AccountId account) => Wallet(account).Account;

    private Instant PeriodEnd(AccountId account)
    {
        var number = Number(account);
        using var db = Reader.OpenContext();
        return db.Subscriptions.Single(s => s.Account == number).PeriodEnd;
    }

    private int Invoices()
    {
        using var db = Reader.OpenContext();
        return db.Invoices.Count();
    }
}
