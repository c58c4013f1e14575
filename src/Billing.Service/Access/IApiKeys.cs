using Billing.Units;

namespace Billing.Service.Access;

/// <summary>The keys of an organisation's programs. What changes something checks the actor's membership itself.</summary>
public interface IApiKeys
{
    /// <summary>Makes a key; the secret is in this answer and nowhere else. Refuses <c>name_invalid</c>, <c>name_taken</c>, <c>already_created</c>.</summary>
    Task<Outcome<CreatedApiKey>> Create(Actor actor, AccountId account, NewApiKey key, CancellationToken cancel);

    /// <summary>All keys of an account, revoked ones too, newest first.</summary>
    Task<Outcome<IReadOnlyList<ApiKey>>> List(Actor actor, AccountId account, CancellationToken cancel);

    Task<Refusal?> Rename(Actor actor, AccountId account, ApiKeyId key, string name, CancellationToken cancel);

    /// <summary>Ends a key for good. This process refuses it from the answer on; others within seconds. Revoking twice is accepted.</summary>
    Task<Refusal?> Revoke(Actor actor, AccountId account, ApiKeyId key, CancellationToken cancel);

    /// <summary>The working key with this secret, or null for a wrong, malformed or revoked one. Answers at once when it was asked lately.</summary>
    ValueTask<ApiKey?> Find(string? secret, CancellationToken cancel);
}
