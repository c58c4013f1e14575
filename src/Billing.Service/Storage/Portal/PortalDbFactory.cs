using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Storage.Portal;

/// <summary>Lets everybody ask for a <see cref="PortalDb"/> without knowing which database it is.</summary>
internal sealed class PortalDbFactory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<PortalDb>
    where TContext : PortalDb
{
    public PortalDb CreateDbContext() => inner.CreateDbContext();
}
