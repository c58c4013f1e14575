using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Recovery;

/// <summary>An unpaid invoice at an instant.</summary>
/// <param name="NextAt">When the next stage begins; null after the last, and when paid.</param>
public sealed record RecoveryStanding(RecoveryState State, RecoveryBlocks Blocks, Instant? NextAt)
{
    public bool CreationAllowed => !Blocks.HasFlag(RecoveryBlocks.Creation);
    public bool InstancesPaused => Blocks.HasFlag(RecoveryBlocks.Instances);
    public bool ResourcesDeleted => Blocks.HasFlag(RecoveryBlocks.Resources);
}

/// <summary>Payment recovery as a function of time, so that no screen and no gate waits for a job (KO-37, KO-38).</summary>
public static class RecoveryDecision
{
    /// <param name="stages">The book's, ascending.</param>
    /// <param name="failedAt">When the charge failed.</param>
    /// <param name="paidAt">When it was paid after all; null for not yet. Payment ends the case at once, but what was deleted stays deleted.</param>
    /// <param name="lifted">What an operator lifted (C-16); a deletion cannot be lifted once it happened.</param>
    public static RecoveryStanding At(IReadOnlyList<RecoveryStage> stages, Instant failedAt, Instant? paidAt, Instant now, RecoveryBlocks lifted = RecoveryBlocks.None)
    {
        if (now < failedAt) return new(RecoveryState.Current, RecoveryBlocks.None, null);
        if (paidAt is { } paid && paid <= now)
        {
            var reached = StageAt(stages, failedAt, paid)?.Blocks ?? RecoveryBlocks.None;
            return new(RecoveryState.Current, reached & RecoveryBlocks.Resources, null);
        }

        var stage = StageAt(stages, failedAt, now);
        var next = stages.FirstOrDefault(later => failedAt.PlusDays(later.AfterDays) > now);
        return new(
            stage?.State ?? RecoveryState.Overdue,
            (stage?.Blocks ?? RecoveryBlocks.None) & ~(lifted & ~RecoveryBlocks.Resources),
            next is null ? null : failedAt.PlusDays(next.AfterDays));
    }

    private static RecoveryStage? StageAt(IReadOnlyList<RecoveryStage> stages, Instant failedAt, Instant at) =>
        stages.LastOrDefault(stage => failedAt.PlusDays(stage.AfterDays) <= at);
}
