using Billing.Service.Jobs;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Reads;

/// <summary>Where an event of the payment provider stands.</summary>
public enum InboxState : byte
{
    Handled,

    /// <summary>Not tried yet.</summary>
    Waiting,

    /// <summary>Failed, and tried again by itself.</summary>
    Failing,

    /// <summary>Failed for good, or too often: a person must look.</summary>
    NeedsPerson,
}

/// <param name="Subject">The provider's id of what it is about.</param>
/// <param name="Words">The error, or why it led to nothing.</param>
public sealed record InboxLine(string EventId, string Type, string? Subject, Instant Received, int Attempts, InboxState State, string? Words);

public sealed record InboxView(IReadOnlyList<InboxLine> Lines, int Waiting, int Failing, int NeedPerson, int Handled);

/// <summary>The webhook inbox as operators see it: what came and what became of it, never what it said.</summary>
public sealed class InboxRead(BillingReader reader)
{
    private const int Newest = 100;

    /// <summary>What is not handled first, each newest first.</summary>
    public async Task<InboxView> Read(CancellationToken cancel)
    {
        await using var db = reader.OpenContext();
        var rows = await db.Inbox.OrderBy(row => row.HandledAt != null).ThenByDescending(row => row.Received).Take(Newest).ToListAsync(cancel);
        var open = db.Inbox.Where(row => row.HandledAt == null);
        return new(
            [.. rows.Select(row => new InboxLine(row.EventId, row.Type, row.SubjectId, row.Received, row.Attempts, StateOf(row), row.LastError ?? row.Note))],
            await open.CountAsync(row => row.Attempts == 0, cancel),
            await open.CountAsync(row => row.Attempts > 0 && row.Attempts < InboxJob.MaxAttempts, cancel),
            await open.CountAsync(row => row.Attempts >= InboxJob.MaxAttempts, cancel),
            await db.Inbox.CountAsync(row => row.HandledAt != null, cancel));
    }

    private static InboxState StateOf(InboxRow row) => row switch
    {
        { HandledAt: not null } => InboxState.Handled,
        { Attempts: 0 } => InboxState.Waiting,
        { Attempts: >= InboxJob.MaxAttempts } => InboxState.NeedsPerson,
        _ => InboxState.Failing,
    };
}
