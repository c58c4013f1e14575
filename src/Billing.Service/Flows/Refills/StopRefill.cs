using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Refills;

/// <summary>Turns automatic refill off. What is under way is still paid or refused, but nothing new starts.</summary>
public sealed class StopRefill(Writer writer, IMemberships memberships, RefillWatch watch)
{
    /// <summary>Answers whether a refill is still under way.</summary>
    public async Task<Outcome<bool>> Run(Actor actor, AccountId account, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal) return refusal;
        var stopped = await writer.Run(scope => Stop(scope, actor, account), cancel);
        watch.Leave(account);
        return stopped;
    }

    /// <summary>The last card was taken off file: there is nothing left to charge, so it is off, however it stood.</summary>
    internal static void WithTheCard(WriteScope scope, int account, Actor actor)
    {
        if (scope.Db.Refills.Find(account) is not { State: not RefillState.Off } row) return;
        (row.State, row.PausedBecause, row.ChangedAt, row.ChangedBy) = (RefillState.Off, null, scope.Now, actor.Label);
        RefillDiary.Note(scope, row, RefillDiary.TurnedOff, $"{actor.Label} took the last card off file, so auto-refill is off.", scope.Wallet(account).Balance, null);
    }

    private static Outcome<bool> Stop(WriteScope scope, Actor actor, AccountId account)
    {
        if (scope.Find(account) is not { } wallet) return new Refusal("not_found", "There is no such account.");
        if (scope.Db.Refills.Find(wallet.Account) is not { State: not RefillState.Off } row) return false;
        var look = RefillCase.Of(scope.Db, scope.BookOf(wallet.Account, scope.Now), wallet, row, scope.Now);
        (row.State, row.PausedBecause, row.ChangedAt, row.ChangedBy) = (RefillState.Off, null, scope.Now, actor.Label);
        var underWay = look.Standing.UnderWay.IsPositive;
        RefillDiary.Note(
            scope, row, RefillDiary.TurnedOff, $"{actor.Label} turned it off. Nothing new starts{(underWay ? "; the refill that is under way still ends with its payment." : ".")}", wallet.Balance, null);
        return underWay;
    }
}
