using System.Globalization;
using Billing.Service;
using Billing.Service.Jobs;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Stripe.Sandbox;

namespace BillingPortal.Portal.Dev;

/// <summary>
/// Moves Development's clock forward, a day at a time at most, and runs the jobs at each stop: renewals, expiry, hourly
/// charges and invoices come as they would have. The payment provider's clock goes first, so that nothing of it is ever
/// dated later than what we make of it. Where it stands is kept, for a ledger's time never runs back.
/// </summary>
public sealed class DevClock(BillingClock clock, Writer writer, IEnumerable<PollingJob> jobs) : IDisposable
{
    public static readonly TimeSpan Farthest = TimeSpan.FromDays(400);

    private const string Setting = "development_clock_offset";
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1, 1);
    private SandboxServer? _sandbox;

    public Instant Now => clock.Now;

    /// <summary>
    /// Puts the clock where it stood, or, while there is no account, where it is told to start. This comes before the first
    /// commit: a ledger never again writes a time before its latest.
    /// </summary>
    /// <param name="startsAt">An ISO 8601 instant; empty for the present.</param>
    /// <exception cref="PortalSettingsException">It is none.</exception>
    public static void TakeUp(OpenLedger ledger, string startsAt)
    {
        if (startsAt.Length > 0 && !Instant.TryParse(startsAt, out _))
            throw new PortalSettingsException($"Portal:StartsAt is '{startsAt}'; it must be an instant such as 2026-10-21T14:32:00Z.");
        using var db = ledger.Engine.Reader.OpenContext();
        if (db.Settings.Find(Setting)?.Value is { } kept) ledger.Clock.Offset = TimeSpan.FromMicroseconds(long.Parse(kept, CultureInfo.InvariantCulture));
        else if (startsAt.Length > 0 && !db.Accounts.Any()) ledger.Clock.MoveTo(Instant.Parse(startsAt));
    }

    /// <summary>From now on the sandbox, when there is one, moves along, and where the clock stands is kept.</summary>
    public async Task Start(SandboxServer? sandbox, CancellationToken cancel)
    {
        _sandbox = sandbox;
        if (clock.Offset != TimeSpan.Zero) await Keep(cancel);
    }

    /// <summary>Answers where the clock stands then. Refuses what lies behind it, or more than <see cref="Farthest"/> ahead.</summary>
    public async Task<Outcome<Instant>> MoveTo(Instant to, CancellationToken cancel)
    {
        if (to <= clock.Now) return new Refusal("not_forward", $"The clock stands at {clock.Now}; it only goes forward.", "to");
        if (to - clock.Now > Farthest) return new Refusal("too_far", $"At most {Farthest.TotalDays:0} days at once.", "to");
        await _one.WaitAsync(cancel);
        try
        {
            while (clock.Now < to)
            {
                var midnight = clock.Now.StartOfDay.PlusDays(1);
                Move(midnight < to ? midnight : to);
                await Keep(cancel);
                foreach (var job in jobs) await job.RunNow(cancel);
                await Delivered(cancel);
            }
        }
        finally
        {
            _one.Release();
        }

        return clock.Now;
    }

    private Instant RealNow => clock.Now.Plus(-clock.Offset);

    public void Dispose() => _one.Dispose();

    private void Move(Instant to)
    {
        if (_sandbox is not null) _sandbox.ClockOffset = to - RealNow;
        clock.MoveTo(to);
    }

    private Task<bool> Keep(CancellationToken cancel) => writer.Run(scope =>
    {
        var offset = ((long)clock.Offset.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);
        if (scope.Db.Settings.Find(Setting) is { } row) row.Value = offset;
        else scope.Db.Settings.Add(new SettingRow { Key = Setting, Value = offset });
        return true;
    }, cancel);

    private async Task Delivered(CancellationToken cancel)
    {
        for (var waited = TimeSpan.Zero; _sandbox is { UndeliveredWebhooks: > 0 } && waited < LongestDelivery; waited += Step) await Task.Delay(Step, cancel);
    }

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
}
