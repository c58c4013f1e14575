using Billing.Credits;
using Billing.Ledger;
using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>A wallet while one request changes it. It becomes a <see cref="WalletState"/> when the request is accepted, and is forgotten otherwise.</summary>
internal sealed class WalletDraft
{
    private readonly WalletState _before;
    private readonly byte[] _hash;
    private GrantBalance[] _grants;
    private int _count;

    public WalletDraft(WalletState before)
    {
        _before = before;
        Balance = before.Balance;
        LastNumber = before.LastNumber;
        Plan = before.Plan;
        NextDue = before.NextDue;
        Limits = before.Limits;
        InvoicedUntil = before.InvoicedUntil;
        _hash = before.LastHash.ToArray();
        _grants = [.. before.Grants];
        _count = _grants.Length;
    }

    public int Account => _before.Account;
    public string PriceBook => _before.PriceBook;
    public long Balance { get; private set; }
    public long LastNumber { get; private set; }

    /// <inheritdoc cref="WalletState.Plan"/>
    public string? Plan { get; set; }

    /// <inheritdoc cref="WalletState.NextDue"/>
    public Instant NextDue { get; set; }

    /// <inheritdoc cref="WalletState.Limits"/>
    public IReadOnlyDictionary<string, long> Limits { get; private set; }

    /// <inheritdoc cref="WalletState.InvoicedUntil"/>
    public Instant? InvoicedUntil { get; set; }

    /// <summary>In burn-down order.</summary>
    public ReadOnlySpan<GrantBalance> Grants => _grants.AsSpan(0, _count);

    public ReadOnlySpan<byte> LastHash => _hash;

    /// <summary>As <see cref="WalletState.AvailableAt"/>.</summary>
    public long AvailableAt(Instant at)
    {
        long usable = 0;
        foreach (ref readonly var grant in Grants)
        {
            if (grant.Grant.UsableAt(at)) usable = checked(usable + grant.Free);
        }

        return Math.Max(0, Math.Min(usable, Balance - Frozen));
    }

    /// <inheritdoc cref="WalletState.Frozen"/>
    public long Frozen
    {
        get
        {
            long held = 0;
            foreach (ref readonly var grant in Grants) held = checked(held + grant.Held);
            return held;
        }
    }

    /// <summary>Keeps so much of a grant aside, at most what is left of it.</summary>
    public void Hold(int grant, long amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        var index = IndexOf(grant);
        if (index >= 0) _grants[index] = _grants[index] with { Held = Math.Min(amount, _grants[index].Remaining) };
    }

    /// <summary>What is left of a grant; 0 for one that is used up or new.</summary>
    public long Remaining(int grant)
    {
        var index = IndexOf(grant);
        return index < 0 ? 0 : _grants[index].Remaining;
    }

    /// <summary>Numbers and chains the next entry. The grant's remaining is moved by the caller.</summary>
    public Entry Append(in EntryTerms terms, long amount, int grant, Instant recorded)
    {
        if (amount == 0) throw new InvalidOperationException("An entry of 0 says nothing");
        Balance = checked(Balance + amount);
        var entry = new Entry(
            Account, ++LastNumber, terms.Type, amount, Balance, grant, terms.CauseKind, terms.Cause,
            terms.PriceVersion, terms.PriceLine, terms.Occurred, recorded);
        Chain.Append(entry, terms.Content, _hash);
        return entry;
    }

    /// <summary>Takes from the grant at a place of <see cref="Grants"/>.</summary>
    /// <exception cref="InvalidOperationException">It does not hold that much.</exception>
    public void Burn(int index, long amount)
    {
        var left = _grants[index].Remaining - amount;
        if (amount < 0 || left < 0) throw new InvalidOperationException($"Grant {_grants[index].Grant.Number} holds {_grants[index].Remaining}, not {amount}");
        _grants[index] = _grants[index] with { Remaining = left };
    }

    /// <summary>Sets what is left of a grant, at its place in the order; 0 takes it out.</summary>
    public void SetRemaining(Grant grant, long remaining, BurnOrder order)
    {
        var index = IndexOf(grant.Number);
        if (index >= 0)
        {
            _grants[index] = new(grant, remaining) { Held = Math.Min(_grants[index].Held, remaining) };
            DropEmpty();
            return;
        }

        if (remaining == 0) return;
        var at = 0;
        while (at < _count && order.Compare(_grants[at].Grant, grant) < 0) at++;
        _grants = [.. _grants.AsSpan(0, at), new(grant, remaining), .. _grants.AsSpan(at, _count - at)];
        _count = _grants.Length;
    }

    /// <summary>Sets an environment's limit; null takes it away.</summary>
    public void SetLimit(string environment, long? limit)
    {
        var limits = new Dictionary<string, long>(Limits, StringComparer.Ordinal);
        if (limit is { } most) limits[environment] = most;
        else limits.Remove(environment);
        Limits = limits;
    }

    /// <summary>Takes used-up grants out.</summary>
    public void DropEmpty()
    {
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (_grants[i].Remaining != 0) _grants[kept++] = _grants[i];
        }

        _count = kept;
    }

    public WalletState Freeze() => _before with
    {
        Balance = Balance, LastNumber = LastNumber, LastHash = _hash.ToArray(), Grants = Grants.ToArray(), Plan = Plan, NextDue = NextDue, Limits = Limits,
        InvoicedUntil = InvoicedUntil,
    };

    private int IndexOf(int grant)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_grants[i].Grant.Number == grant) return i;
        }

        return -1;
    }
}

/// <summary>What all entries of one cause have in common.</summary>
internal readonly record struct EntryTerms(
    EntryType Type, CauseKind CauseKind, long Cause, Instant Occurred, int PriceVersion = 0, int PriceLine = 0, UInt128 Content = default);
