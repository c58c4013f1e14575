using Billing.Units;

namespace Billing.Sessions;

/// <summary>Seconds in arrears (KO-2, KO-5, KO-6): only while the instance exists and is not paused; the build is free.</summary>
public static class SecondSessions
{
    /// <summary>The stretches of time that count, in order, cut to the window.</summary>
    /// <param name="events">Of one resource, in any order; those before the window decide whether it runs at its start.</param>
    public static IReadOnlyList<Period> RunningIn(Period window, IEnumerable<SessionEvent> events)
    {
        var running = new List<Period>();
        Instant? since = null;
        foreach (var e in events.Where(e => e.At < window.End).OrderBy(e => e.At))
        {
            if (e.Kind is SessionEventKind.Start or SessionEventKind.Resume) since ??= e.At;
            if (e.Kind is not (SessionEventKind.Pause or SessionEventKind.Stop)) continue;
            Add(running, since, e.At, window);
            since = null;
        }

        Add(running, since, window.End, window);
        return running;
    }

    /// <summary>Whole seconds of all instances; a begun second at the very end is free.</summary>
    public static long Seconds(IEnumerable<Period> running, int instances) =>
        checked(running.Sum(part => part.End.Micros - part.Start.Micros) / Instant.MicrosPerSecond * instances);

    private static void Add(List<Period> running, Instant? since, Instant end, Period window)
    {
        if (since is not { } start) return;
        var part = new Period(start < window.Start ? window.Start : start, end);
        if (part.End > part.Start) running.Add(part);
    }
}
