using Billing.Units;

namespace Billing.Sessions;

/// <summary>A resource that is paid by the started hour, in advance.</summary>
/// <param name="Number">Dense number; hours due at one instant are charged in its order.</param>
/// <param name="HourUnits">Price of an hour of all its instances, 10^-8 units, 0 or more.</param>
/// <param name="Wanted">The customer wants it to run.</param>
/// <param name="Running">It does run: wanted and paid.</param>
/// <param name="PaidUntil">End of the last paid hour; null before the first and after a stop.</param>
/// <param name="PausedForFundsAt">When credit last did not cover an hour; null for never.</param>
public sealed record HourlyResource(int Number, long HourUnits, bool Wanted = false, bool Running = false, Instant? PaidUntil = null, Instant? PausedForFundsAt = null)
{
    /// <summary>Waits for a top-up.</summary>
    public bool WaitsForFunds => Wanted && !Running;
}

/// <summary>An hour that was charged.</summary>
public readonly record struct HourCharge(Instant At, int Resource, long Units);

/// <summary>Resources and the wallet that pays them, as of <paramref name="UpTo"/>.</summary>
/// <param name="Balance">10^-8 units, 0 or more.</param>
public sealed record HourlyStanding(Instant UpTo, long Balance, IReadOnlyList<HourlyResource> Resources);

/// <summary>
/// Hours in advance (DP-11 to DP-13, DP-18). A paid hour runs on the clock: a pause does not stretch it and a resume
/// inside it is free. The first hour that credit does not cover in full pauses the resource; the top-up that covers it
/// resumes it then. It is a replay by instant, so a job that runs late, twice or in pieces writes what a punctual one does.
/// </summary>
public static class HourlySessions
{
    /// <summary>
    /// Plays everything before <paramref name="until"/>: at one instant events first (so a stop at a full hour costs no
    /// further hour), then the hours due.
    /// </summary>
    /// <param name="events">From <see cref="HourlyStanding.UpTo"/> on, in any order; at one instant top-ups first, then as given.</param>
    /// <param name="charges">Receives the hours charged, in order.</param>
    public static HourlyStanding Advance(HourlyStanding standing, IEnumerable<SessionEvent> events, Instant until, ICollection<HourCharge> charges)
    {
        var replay = new Replay(standing, charges);
        foreach (var e in events.Where(e => e.At >= standing.UpTo && e.At < until).OrderBy(e => e.At).ThenByDescending(e => e.Kind == SessionEventKind.Topup))
        {
            replay.ChargeHoursBefore(e.At);
            replay.Apply(e);
        }

        replay.ChargeHoursBefore(until);
        return new(Latest(standing.UpTo, until), replay.Balance, [.. replay.Resources]);
    }

    private static Instant Latest(Instant a, Instant b) => a > b ? a : b;

    private sealed class Replay(HourlyStanding standing, ICollection<HourCharge> charges)
    {
        public long Balance { get; private set; } = standing.Balance;

        public SortedList<int, HourlyResource> ByNumber { get; } = new(standing.Resources.ToDictionary(resource => resource.Number));

        public IEnumerable<HourlyResource> Resources => ByNumber.Values;

        public void ChargeHoursBefore(Instant instant)
        {
            while (Resources.Where(r => r.Running && r.PaidUntil < instant).MinBy(r => (r.PaidUntil!.Value.Micros, r.Number)) is { } due)
                Run(due, due.PaidUntil!.Value);
        }

        public void Apply(SessionEvent e)
        {
            if (e.Kind == SessionEventKind.Topup) Topup(e);
            else if (ByNumber.TryGetValue(e.Resource, out var resource)) Apply(resource, e);
        }

        private void Apply(HourlyResource resource, SessionEvent e)
        {
            switch (e.Kind)
            {
                case SessionEventKind.Start or SessionEventKind.Resume when !resource.Running:
                    Run(resource with { Wanted = true }, e.At);
                    break;
                case SessionEventKind.Pause:
                    Set(resource with { Wanted = false, Running = false });
                    break;
                case SessionEventKind.Stop:
                    Set(resource with { Wanted = false, Running = false, PaidUntil = null });
                    break;
            }
        }

        private void Topup(SessionEvent e)
        {
            Balance = checked(Balance + e.Units);
            foreach (var waiting in Resources.Where(r => r.WaitsForFunds && Balance >= r.HourUnits).ToList())
            {
                if (Balance >= waiting.HourUnits) Run(waiting, e.At);
            }
        }

        /// <summary>Runs on within the paid hour, else pays the next one, else waits for funds.</summary>
        private void Run(HourlyResource resource, Instant at)
        {
            if (resource.PaidUntil is { } paid && at < paid)
            {
                Set(resource with { Running = true });
            }
            else if (Balance >= resource.HourUnits)
            {
                Balance -= resource.HourUnits;
                charges.Add(new(at, resource.Number, resource.HourUnits));
                Set(resource with { Running = true, PaidUntil = new(at.Micros + Instant.MicrosPerHour) });
            }
            else
            {
                Set(resource with { Running = false, PausedForFundsAt = at });
            }
        }

        private void Set(HourlyResource resource) => ByNumber[resource.Number] = resource;
    }
}
