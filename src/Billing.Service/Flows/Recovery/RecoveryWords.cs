using Billing.PriceBooks;

namespace Billing.Service.Flows.Recovery;

/// <summary>What a stage of payment recovery means, for the customer.</summary>
public static class RecoveryWords
{
    public static string Of(RecoveryBlocks blocks) =>
        blocks.HasFlag(RecoveryBlocks.Resources) ? "All resources have been deleted for good. Pay the invoice to use the account again."
        : blocks.HasFlag(RecoveryBlocks.Instances) ? "All instances are paused until the invoice is paid; then they resume."
        : blocks.HasFlag(RecoveryBlocks.Creation) ? "Nothing new can be created until the invoice is paid. What runs goes on."
        : "The card on file could not be charged. It is tried again every day; you can pay at any time.";
}
