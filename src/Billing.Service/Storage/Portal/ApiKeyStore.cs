using System.Data;
using Billing.Service.Access;
using Billing.Service.Ports;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Storage.Portal;

/// <summary>API keys in portal.db, with what was asked for lately in memory.</summary>
internal sealed class ApiKeyStore(
    IDbContextFactory<PortalDb> factory, IMemberships memberships, BillingClock clock, TimeProvider time, IKeyLimit? limit = null) : IApiKeys
{
    private static readonly Refusal NoSuchKey = new("not_found", "There is no such key.");

    private readonly KnownKeys _known = new(time);

    public async Task<Outcome<CreatedApiKey>> Create(Actor actor, AccountId account, NewApiKey key, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.ManageKeys, cancel) is { } refused)
            return refused;
        await using var db = await factory.CreateDbContextAsync(cancel);
        if (await db.ApiKeys.AnyAsync(k => k.Id == key.Id, cancel))
            return new Refusal("already_created", "This key was created already; its secret was shown then.");
        // Two who create the last one that is allowed: the second counts after the first has written.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancel);
        var working = await db.ApiKeys.CountAsync(k => k.Account == account && k.RevokedAt == null, cancel);
        if (limit?.RefuseAnother(account, working) is { } full)
            return full;
        if (await RefuseName(db, account, key.Name, cancel) is { } badName)
            return badName;

        var secret = ApiKeySecret.Create();
        ApiKeySecret.TryHash(secret, out var hash);
        var row = new ApiKeyRow
        {
            Id = key.Id, Account = account, Name = key.Name.Trim(), Prefix = ApiKeySecret.PrefixOf(secret), Hash = hash,
            Scopes = key.Scopes, Environment = key.Environment, CreatedBy = actor.Label, CreatedAt = clock.Now,
        };
        db.ApiKeys.Add(row);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new CreatedApiKey(row.ToApiKey(), secret);
    }

    public async Task<Outcome<IReadOnlyList<ApiKey>>> List(Actor actor, AccountId account, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.Read, cancel) is { } refused)
            return refused;
        await using var db = await factory.CreateDbContextAsync(cancel);
        var rows = await db.ApiKeys.AsNoTracking().Where(k => k.Account == account).OrderByDescending(k => k.Number).ToListAsync(cancel);
        return rows.ConvertAll(row => row.ToApiKey());
    }

    public async Task<Refusal?> Rename(Actor actor, AccountId account, ApiKeyId key, string name, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.ManageKeys, cancel) is { } refused)
            return refused;
        await using var db = await factory.CreateDbContextAsync(cancel);
        if (await db.ApiKeys.FirstOrDefaultAsync(k => k.Id == key && k.Account == account, cancel) is not { } row)
            return NoSuchKey;
        if (row.Name == name.Trim())
            return null;
        if (await RefuseName(db, account, name, cancel) is { } badName)
            return badName;
        row.Name = name.Trim();
        await db.SaveChangesAsync(cancel);
        _known.Forget(row.Hash);
        return null;
    }

    public async Task<Refusal?> Revoke(Actor actor, AccountId account, ApiKeyId key, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.ManageKeys, cancel) is { } refused)
            return refused;
        await using var db = await factory.CreateDbContextAsync(cancel);
        if (await db.ApiKeys.FirstOrDefaultAsync(k => k.Id == key && k.Account == account, cancel) is not { } row)
            return NoSuchKey;
        if (row.RevokedAt is not null)
            return null;
        row.RevokedAt = clock.Now;
        row.RevokedBy = actor.Label;
        await db.SaveChangesAsync(cancel);
        _known.Forget(row.Hash);
        return null;
    }

    public async ValueTask<ApiKey?> Find(string? secret, CancellationToken cancel)
    {
        if (!ApiKeySecret.TryHash(secret, out var hash))
            return null;
        var found = _known.Find(hash);
        if (found is null)
        {
            var asOf = _known.Version;
            await using var db = await factory.CreateDbContextAsync(cancel);
            var row = await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Hash == hash, cancel);
            if (row is null || row.RevokedAt is not null)
                return null;
            found = _known.Remember(hash, row.ToApiKey(), asOf);
        }
        found.UsedAt = clock.Now;
        return found.Key;
    }

    /// <summary>Writes down when keys were last used; called every half minute, not per call.</summary>
    internal async Task SaveUse(CancellationToken cancel)
    {
        var used = _known.TakeUse();
        if (used.Count == 0)
            return;
        await using var db = await factory.CreateDbContextAsync(cancel);
        foreach (var (number, at) in used)
            await db.ApiKeys.Where(k => k.Number == number).ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, at), cancel);
    }

    private static async Task<Refusal?> RefuseName(PortalDb db, AccountId account, string name, CancellationToken cancel)
    {
        var wanted = name.Trim();
        if (wanted.Length is 0 or > NewApiKey.LongestName || wanted.Any(char.IsControl))
            return new Refusal("name_invalid", $"A name has 1 to {NewApiKey.LongestName} characters.", "name");
        return await db.ApiKeys.AnyAsync(k => k.Account == account && k.Name == wanted && k.RevokedAt == null, cancel)
            ? new Refusal("name_taken", "Another working key has this name.", "name")
            : null;
    }
}
