using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Cards;

/// <summary>How near a card's end is.</summary>
public enum ExpiryStanding : byte
{
    Good,

    /// <summary>Its last month begins within 30 days.</summary>
    Soon,

    /// <summary>This is its last month.</summary>
    ThisMonth,

    /// <summary>Its last month is over.</summary>
    Over,
}

/// <summary>A card is good until the end of the month that stands on it.</summary>
public static class CardExpiry
{
    private const int WarnDaysAhead = 30;

    public static ExpiryStanding Standing(CardRow card, Instant now) => card.ExpiryYear == 0 ? ExpiryStanding.Good : Of(LastMonth(card), now);

    /// <summary>
    /// The month its owner is to be told of now, as <see cref="CardRow.WarnedFor"/> counts; null for none. The first letter is for the month
    /// before the last one, the second for the last: each is written once, and a card that was renewed begins anew.
    /// </summary>
    public static int? Due(CardRow card, Instant now) => Standing(card, now) switch
    {
        ExpiryStanding.Soon when card.WarnedFor < MonthOf(card) - 1 => MonthOf(card) - 1,
        ExpiryStanding.ThisMonth when card.WarnedFor < MonthOf(card) => MonthOf(card),
        _ => null,
    };

    /// <summary>Months are counted through, so that the one before January is one less.</summary>
    internal static int MonthOf(Instant at) => at.Day.Year * 12 + at.Day.Month;

    private static int MonthOf(CardRow card) => card.ExpiryYear * 12 + card.ExpiryMonth;

    private static Period LastMonth(CardRow card) => Period.MonthOf(Instant.At(card.ExpiryYear, card.ExpiryMonth, 1));

    private static ExpiryStanding Of(Period last, Instant now) =>
        now >= last.End ? ExpiryStanding.Over
        : now >= last.Start ? ExpiryStanding.ThisMonth
        : now >= last.Start.PlusDays(-WarnDaysAhead) ? ExpiryStanding.Soon
        : ExpiryStanding.Good;
}
