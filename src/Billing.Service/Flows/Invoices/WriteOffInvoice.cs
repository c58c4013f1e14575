using Billing.Ledger;
using Billing.Service.Access;
using Billing.Service.Flows.Recovery;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Invoices;

/// <param name="Reason">For the operators, 1 to 500 characters.</param>
public sealed record WriteOff(AccountId Account, long Invoice, string Reason, string Key);

/// <summary>An operator gives up what is owed of an invoice: it is collected no more, and its payment recovery ends.</summary>
public sealed class WriteOffInvoice(Writer writer, IMemberships memberships)
{
    /// <returns>What was given up.</returns>
    public async Task<Outcome<Amount>> Run(Actor.Operator actor, WriteOff request, CancellationToken cancel)
    {
        if (!await memberships.IsOperator(actor.UserId, cancel)) return NotFound;
        return await writer.Run(scope => Once(scope, actor, request), cancel);
    }

    private static Outcome<Amount> Once(WriteScope scope, Actor.Operator actor, WriteOff request)
    {
        if (scope.Find(request.Account) is not { } wallet) return NotFound;
        var command = new NewCommand(
            $"write-off:{request.Key}", "write_off", wallet.Account, actor.Label, RequestHash.Of(request.Account, request.Invoice, request.Reason), Reason: request.Reason);
        return scope.Once<Amount>(command, number => Decide(scope, wallet, request, number));
    }

    private static Outcome<Amount> Decide(WriteScope scope, WalletState wallet, WriteOff request, long command)
    {
        if (scope.Db.Collections.Find(request.Invoice) is not { } collection || collection.Account != wallet.Account) return NotFound;
        if (request.Reason.Trim().Length is 0 or > 500) return new Refusal("reason_required", "Say why, in 1 to 500 characters.", "reason");
        if (collection.State != CollectionState.Open) return new Refusal("nothing_due", "Nothing is to be paid on this invoice.");
        var owed = Owed.Of(scope.Db, collection);
        scope.Post(new NewEntry(wallet.Account, EntryType.WriteOff, owed, 0, CauseKind.Command, command));
        (collection.State, collection.NextAttempt) = (CollectionState.WrittenOff, null);
        RecoveryCase.Settle(scope, wallet.Account);
        return new Amount(owed, wallet.Asset);
    }

    private static readonly Refusal NotFound = new("not_found", "There is no such invoice.");
}
