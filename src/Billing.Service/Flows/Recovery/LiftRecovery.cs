using Billing.PriceBooks;
using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Recovery;

/// <param name="Blocks">What is given back or held off while the oldest overdue invoice stays unpaid; <see cref="RecoveryBlocks.None"/> takes an earlier lift back.</param>
/// <param name="Reason">For the operators, 1 to 500 characters.</param>
public sealed record RecoveryLift(AccountId Account, RecoveryBlocks Blocks, string Reason, string Key);

/// <summary>
/// An operator gives back what payment recovery took, or holds off what it would take (C-16). What was deleted cannot be
/// given back.
/// </summary>
public sealed class LiftRecovery(Writer writer, IMemberships memberships)
{
    public async Task<Outcome<RecoveryBlocks>> Run(Actor.Operator actor, RecoveryLift lift, CancellationToken cancel)
    {
        if (!await memberships.IsOperator(actor.UserId, cancel)) return NotFound;
        return await writer.Run(scope => Once(scope, actor, lift), cancel);
    }

    private static Outcome<RecoveryBlocks> Once(WriteScope scope, Actor.Operator actor, RecoveryLift lift)
    {
        if (scope.Find(lift.Account) is not { } wallet) return NotFound;
        var command = new NewCommand(
            $"recovery-lift:{lift.Key}", "recovery_lift", wallet.Account, actor.Label, RequestHash.Of(lift.Account, lift.Blocks, lift.Reason), Reason: lift.Reason, Payload: lift.Blocks.ToString());
        return scope.Once<RecoveryBlocks>(command, _ => Decide(scope, wallet.Account, lift));
    }

    private static Outcome<RecoveryBlocks> Decide(WriteScope scope, int account, RecoveryLift lift)
    {
        if (lift.Reason.Trim().Length is 0 or > 500) return new Refusal("reason_required", "Say why, in 1 to 500 characters.", "reason");
        if (RecoveryCase.Of(scope.Db, scope.BookOf(account, scope.Now), account, scope.Now) is not { } open) return new Refusal("nothing_to_lift", "No invoice of this account is overdue.");
        var added = lift.Blocks & ~open.Collection.Lifted;
        if (added.HasFlag(RecoveryBlocks.Resources) && open.Standing.ResourcesDeleted) return new Refusal("deleted_already", "The resources have been deleted; that cannot be lifted.", "blocks");
        open.Collection.Lifted = lift.Blocks;
        RecoveryCase.Settle(scope, account);
        return lift.Blocks;
    }

    private static readonly Refusal NotFound = new("not_found", "There is no such account.");
}
