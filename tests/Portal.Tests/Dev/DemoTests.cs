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

    [Fact]
    public async Task Demo_FromItsStartThroughAMonth_ShowsWhatIsSpecialAndStaysWhole()
    {
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

    public async Task InitializeAsync()
    {
        _portal = PortalApp.Build(
            ["--environment", "Development", $"--Portal:DataFolder={_folder}", "--Portal:Url=http://127.0.0.1:0", "--Portal:PriceBook=kunavo", "--Portal:Demo=true"]);
        await _portal.Start(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _portal.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
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
