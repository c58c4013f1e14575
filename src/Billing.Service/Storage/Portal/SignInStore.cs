using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Storage.Portal;

/// <summary>Sign-ins that are open. A cookie names its sign-in, so a copy of it dies with the sign-out. Real time: sign-in is no money.</summary>
public sealed class SignInStore(IDbContextFactory<PortalDb> factory, TimeProvider time)
{
    public async Task<Guid> Begin(Guid userId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var row = new SignInRow { Id = Guid.NewGuid(), UserId = userId, At = Now };
        db.SignIns.Add(row);
        await db.SaveChangesAsync(cancel);
        return row.Id;
    }

    public async Task<bool> IsOpen(Guid signIn, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.SignIns.AnyAsync(s => s.Id == signIn && s.EndedAt == null, cancel);
    }

    public async Task End(Guid signIn, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await db.SignIns.Where(s => s.Id == signIn && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, Now), cancel);
    }

    public async Task EndAll(Guid userId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        await db.SignIns.Where(s => s.UserId == userId && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, Now), cancel);
    }

    private Instant Now => Instant.From(time.GetUtcNow());
}
