using Billing.PriceBooks;
using Billing.Recovery;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>Payment recovery. The vector states days and states; what a state blocks is the price book's.</summary>
internal static class RecoveryVectors
{
    public static object Answer(Vector vector)
    {
        var blocks = BookFiles.Of(vector).Recovery.ToDictionary(stage => stage.State, stage => stage.Blocks);
        var stages = vector.Given.List("stages").Select(stage => (Days: stage.Whole("after_days") ?? 0, State: stage.Text("state").Named<RecoveryState>()))
            .Select(stage => new RecoveryStage(stage.Days, stage.State, blocks[stage.State])).ToList();
        var standing = RecoveryDecision.At(stages, vector.Given.Moment("failed_at"), vector.When.MomentOrNull("paid_at"), vector.When.Moment("now"));
        return new
        {
            state = standing.State.Word(),
            creation_allowed = standing.CreationAllowed,
            instances_paused = standing.InstancesPaused,
            resources_deleted = standing.ResourcesDeleted,
            next_at = standing.NextAt.Text(),
        };
    }
}
