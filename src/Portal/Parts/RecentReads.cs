using System.Collections.Concurrent;

namespace BillingPortal.Portal.Parts;

/// <summary>
/// What a page was first drawn with, kept for the moment until its circuit opens and draws it again: the reader sees the
/// same figures stay instead of a skeleton in between. The circuit reads anew all the same.
/// </summary>
public sealed class RecentReads(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<object, (object Value, DateTimeOffset Until)> _kept = new();

    /// <param name="key">What was read, for whom: values that are equal for an equal question. It always names the account.</param>
    public void Keep(object key, object value)
    {
        var now = time.GetUtcNow();
        foreach (var old in _kept)
            if (old.Value.Until <= now) _kept.TryRemove(old);
        _kept[key] = (value, now + Lifetime);
    }

    /// <summary>What was kept under the key, once; null when there is nothing or it is too old.</summary>
    public T? Take<T>(object key) where T : class =>
        _kept.TryRemove(key, out var kept) && kept.Until > time.GetUtcNow() ? kept.Value as T : null;
}
