using Billing.PriceBooks;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Sessions;
using Billing.Units;

namespace Billing.Service.Flows.Resources;

/// <summary>
/// Hours in advance (DP-11 to DP-13, DP-18). An hour belongs to its first instant and is charged as soon as that instant
/// is over, so a stop at a full hour comes before the next charge. What happens is <see cref="HourlySessions"/>'s decision.
/// </summary>
internal sealed class HourlyCharging(WriteScope scope, int account, ResourceRules rules) : ResourceCharging(scope, account, rules)
{
    // No balance covers a size that the book no longer prices.
    private const long NeverCovered = long.MaxValue;

    public override Instant? Next
    {
        get
        {
            Instant? due = FirstDue is { } first ? JustAfter(first) : null;
            return Waiting.Any(Covered) && !(due < Scope.Reached) ? Scope.Reached : due;
        }
    }

    public override void Do()
    {
        if (Next == Scope.Reached && Waiting.Any(Covered)) ResumeWaiting(Scope.Reached);
        else ChargeHoursOf(FirstDue!.Value);
    }

    private Instant? FirstDue => Resources.Where(row => row.Running).Min(row => row.PaidUntil);

    protected override void Leave(ResourceRow resource, Instant at)
    {
        // Paid in advance: nothing is left to count.
    }

    protected override void Play(ResourceRow resource, SessionEventKind kind, Instant at) =>
        Play([resource], [new(at, kind, resource.Number)], at, AvailableAt(at));

    private void ChargeHoursOf(Instant at) =>
        Play([.. Resources.Where(row => row.Running && row.PaidUntil == at)], [], at, AvailableAt(at));

    private void ResumeWaiting(Instant at)
    {
        // To the decision, all that may be spent now has just come in: that is what wakes those who wait for it.
        var waiting = Waiting.ToList();
        Play(waiting, [new(at, SessionEventKind.Topup, Units: AvailableAt(at))], at, balance: 0);
        foreach (var row in waiting.Where(row => row.Running)) BackInFunds(row, at);
    }

    private void Play(IReadOnlyList<ResourceRow> rows, IReadOnlyList<SessionEvent> events, Instant at, long balance)
    {
        var charges = new List<HourCharge>();
        var standing = new HourlyStanding(at, balance, [.. rows.Select(row => Standing(row, at))]);
        var after = HourlySessions.Advance(standing, events, JustAfter(at), charges).Resources;
        foreach (var charge in charges) Charge(rows.Single(row => row.Number == charge.Resource), charge);
        for (var i = 0; i < rows.Count; i++) Take(rows[i], after[i], at);
    }

    private void Charge(ResourceRow row, HourCharge charge)
    {
        // The last event tells two hours of one instant apart: a stop ends the paid hour, and a start at once pays anew.
        var id = $"{row.Id}/{row.LastEvent}/{charge.At}";
        var receipt = Scope.Meter(Account, ResourceUse.Event(Rules, id, row.Name, row.Size, (long)ResourceUse.SecondsPerHour * row.Instances, charge.At));
        if (receipt is not { Outcome: UsageOutcome.Accepted, Uncovered: 0 })
            throw new InvalidOperationException($"Hour {id} was decided to be covered, and was not: {receipt.Outcome} {receipt.Refusal?.Code}");
    }

    private void Take(ResourceRow row, HourlyResource after, Instant at)
    {
        var stopped = after.WaitsForFunds && (row.Running || after.PausedForFundsAt != row.PausedForFundsAt);
        (row.Wanted, row.Running, row.PaidUntil, row.PausedForFundsAt) = (after.Wanted, after.Running, after.PaidUntil, after.PausedForFundsAt);
        if (stopped) OutOfFunds(row, at);
    }

    private HourlyResource Standing(ResourceRow row, Instant at) =>
        new(row.Number, HourUnits(row, at), row.Wanted, row.Running, row.PaidUntil, row.PausedForFundsAt);

    private long HourUnits(ResourceRow row, Instant at) => ResourceUse.HourPrice(BookAt(at), row) ?? NeverCovered;

    private bool Covered(ResourceRow row) => HourUnits(row, Scope.Reached) <= AvailableAt(Scope.Reached);

    private static Instant JustAfter(Instant at) => new(at.Micros + 1);
}
