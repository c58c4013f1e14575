using Billing.Units;

namespace Billing.Credits;

/// <summary>Whether a charge may be paid in part.</summary>
public enum PaymentRule : byte
{
    /// <summary>Takes what is there, never below zero; the rest is uncovered (C-24).</summary>
    WhatIsLeft,

    /// <summary>In full or not at all (an hour of a deployment, DP-13).</summary>
    WholeOrNothing,
}

/// <summary>A grant and what is left of it, in 10^-8 units, 0 or more.</summary>
public readonly record struct GrantBalance(Grant Grant, long Remaining)
{
    /// <summary>Of <see cref="Remaining"/>, kept aside: nothing but the end of what holds it may take it.</summary>
    public long Held { get; init; }

    /// <summary>What may be spent, once the grant is usable.</summary>
    public long Free => Remaining - Held;
}

/// <summary>A plan's discount on what is taken from bought credit (MS-20). <c>default</c> is none.</summary>
/// <param name="RateUnits">10^-8 of the whole: 15,000,000 is 15 %. 0 or more, below 100,000,000.</param>
public readonly record struct DebitDiscount(long RateUnits)
{
    public bool AppliesTo(GrantKind kind) => RateUnits > 0 && kind == GrantKind.Topup;

    /// <summary>What is taken for a list price: half up, at least 1 unit for anything above zero.</summary>
    internal long Taken(long list) => list == 0 ? 0 : Math.Max(1, HalfUp((Int128)list * PaidShare, Asset.UnitsPerWhole));

    /// <summary>The list price that a debit covers, half up.</summary>
    internal long List(long taken) => HalfUp((Int128)taken * Asset.UnitsPerWhole, PaidShare);

    private long PaidShare => Asset.UnitsPerWhole - RateUnits;

    private static long HalfUp(Int128 numerator, long denominator) => checked((long)((numerator * 2 + denominator) / ((Int128)denominator * 2)));
}

/// <summary>A part of a charge that one grant paid.</summary>
/// <param name="Index">The grant's place in the span that was given.</param>
/// <param name="Taken">What leaves the grant, above 0.</param>
/// <param name="List">The share of the list price it covers, above 0.</param>
public readonly record struct FundingSlice(int Index, long Taken, long List);

/// <summary>What came of a charge: <c>sum of the slices' list + Uncovered = cost</c>.</summary>
/// <param name="Slices">Slices written.</param>
/// <param name="Taken">Sum of what leaves the grants.</param>
/// <param name="Uncovered">List price that nobody paid.</param>
public readonly record struct Funded(int Slices, long Taken, long Uncovered)
{
    public bool InFull => Uncovered == 0;
}

/// <summary>
/// Who pays a charge. Pure and without allocation: the caller owns both spans and applies the slices itself.
/// </summary>
public static class Funding
{
    /// <summary>Cuts a charge over grants that stand in burn-down order; those not usable at <paramref name="at"/> are passed over.</summary>
    /// <param name="ordered">In the book's <see cref="BurnOrder"/>.</param>
    /// <param name="cost">List price in 10^-8 units, 0 or more.</param>
    /// <param name="at">When the charge is recorded: it decides which grants can pay.</param>
    /// <param name="rule">Whether a part will do.</param>
    /// <param name="discount">On debits from bought credit; the debit over neighbouring bought grants is rounded once.</param>
    /// <param name="slices">At least as long as <paramref name="ordered"/>.</param>
    /// <param name="room">The most that may be taken (available balance, caps); 0 or more.</param>
    public static Funded Fund(
        ReadOnlySpan<GrantBalance> ordered, long cost, Instant at, PaymentRule rule, DebitDiscount discount, Span<FundingSlice> slices, long room = long.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cost);
        ArgumentOutOfRangeException.ThrowIfNegative(room);
        var open = new Open { List = cost, Room = room };
        for (var i = 0; i < ordered.Length && open.List > 0 && open.Room > 0;)
        {
            i = discount.AppliesTo(ordered[i].Grant.Kind)
                ? TakeDiscounted(ordered, i, at, discount, slices, ref open)
                : TakeAtList(ordered, i, at, slices, ref open);
        }

        return open.List > 0 && rule == PaymentRule.WholeOrNothing
            ? new(0, 0, cost)
            : new(open.Count, open.Taken, open.List);
    }

    /// <summary>Whether new work may start: anything at all above zero, or the whole where only the whole is taken.</summary>
    /// <param name="available">Balance less holds.</param>
    /// <param name="cost">What the work will cost at least; ignored where a part will do.</param>
    public static bool Admits(long available, long cost, PaymentRule rule) =>
        rule == PaymentRule.WholeOrNothing ? available >= cost && available > 0 : available > 0;

    private static int TakeAtList(ReadOnlySpan<GrantBalance> ordered, int i, Instant at, Span<FundingSlice> slices, ref Open open)
    {
        var taken = Math.Min(Usable(ordered[i], at), Math.Min(open.List, open.Room));
        if (taken > 0) open.Add(slices, new(i, taken, taken));
        return i + 1;
    }

    /// <summary>
    /// A run of discounted grants shares one rounded debit, cut in order. Each slice's list price is the growth of the
    /// rounded total, and the slice that completes the debit takes the rest, so nothing is lost between them.
    /// </summary>
    private static int TakeDiscounted(
        ReadOnlySpan<GrantBalance> ordered, int i, Instant at, DebitDiscount discount, Span<FundingSlice> slices, ref Open open)
    {
        var wanted = discount.Taken(open.List);
        var listAtStart = open.List;
        long takenInRun = 0, listInRun = 0;
        for (; i < ordered.Length && discount.AppliesTo(ordered[i].Grant.Kind) && takenInRun < wanted && open.Room > 0; i++)
        {
            var taken = Math.Min(Usable(ordered[i], at), Math.Min(wanted - takenInRun, open.Room));
            if (taken <= 0) continue;
            takenInRun += taken;
            var covered = takenInRun == wanted ? listAtStart : discount.List(takenInRun);
            open.Add(slices, new(i, taken, covered - listInRun));
            listInRun = covered;
        }

        return i;
    }

    private static long Usable(in GrantBalance balance, Instant at) => balance.Grant.UsableAt(at) ? balance.Free : 0;

    private ref struct Open
    {
        public long List;
        public long Room;
        public long Taken;
        public int Count;

        public void Add(Span<FundingSlice> slices, FundingSlice slice)
        {
            slices[Count++] = slice;
            List -= slice.List;
            Room -= slice.Taken;
            Taken += slice.Taken;
        }
    }
}
