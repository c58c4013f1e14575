using Billing.PriceBooks;
using Billing.Service.Flows.Invoices;
using Billing.Service.Flows.Recovery;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>An account whose invoice could not be collected.</summary>
/// <param name="Invoice">The oldest one.</param>
/// <param name="Owed">On all overdue invoices together.</param>
/// <param name="Blocks">What is blocked now, without what an operator lifted.</param>
/// <param name="Next">The stage that comes; null after the last.</param>
public sealed record RecoveryView(long Invoice, Amount Owed, RecoveryState State, RecoveryBlocks Blocks, Instant FailedAt, RecoveryNext? Next);

public sealed record RecoveryNext(RecoveryState State, RecoveryBlocks Blocks, Instant At);

/// <summary>Where an account stands with what it has not paid: for the banner and for whoever must refuse.</summary>
public sealed class RecoveryRead(Writer writer, BillingReader reader, BillingClock clock)
{
    /// <summary>Null where nothing is overdue.</summary>
    public RecoveryView? Read(AccountId account)
    {
        if (writer.Find(account) is not { } wallet) return null;
        using var db = reader.OpenContext();
        return Of(db, writer.Books.At(wallet.PriceBook, clock.Now).Book, wallet.Account, clock.Now);
    }

    internal static RecoveryView? Of(BillingDb db, PriceBook book, int account, Instant now)
    {
        if (RecoveryCase.Of(db, book, account, now) is not { } open) return null;
        var overdue = db.Collections.Where(row => row.Account == account && row.State == CollectionState.Open && row.FailedAt != null).AsEnumerable().Sum(row => Owed.Of(db, row));
        var next = book.Recovery.FirstOrDefault(stage => open.FailedAt.PlusDays(stage.AfterDays) > now);
        return new(
            open.Collection.Invoice, new(overdue, book.Currency), open.Standing.State, open.Standing.Blocks, open.FailedAt,
            next is null ? null : new(next.State, next.Blocks & ~open.Collection.Lifted, open.FailedAt.PlusDays(next.AfterDays)));
    }
}
