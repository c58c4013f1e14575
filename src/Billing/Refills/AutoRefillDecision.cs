using Billing.PriceBooks;
using Billing.TopUps;
using Billing.Units;

namespace Billing.Refills;

/// <summary>What a look at the balance decided.</summary>
public enum AutoRefillVerdict : byte
{
    /// <summary>A payment is to be made.</summary>
    Start,

    /// <summary>The balance is not below the threshold.</summary>
    Enough,

    /// <summary>One is being paid.</summary>
    InFlight,

    /// <summary>The last one was asked for a moment ago.</summary>
    CoolingDown,

    /// <summary>One more would pass the month's ceiling.</summary>
    MonthCeiling,

    /// <summary>The day's refills are used up.</summary>
    DayLimit,

    /// <summary>The bank said no for now.</summary>
    BackingOff,

    /// <summary>It stopped by itself.</summary>
    Paused,
    Off,

    /// <summary>The price book in force sells no refill of that amount, or none at all: a newer version than the rule was set under.</summary>
    NotAllowed,

    /// <summary>No usable card is on file.</summary>
    NoCard,

    /// <summary>The payment provider no longer knows the customer (F20).</summary>
    CannotPay,
}

/// <summary>A look and what comes of it.</summary>
/// <param name="Refill">Credit it will bring, wallet unit; zero where none starts.</param>
/// <param name="Charge">Its price, in the book's currency; zero where none starts.</param>
/// <param name="Until">When the obstacle goes by itself; null where there is none, or time alone does not help.</param>
public sealed record AutoRefillAnswer(AutoRefillVerdict Verdict, Amount Refill, Amount Charge, Instant? Until)
{
    public bool Started => Verdict == AutoRefillVerdict.Start;
}

/// <summary>Whether a refill starts. The level counts, not the crossing of it, and never two payments at once.</summary>
public static class AutoRefillDecision
{
    /// <summary>The first obstacle there is, in the order of <see cref="Obstacle"/>; a start where there is none.</summary>
    public static AutoRefillAnswer Decide(PriceBook book, AutoRefillSettings settings, AutoRefillStanding standing, Instant now)
    {
        var charge = PriceOf(book, settings.Refill);
        var (verdict, until) = Obstacle(book, settings, standing, charge, now);
        return verdict == AutoRefillVerdict.Start
            ? new(verdict, settings.Refill, charge, null)
            : new(verdict, Amount.Zero(book.Wallet.Unit), Amount.Zero(book.Currency), until);
    }

    /// <summary>Whether credit has fallen so far that a refill is called for: below the threshold, not at it (DP-15).</summary>
    /// <param name="free">The balance less what is kept aside; wallet unit.</param>
    /// <param name="threshold">Wallet unit.</param>
    public static bool IsBelow(Amount free, Amount threshold) => free < threshold;

    /// <summary>What credit costs, without bonus; up to a whole coin, so that it is never sold below its price.</summary>
    public static Amount PriceOf(PriceBook book, Amount credit) =>
        new(new Rounding(book.TopUp?.PayStepUnits ?? 1, RoundingMode.Up).ToUnits(Fraction.Of(credit.Units, Asset.UnitsPerWhole) / book.Wallet.UnitsPerCurrency), book.Currency);

    /// <summary>What the payment of a refill buys: the same as by hand, bonus included.</summary>
    public static TopUpAnswer Quote(PriceBook book, Amount credit) => TopUpDecision.Quote(book, PriceOf(book, credit));

    private static (AutoRefillVerdict Verdict, Instant? Until) Obstacle(
        PriceBook book, AutoRefillSettings settings, AutoRefillStanding standing, Amount charge, Instant now)
    {
        if (standing.Switch == AutoRefillSwitch.Off) return (AutoRefillVerdict.Off, null);
        if (standing.UnderWay.IsPositive) return (AutoRefillVerdict.InFlight, null);
        if (standing.Switch == AutoRefillSwitch.Paused) return (AutoRefillVerdict.Paused, null);
        // Before the balance is looked at: the customer is told while there is still time to set another amount.
        if (book.AutoRefill?.Rules is not { } rules || AutoRefillCheck.AmountFaultOf(book, settings.Refill) is not null) return (AutoRefillVerdict.NotAllowed, null);
        if (standing.NotBefore is { } notBefore && now < notBefore) return (AutoRefillVerdict.BackingOff, notBefore);
        if (!IsBelow(standing.Balance, settings.Threshold)) return (AutoRefillVerdict.Enough, null);
        if (!standing.MayPay) return (AutoRefillVerdict.CannotPay, null);
        if (!standing.HasCard) return (AutoRefillVerdict.NoCard, null);
        if (standing.LastAttempt?.Plus(rules.CoolDown) is { } cool && now < cool) return (AutoRefillVerdict.CoolingDown, cool);
        if (standing.SpentThisMonth + charge > settings.MonthCeiling) return (AutoRefillVerdict.MonthCeiling, new MonthAnchor(now.StartOfMonth).Plus(1));
        if (standing.Today >= Math.Min(settings.DayLimit, rules.MostADay)) return (AutoRefillVerdict.DayLimit, now.StartOfDay.PlusDays(1));
        return (AutoRefillVerdict.Start, null);
    }
}
