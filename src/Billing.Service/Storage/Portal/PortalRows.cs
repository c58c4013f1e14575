using Billing.Service.Access;
using Billing.Units;

namespace Billing.Service.Storage.Portal;

/// <summary>An organisation; its id is its account in the ledger.</summary>
public sealed class OrganisationRow
{
    public AccountId Account { get; init; }
    public required string Name { get; set; }

    /// <summary>Upper case by the invariant culture: what operators search in, the same on both databases.</summary>
    public required string SearchName { get; set; }
}

public sealed class MemberRow
{
    public AccountId Account { get; init; }
    public Guid UserId { get; init; }
    public Role Role { get; set; }

    public PortalUser? User { get; init; }
    public OrganisationRow? Organisation { get; init; }
}

/// <summary>One sign-in on one device. Signing out ends it, and with it every copy of its cookie and every open page.</summary>
public sealed class SignInRow
{
    public Guid Id { get; init; }
    public Guid UserId { get; init; }
    public Instant At { get; init; }
    public Instant? EndedAt { get; set; }
}

public sealed class ApiKeyRow
{
    /// <summary>Given by the database, dense, never used again.</summary>
    public int Number { get; init; }

    public ApiKeyId Id { get; init; }
    public AccountId Account { get; init; }
    public required string Name { get; set; }
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the secret. The secret itself is stored nowhere.</summary>
    public required byte[] Hash { get; init; }

    public ApiScopes Scopes { get; init; }
    public required string Environment { get; init; }
    public required string CreatedBy { get; init; }
    public Instant CreatedAt { get; init; }
    public Instant? LastUsedAt { get; set; }
    public Instant? RevokedAt { get; set; }
    public string? RevokedBy { get; set; }

    internal ApiKey ToApiKey() => new(Id, Number, Account, Name, Prefix, Scopes, Environment, CreatedAt, LastUsedAt, RevokedAt);
}

/// <summary>A setting that people change at run time; the rest stands in appsettings.json.</summary>
public sealed class SettingRow
{
    public required string Name { get; init; }
    public required string Value { get; set; }
}

/// <summary>One key of the ring that signs cookies and links.</summary>
public sealed class ProtectionKeyRow
{
    public int Id { get; init; }
    public required string Name { get; init; }
    public required string Xml { get; init; }
}
