using System.Collections.Concurrent;
using System.Security.Cryptography;
using Billing.Service.Access;
using Billing.Units;

namespace Billing.Service.Storage.Portal;

/// <summary>
/// Keys that were asked for lately, by hash, for a few seconds: other machines learn of a revocation that late, this one
/// at once. Only keys that exist are kept, so that guessing fills no memory.
/// </summary>
internal sealed class KnownKeys(TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Digest, KnownKey> _byHash = new();
    private readonly ConcurrentDictionary<int, Instant> _use = new();
    private long _version;

    /// <summary>Counts what was forgotten: who read a key before it was revoked must not bring it back.</summary>
    public long Version => Interlocked.Read(ref _version);

    public KnownKey? Find(byte[] hash) =>
        _byHash.TryGetValue(new Digest(hash), out var known)
        && time.GetElapsedTime(known.Since) < KeptFor
        && CryptographicOperations.FixedTimeEquals(known.Hash, hash) ? known : null;

    /// <param name="asOf">The <see cref="Version"/> before the key was read.</param>
    public KnownKey Remember(byte[] hash, ApiKey key, long asOf)
    {
        var known = new KnownKey(key, hash, time.GetTimestamp());
        if (_byHash.TryGetValue(new Digest(hash), out var before))
            KeepUse(before);
        _byHash[new Digest(hash)] = known;
        if (Version != asOf)
            _byHash.TryRemove(new Digest(hash), out _);
        return known;
    }

    public void Forget(byte[] hash)
    {
        Interlocked.Increment(ref _version);
        if (_byHash.TryRemove(new Digest(hash), out var known))
            KeepUse(known);
    }

    /// <summary>Last uses since the last time, by key number; keys that nobody asks for any more leave the memory.</summary>
    public IReadOnlyDictionary<int, Instant> TakeUse()
    {
        foreach (var (hash, known) in _byHash)
        {
            KeepUse(known);
            if (time.GetElapsedTime(known.Since) >= KeptFor)
                _byHash.TryRemove(new KeyValuePair<Digest, KnownKey>(hash, known));
        }
        var taken = _use.ToDictionary();
        foreach (var use in taken)
            _use.TryRemove(use);
        return taken;
    }

    private void KeepUse(KnownKey known)
    {
        if (known.UsedAt is { } at)
            _use[known.Key.Number] = at;
    }

    /// <summary>A hash as a dictionary key. Its first bytes are as good as random already.</summary>
    private readonly struct Digest(byte[] bytes) : IEquatable<Digest>
    {
        private readonly byte[] _bytes = bytes;

        public bool Equals(Digest other) => CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

        public override bool Equals(object? obj) => obj is Digest other && Equals(other);

        public override int GetHashCode() => BitConverter.ToInt32(_bytes);
    }
}

/// <summary>One key in memory.</summary>
/// <param name="Since">The time stamp of the reading.</param>
internal sealed record KnownKey(ApiKey Key, byte[] Hash, long Since)
{
    private long _usedAt = -1;

    public Instant? UsedAt
    {
        get => Interlocked.Read(ref _usedAt) is var micros and >= 0 ? new Instant(micros) : null;
        set => Interlocked.Exchange(ref _usedAt, value!.Value.Micros);
    }
}
