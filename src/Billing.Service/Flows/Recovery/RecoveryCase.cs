using Billing.PriceBooks;
using Billing.Recovery;
using Billing.Service.Flows.Resources;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Recovery;

/// <summary>Where an account stands with the oldest invoice that could not be collected.</summary>
/// <param name="Standing">By <see cref="RecoveryDecision"/>, with what an operator held off taken out.</param>
public sealed record RecoveryCase(CollectionRow Collection, RecoveryStanding Standing)
{
    public Instant FailedAt => Collection.FailedAt!.Value;

    /// <summary>Null where nothing is overdue.</summary>
    public static RecoveryCase? Of(BillingDb db, PriceBook book, int account, Instant now)
    {
        // A row that this transaction has changed answers as it is now, so its state is looked at once more.
        var oldest = db.Collections.Where(row => row.Account == account && row.State == CollectionState.Open).AsEnumerable()
            .Where(row => row is { State: CollectionState.Open, FailedAt: not null }).OrderBy(row => row.FailedAt).ThenBy(row => row.Invoice).FirstOrDefault();
        if (oldest is null || book.Recovery.Count == 0) return null;
        var standing = RecoveryDecision.At(book.Recovery, oldest.FailedAt!.Value, null, now, oldest.Lifted);
        return new(oldest, standing with { Blocks = standing.Blocks & ~oldest.Lifted });
    }

    /// <summary>What may be created and what runs, within a flow.</summary>
    public static RecoveryStanding StandingOf(WriteScope scope, int account) =>
        Of(scope.Db, scope.BookOf(account, scope.Now), account, scope.Now)?.Standing ?? new(RecoveryState.Current, RecoveryBlocks.None, null);

    /// <summary>Something was paid, given up or lifted: what need not be blocked any more goes on, and another overdue invoice takes over.</summary>
    internal static void Settle(WriteScope scope, int account)
    {
        if (StandingOf(scope, account).InstancesPaused) ResourceBlocks.Block(scope, account, scope.Now);
        else ResourceBlocks.Unblock(scope, account, scope.Now);
    }
}
