namespace Billing.PriceBooks;

/// <summary>The section <c>payment_recovery</c>: stages after a failed charge, each with all that it blocks.</summary>
internal static class RecoverySection
{
    private const int DaysMax = 365;

    public static List<RecoveryStage> Read(DocumentNode root)
    {
        var stages = new List<RecoveryStage>();
        foreach (var node in root.Objects("payment_recovery", least: 0))
        {
            var stage = new RecoveryStage(
                node.Whole("after_days", 0, DaysMax),
                node.Choice("state", ("overdue", RecoveryState.Overdue), ("late", RecoveryState.Late), ("paused", RecoveryState.Paused), ("suspended", RecoveryState.Suspended)),
                ReadBlocks(node));
            if (stages.Count == 0 && stage.AfterDays != 0) node.Fault("after_days", "of the first stage must be 0: the failure itself");
            if (stages.Count > 0 && stage.AfterDays <= stages[^1].AfterDays) node.Fault("after_days", "must be above the stage's before it");
            if (stages.Count > 0 && stage.State <= stages[^1].State) node.Fault("state", "must be graver than the stage's before it");
            if (stages.Count > 0 && (stages[^1].Blocks & ~stage.Blocks) != RecoveryBlocks.None) node.Fault("blocks", "must hold all that the stage before it blocks");
            node.NothingElse();
            stages.Add(stage);
        }

        return stages;
    }

    private static RecoveryBlocks ReadBlocks(DocumentNode node)
    {
        var blocks = RecoveryBlocks.None;
        foreach (var (text, i) in node.Texts("blocks", least: 0).Select((text, i) => (text, i)))
        {
            RecoveryBlocks? block = text switch
            {
                "creation" => RecoveryBlocks.Creation,
                "instances" => RecoveryBlocks.Instances,
                "resources" => RecoveryBlocks.Resources,
                _ => null,
            };
            if (block is { } known) blocks |= known;
            else node.Fault($"blocks[{i}]", $"'{text}' is not one of creation, instances, resources");
        }

        return blocks;
    }
}
