using Billing.PriceBooks;
using Billing.Refills;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Refills;

/// <summary>An account's automatic refill at an instant: what is set, how it stands, and what follows from that.</summary>
/// <param name="Card">For people; null for none on file.</param>
internal sealed record RefillCase(
    RefillRow Row, PriceBook Book, AutoRefillSettings Settings, AutoRefillStanding Standing, AutoRefillAnswer Answer, string? Card)
{
    /// <summary>
    /// Whether a refill is called for, by what may still be spent: what is kept aside for a dispute or a refund pays for nothing.
    /// Asked by whoever has to know whether a whole look is worth it; costs a look at the grants.
    /// </summary>
    /// <param name="threshold">10^-8 of the wallet's unit.</param>
    public static bool IsCalledFor(WalletState wallet, long threshold) => AutoRefillDecision.IsBelow(wallet.FreeAmount, new(threshold, wallet.Asset));

    /// <param name="row">As it is stored, or as it would be.</param>
    public static RefillCase Of(BillingDb db, PriceBook book, WalletState wallet, RefillRow row, Instant now)
    {
        var settings = new AutoRefillSettings(
            new(row.Threshold, wallet.Asset), new(row.Amount, wallet.Asset), new(row.MonthCeiling, book.Currency), row.DayLimit);
        var customer = db.Customers.Find(wallet.Account);
        var refills = Counted(db, wallet.Account, now);
        var standing = new AutoRefillStanding(
            Switch(row.State), wallet.FreeAmount, new(refills.Where(OrderOpen).Sum(p => p.Base + p.Bonus), wallet.Asset),
            new(refills.Where(p => p.Created >= now.StartOfMonth).Sum(p => p.Amount), book.Currency),
            refills.Count(p => p.Created >= now.StartOfDay), row.LastAttempt, row.NotBefore,
            HasCard: customer?.Card is { } card && !Expired(db.Cards.Find(card), now), MayPay: customer is not { DeletedAt: not null });
        return new(row, book, settings, standing, AutoRefillDecision.Decide(book, settings, standing, now), customer?.Card is null ? null : customer.CardLabel);
    }

    /// <summary>This month's refills that money was, or may be, taken for; and what is still open from before.</summary>
    private static List<PaymentRow> Counted(BillingDb db, int account, Instant now)
    {
        var month = now.StartOfMonth;
        return [.. db.Payments.Where(p => p.Account == account && p.Purpose == PaymentPurpose.Refill)
            .Where(p => p.State == PaymentState.Created || p.State == PaymentState.Pending || p.State == PaymentState.Paid && p.Created >= month)];
    }

    private static bool OrderOpen(PaymentRow payment) => payment.State is PaymentState.Created or PaymentState.Pending;

    private static AutoRefillSwitch Switch(RefillState state) => state switch
    {
        RefillState.On => AutoRefillSwitch.On,
        RefillState.Paused => AutoRefillSwitch.Paused,
        _ => AutoRefillSwitch.Off,
    };

    // A card is good to the end of the month that is printed on it.
    private static bool Expired(CardRow? card, Instant now) =>
        card is { ExpiryYear: > 0, ExpiryMonth: > 0 } && new MonthAnchor(Instant.At(card.ExpiryYear, card.ExpiryMonth, 1)).Plus(1) <= now;
}
