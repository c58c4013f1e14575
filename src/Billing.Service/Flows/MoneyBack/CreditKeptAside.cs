using Billing.Corrections;
using Billing.Credits;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Flows.MoneyBack;

/// <summary>
/// Start-up: what disputes and open refunds keep aside. It is no entry, so no replay brings it; it follows from their rows and
/// from what is left of the grants, as it did when they were written.
/// </summary>
internal static class CreditKeptAside
{
    /// <summary>The payments that keep credit aside, by account.</summary>
    public static ILookup<int, PaymentRow> Payments(BillingDb db)
    {
        var numbers = db.Disputes.Where(row => row.State == DisputeState.Open).Select(row => row.Payment)
            .Union(db.Refunds.Where(row => row.State == RefundState.Created).Select(row => row.Payment)).ToList();
        return db.Payments.AsNoTracking().Where(row => numbers.Contains(row.Number)).AsEnumerable().ToLookup(row => row.Account);
    }

    /// <summary>The wallet with it.</summary>
    public static WalletState In(BillingDb db, PublishedBooks books, WalletState wallet, IEnumerable<PaymentRow> payments)
    {
        var grants = wallet.Grants.ToArray();
        foreach (var payment in payments)
        {
            var standing = new PaymentStanding(db, payment, wallet.Asset, books.At(wallet.PriceBook, payment.PaidAt ?? payment.Created).Book);
            if (standing.Base is null) continue;
            var (fromBase, fromBonus) = MoneyBackDecision.Hold(standing.Purchase(grants), standing.Rule, standing.Gone, standing.Awaited);
            Keep(grants, standing.Base, fromBase.Units);
            Keep(grants, standing.Bonus, fromBonus.Units);
        }

        return wallet with { Grants = grants };
    }

    private static void Keep(GrantBalance[] grants, GrantRow? grant, long held)
    {
        var index = Array.FindIndex(grants, balance => balance.Grant.Number == grant?.Number);
        if (index >= 0) grants[index] = grants[index] with { Held = held };
    }
}
