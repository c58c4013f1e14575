using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>
/// One kind of thing that happens to an account by time alone: grants expire, allowances begin, hours fall due, months
/// end. An instance lives for one upkeep of one account and may keep the rows it has read.
/// </summary>
internal interface IDueWork
{
    /// <summary>When it next has something to do, in the past too; null for nothing in sight.</summary>
    Instant? Next { get; }

    /// <summary>
    /// Does what is due at <see cref="Next"/>: it occurred then and is recorded now. Afterwards <see cref="Next"/> is later, or null,
    /// or <see cref="WriteScope.Reached"/>, where what another kind did calls for more at that very instant.
    /// </summary>
    void Do();
}

/// <summary>Looks at an account; null where its price book knows no such work.</summary>
internal delegate IDueWork? OpenDueWork(WriteScope scope, int account);

/// <summary>
/// Brings an account up to the present before anything is decided on it. Whatever fell due while nobody looked is done
/// by its own instant, in order, so a job that runs late, twice or in pieces leaves what a punctual one does; nothing
/// can come between, because everything that changes a wallet comes through here first.
/// </summary>
/// <param name="kinds">At one instant they act in this order.</param>
internal sealed class Upkeep(IReadOnlyList<OpenDueWork> kinds)
{
    /// <summary>Does all that is due by <see cref="WriteScope.Now"/>, and answers when something is due next; <see cref="Instant.Latest"/> for never.</summary>
    public Instant Run(WriteScope scope, int account)
    {
        var works = new List<IDueWork>(kinds.Count);
        foreach (var open in kinds)
        {
            if (open(scope, account) is { } work) works.Add(work);
        }

        scope.Reached = scope.Now;
        var next = DoWhatIsDue(scope, works);
        scope.Reached = scope.Now;
        return next;
    }

    private static Instant DoWhatIsDue(WriteScope scope, List<IDueWork> works)
    {
        for (Instant? before = null; Earliest(works) is { } work;)
        {
            var at = work.Next!.Value;
            if (at > scope.Now) return at;
            if (at < before) throw new InvalidOperationException($"{work.GetType().Name} went back from {before} to {at}");
            before = at;
            scope.Reached = at;
            work.Do();
        }

        return Instant.Latest;
    }

    private static IDueWork? Earliest(List<IDueWork> works)
    {
        IDueWork? earliest = null;
        foreach (var work in works)
        {
            if (work.Next is { } next && (earliest is null || next < earliest.Next)) earliest = work;
        }

        return earliest;
    }
}
