using Billing.Service.Storage;
using Microsoft.EntityFrameworkCore;
using Stripe.Sandbox;

namespace BillingPortal.Portal.Demo;

/// <summary>Fills an empty ledger with the demo; one that holds anything stays as it is.</summary>
public sealed class DemoSeed(IServiceScopeFactory scopes, BillingReader reader)
{
    public async Task Fill(SandboxServer sandbox, CancellationToken cancel)
    {
        await using (var db = reader.OpenContext())
        {
            if (await db.Accounts.AnyAsync(cancel)) return;
        }

        await using var scope = scopes.CreateAsyncScope();
        await new DemoHistory(scope.ServiceProvider, sandbox).Write(cancel);
    }
}
