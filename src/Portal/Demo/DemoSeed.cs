using Billing.Service.Access;
using Billing.Service.Flows.TopUps;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Service.Storage.Portal;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Stripe.Sandbox;

namespace BillingPortal.Portal.Demo;

/// <summary>Fills an empty ledger with the demo; one that holds anything stays as it is.</summary>
public sealed class DemoSeed(
    IServiceScopeFactory scopes, BillingReader reader, IApiKeys keys, StartTopUp start, SettleTopUp settle, Writer writer, BillingClock clock)
{
    public async Task Fill(SandboxServer sandbox, CancellationToken cancel)
    {
        await using (var db = reader.OpenContext())
        {
            if (await db.Accounts.AnyAsync(cancel)) return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<DemoPeople>();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        await new DemoHistory(people, users, keys, start, settle, writer, clock, sandbox).Write(cancel);
    }
}
