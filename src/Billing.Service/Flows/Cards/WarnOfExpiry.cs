using Billing.Service.Metering;
using Billing.Service.Storage;

namespace Billing.Service.Flows.Cards;

/// <summary>Tells an organisation that a card expires: 30 days before its last month, and when that has begun.</summary>
public sealed class WarnOfExpiry(Writer writer)
{
    public Task<bool> Run(string card, CancellationToken cancel) => writer.Run(scope => Warn(scope, card), cancel);

    /// <summary>Cards that may be due; which of them are is decided when their turn comes.</summary>
    public static IQueryable<string> Near(BillingDb db, Units.Instant now)
    {
        var month = CardExpiry.MonthOf(now);
        return db.Cards.Where(card => card.RemovedAt == null && card.ExpiryYear > 0)
            .Where(card => card.ExpiryYear * 12 + card.ExpiryMonth >= month && card.ExpiryYear * 12 + card.ExpiryMonth <= month + 2)
            .Where(card => card.WarnedFor < card.ExpiryYear * 12 + card.ExpiryMonth)
            .OrderBy(card => card.Card).Select(card => card.Card);
    }

    private static bool Warn(WriteScope scope, string card)
    {
        if (scope.Db.Cards.Find(card) is not { RemovedAt: null } row || CardExpiry.Due(row, scope.Now) is not { } month) return false;
        row.WarnedFor = month;
        CardMails.Expires(scope, row, month, scope.Db.Customers.Find(row.Account)?.Card == row.Card);
        return true;
    }
}
