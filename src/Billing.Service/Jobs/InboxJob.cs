using Billing.Service.Flows.Notices;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Billing.Service.Jobs;

/// <summary>
/// Works off the webhook inbox: the flow by its own key first, then the mark. A crash between the two only repeats a flow
/// that then finds its key. Events of one subject run one after the other, those of different ones side by side; what
/// fails stays with its error and is tried again, later each time. Nothing is given up because the provider does not answer.
/// </summary>
public sealed class InboxJob(
    Writer writer, BillingReader reader, IPaymentGateway gateway, BillingClock clock, IEnumerable<INoticeFlow> flows, ILogger<InboxJob> log) : PollingJob(log)
{
    /// <summary>Tries after which an event waits for a person; the janitor and reconciliation still find its payment.</summary>
    public const int MaxAttempts = 20;

    private const int MostPerRound = 200;
    private const int SideBySide = 4;
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>While the provider is away: so soon after its being back everything is asked again.</summary>
    private static readonly TimeSpan LongestWaitForProvider = TimeSpan.FromMinutes(1);

    // Short, for a process that is killed keeps it; two who work at once find each other's keys.
    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(1);

    private readonly Lease _lease = new(writer, "inbox", LongestRound);

    protected override TimeSpan Pause => TimeSpan.FromSeconds(2);

    protected override async Task RunOnce(CancellationToken cancel)
    {
        var waiting = await Waiting(cancel);
        if (waiting.Count == 0 || !await _lease.Take(cancel)) return;
        await Parallel.ForEachAsync(
            waiting.GroupBy(row => (row.Subject, row.SubjectId ?? row.EventId)),
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancel },
            async (subject, cancelled) =>
            {
                foreach (var row in subject) await Work(row, cancelled);
            });
        if (waiting.Count == MostPerRound) Wake();
    }

    private async Task<List<InboxRow>> Waiting(CancellationToken cancel)
    {
        var now = clock.Now;
        await using var db = reader.OpenContext();
        return await db.Inbox
            .Where(row => row.HandledAt == null && row.Attempts < MaxAttempts && (row.NotBefore == null || row.NotBefore <= now))
            .OrderBy(row => row.Received).ThenBy(row => row.EventId).Take(MostPerRound).ToListAsync(cancel);
    }

    private async Task Work(InboxRow row, CancellationToken cancel)
    {
        Refusal? refusal = null;
        var notice = Notice(row);
        try
        {
            notice = row.Body is { Length: > 0 } body ? gateway.ReadWebhook(body) : notice;
            if (notice.Unread) refusal = new("unreadable", "It is of a version that this portal does not read yet.");
            foreach (var flow in flows.Where(flow => flow.Subject == notice.Subject)) refusal = Graver(refusal, await flow.Run(notice, cancel));
        }
        catch (GatewayAwayException)
        {
            refusal = Customers.NoAnswer;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.LogWarning(e, "Event {Event} ({Type}) could not be worked off; it is tried again", row.EventId, row.Type);
            refusal = new(e.GetType().Name, e.Message);
        }

        await Mark(row, notice, refusal, cancel);
    }

    private Task<bool> Mark(InboxRow row, WebhookNotice notice, Refusal? refusal, CancellationToken cancel) => writer.Run(scope =>
    {
        var kept = scope.Db.Inbox.Single(i => i.EventId == row.EventId);
        kept.Attempts++;
        if (refusal is null || IsNothingOfOurs(refusal))
        {
            (kept.HandledAt, kept.LastError, kept.NotBefore) = (scope.Now, null, null);
            (kept.Subject, kept.SubjectId, kept.Customer, kept.Body) = (notice.Subject, notice.Id, notice.Customer, []);
            if (refusal is not null) kept.Note = $"Not ours: {refusal.Message}";
            if (refusal is not null) Log.LogWarning("Event {Event} ({Type}) is about {Subject}, of which nothing is known here", row.EventId, row.Type, row.SubjectId);
            return true;
        }

        kept.LastError = $"{refusal.Code}: {refusal.Message}";
        var noAnswer = IsNoAnswer(refusal);
        if (noAnswer) kept.Attempts = Math.Min(kept.Attempts, MaxAttempts - 1);
        kept.NotBefore = scope.Now.Plus(WaitAfter(kept.Attempts, noAnswer ? LongestWaitForProvider : LongestWait));
        if (!IsFinal(refusal)) return false;
        kept.Attempts = MaxAttempts;
        Log.LogError("Event {Event} ({Type}) needs a person: {Error}", row.EventId, row.Type, kept.LastError);
        return false;
    }, cancel);

    /// <summary>2 s, 4 s, 8 s and so on.</summary>
    private static TimeSpan WaitAfter(int attempts, TimeSpan longest) => TimeSpan.FromSeconds(Math.Min(longest.TotalSeconds, Math.Pow(2, attempts)));

    // Another environment's or another tenant's: asking again would not make it ours.
    private static bool IsNothingOfOurs(Refusal refusal) => refusal.Code is "not_found";

    // Nothing is wrong with the event: it waits as long as the provider takes.
    private static bool IsNoAnswer(Refusal refusal) => refusal.Code == Customers.NoAnswer.Code;

    // Asking again would show the same: the object is not what we ordered.
    private static bool IsFinal(Refusal refusal) => refusal.Code.EndsWith("_mismatch", StringComparison.Ordinal);

    /// <summary>Of several flows' answers the one that keeps the event: nothing to do of one is no objection to another's being done.</summary>
    private static Refusal? Graver(Refusal? one, Refusal? other) =>
        (one, other) switch
        {
            (null, _) => other,
            (_, null) => one,
            _ => IsNothingOfOurs(one) ? other : one,
        };

    private static WebhookNotice Notice(InboxRow row) => new(row.EventId, row.Type, row.Created, row.Subject, row.SubjectId, row.Customer);
}
