using Billing.Units;

namespace Billing.Service.Access;

/// <summary>What a program may do with a key. The numbers are stored.</summary>
[Flags]
public enum ApiScopes
{
    None = 0,

    /// <summary>Ask whether a call may go ahead, place holds, post usage.</summary>
    Usage = 1,

    /// <summary>Read balance and usage.</summary>
    Read = 2,

    All = Usage | Read,
}

/// <summary>An API key as people and flows see it. The secret is not here: only its hash is stored.</summary>
/// <param name="Number">Dense and never used again: what a usage row stores.</param>
/// <param name="Prefix">The part of the secret that may be shown: <c>bp_live_8f2a</c>.</param>
/// <param name="LastUsedAt">Up to half a minute old; null when never used.</param>
/// <param name="RevokedAt">Null while the key works.</param>
public sealed record ApiKey(
    ApiKeyId Id, int Number, AccountId Account, string Name, string Prefix, ApiScopes Scopes, string Environment,
    Instant CreatedAt, Instant? LastUsedAt, Instant? RevokedAt)
{
    public bool IsRevoked => RevokedAt is not null;
}

/// <summary>A request for a key.</summary>
/// <param name="Id">Made when the dialog opens, so that a second click makes no second key.</param>
/// <param name="Name">1 to 60 characters, unique among the account's working keys.</param>
public sealed record NewApiKey(ApiKeyId Id, string Name, ApiScopes Scopes = ApiScopes.All, string Environment = NewApiKey.Production)
{
    public const string Production = "production";
    public const int LongestName = 60;
}

/// <summary>The only answer that ever holds a secret.</summary>
public sealed record CreatedApiKey(ApiKey Key, string Secret);
