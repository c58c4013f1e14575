using Billing.Credits;
using Billing.PriceBooks;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Sessions;
using Billing.Units;

namespace Billing.Service.Flows.Resources;

/// <summary>
/// Seconds in arrears (KO-2, KO-5, KO-6): counted at each UTC hour's end and whenever a resource stops running, so that no
/// window spans two hours, months or prices. The seconds are <see cref="SecondSessions"/>'s; those of a run add up to what
/// the whole run has, wherever it is cut.
/// </summary>
internal sealed class SecondCharging(WriteScope scope, int account, ResourceRules rules) : ResourceCharging(scope, account, rules)
{
    public override Instant? Next
    {
        get
        {
            var end = FirstEnd;
            return Waiting.Any(row => Covered(row, Scope.Reached)) && !(end < Scope.Reached) ? Scope.Reached : end;
        }
    }

    public override void Do()
    {
        var at = Next!.Value;
        foreach (var row in Waiting.Where(row => Covered(row, at)).ToList()) ResumeWaiting(row, at);
        foreach (var row in Resources.Where(row => row.Running && EndOfHour(row) == at).ToList())
        {
            Count(row, at);
            if (!Covered(row, at)) StopWithoutFunds(row, at);
        }
    }

    private Instant? FirstEnd => Resources.Where(row => row.Running).Min(row => (Instant?)EndOfHour(row));

    protected override void Leave(ResourceRow resource, Instant at) => Count(resource, at);

    protected override void Play(ResourceRow resource, SessionEventKind kind, Instant at)
    {
        if (kind is SessionEventKind.Build) return;
        resource.Wanted = kind is SessionEventKind.Start or SessionEventKind.Resume;
        resource.Running = resource is { Wanted: true, Blocked: false };
        if (resource.Running) resource.MeteredUntil = at;
        if (resource.Running && !Covered(resource, at)) StopWithoutFunds(resource, at);
    }

    private void Count(ResourceRow row, Instant end)
    {
        var (start, began) = (row.MeteredUntil!.Value, Began(row));
        row.MeteredUntil = end;
        var seconds = SecondsOfRun(row, began, end) - SecondsOfRun(row, began, start);
        // It occurred in its hour, so at the window's last instant: its end is the next hour's.
        if (seconds > 0) Scope.Meter(Account, ResourceUse.Event(Rules, $"{row.Id}/{start}", row.Name, row.Size, seconds, new(end.Micros - 1)));
    }

    private static long SecondsOfRun(ResourceRow row, Instant began, Instant end) =>
        SecondSessions.Seconds(SecondSessions.RunningIn(new(began, end), [new(began, SessionEventKind.Start, row.Number)]), row.Instances);

    // A running resource's last event is the one that made it run.
    private Instant Began(ResourceRow row) => Scope.Db.ResourceEvents.Find(row.Number, row.LastEvent)!.At;

    private void ResumeWaiting(ResourceRow row, Instant at)
    {
        BackInFunds(row, at);
        (row.Running, row.MeteredUntil) = (true, at);
    }

    private void StopWithoutFunds(ResourceRow row, Instant at)
    {
        OutOfFunds(row, at);
        (row.Running, row.PausedForFundsAt) = (false, at);
    }

    /// <summary>May it run on? In advance nothing is taken, so that anything at all is left is enough; what costs nothing always may.</summary>
    private bool Covered(ResourceRow row, Instant at)
    {
        var (book, wallet) = (BookAt(at), BookAt(at).Wallet);
        if (ResourceUse.Price(book, row.Size, row.Instances) is not { } second) return false;
        return second == 0 || UsageFunding.Admit(AvailableAt(at), second, wallet.Payment, wallet.AtZero).Outcome == FundingOutcome.Admitted;
    }

    private static Instant EndOfHour(ResourceRow row) => new((row.MeteredUntil!.Value.HourNumber + 1) * Instant.MicrosPerHour);
}
