using Billing.PriceBooks;
using Billing.TopUps;
using Billing.Units;

namespace Billing.Refills;

/// <summary>What the customer set (DP-15, DP-16). Both ceilings are required: nothing refills without an end.</summary>
/// <param name="Threshold">Below it, a refill starts; wallet unit, above 0.</param>
/// <param name="Refill">What is added; wallet unit, above 0.</param>
/// <param name="MonthCeiling">Most money a calendar month (UTC), in the book's currency; reaching it is allowed.</param>
/// <param name="DayLimit">Most refills a day (UTC), from 1 to <see cref="AutoRefillRules.MostADay"/>.</param>
public sealed record AutoRefillSettings(Amount Threshold, Amount Refill, Amount MonthCeiling, int DayLimit);

/// <summary>Why settings cannot be had.</summary>
/// <param name="Code"><c>threshold</c>, <c>amount</c>, <c>month_ceiling</c> or <c>day_limit</c>: the setting.</param>
/// <param name="Message">One sentence for whoever typed it.</param>
public sealed record AutoRefillFault(string Code, string Message);

/// <summary>Whether settings fit the book.</summary>
public static class AutoRefillCheck
{
    /// <summary>The first thing that is wrong; null where they can be had.</summary>
    public static AutoRefillFault? FaultOf(PriceBook book, AutoRefillSettings settings)
    {
        if (book.AutoRefill is not { } offer) return NotOffered;
        if (!settings.Threshold.IsPositive) return new("threshold", "The threshold is more than 0.");
        if (AmountFaultOf(book, settings.Refill) is { } fault) return fault;
        if (settings.MonthCeiling < AutoRefillDecision.PriceOf(book, settings.Refill)) return new("month_ceiling", "The month's ceiling is less than one refill costs.");
        return settings.DayLimit < 1 || settings.DayLimit > offer.Rules.MostADay
            ? new("day_limit", $"The most refills a day are from 1 to {offer.Rules.MostADay}.")
            : null;
    }

    /// <summary>Why the book sells no refill of so much; null where it does.</summary>
    /// <param name="refill">Wallet unit.</param>
    public static AutoRefillFault? AmountFaultOf(PriceBook book, Amount refill)
    {
        if (book.AutoRefill is null) return NotOffered;
        if (!refill.IsPositive) return new("amount", "The refill is more than 0.");
        return AutoRefillDecision.Quote(book, refill) is TopUpAnswer.Refused no ? new("amount", no.Message) : null;
    }

    private static readonly AutoRefillFault NotOffered = new("amount", "Credit is not refilled automatically here.");
}
