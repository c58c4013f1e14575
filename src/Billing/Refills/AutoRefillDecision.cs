using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Refills;

/// <summary>What the customer set (DP-15, DP-16).</summary>
/// <param name="Threshold">Below it, a refill starts; wallet unit.</param>
/// <param name="Refill">What is added; wallet unit.</param>
/// <param name="Ceiling">Most money a calendar month; null for none.</param>
public sealed record AutoRefillSettings(bool Enabled, Amount Threshold, Amount Refill, Amount? Ceiling);

/// <summary>How refills stand.</summary>
/// <param name="Pending">A payment is under way.</param>
/// <param name="Declined">A hard decline, or a soft one inside its back-off: no new try.</param>
/// <param name="SpentThisMonth">Money of this month's refills, those under way included.</param>
public sealed record AutoRefillStanding(Amount Balance, bool Pending, bool Declined, Amount SpentThisMonth);

/// <summary>What just happened.</summary>
public enum AutoRefillEvent : byte
{
    /// <summary>Nothing: settings were saved, or a job looks.</summary>
    None,

    /// <summary>Usage was charged.</summary>
    Debit,
    PaymentConfirmed,
    PaymentDeclined,
}

/// <summary>Where automatic refill stands after the event.</summary>
public enum AutoRefillState : byte
{
    Idle,
    Pending,
    Declined,
    CeilingReached,
    Disabled,
}

/// <param name="Started">A payment is to be made.</param>
/// <param name="Refill">Credit it will bring, wallet unit; zero where none starts.</param>
/// <param name="Charge">Its price, in the book's currency; zero where none starts.</param>
/// <param name="Balance">After the event.</param>
public sealed record AutoRefillAnswer(bool Started, Amount Refill, Amount Charge, Amount Balance, AutoRefillState State);

/// <summary>Whether a refill starts. The level counts, not the crossing of it, and never two payments at once.</summary>
public static class AutoRefillDecision
{
    /// <param name="debit">What a <see cref="AutoRefillEvent.Debit"/> took, 0 or more; ignored otherwise.</param>
    public static AutoRefillAnswer Decide(PriceBook book, AutoRefillSettings settings, AutoRefillStanding before, AutoRefillEvent what, Amount debit)
    {
        var now = After(settings, before, what, debit);
        var charge = PriceOf(book, settings.Refill);
        var state = !settings.Enabled ? AutoRefillState.Disabled
            : now.Pending ? AutoRefillState.Pending
            : now.Declined ? AutoRefillState.Declined
            : now.Balance >= settings.Threshold ? AutoRefillState.Idle
            : settings.Ceiling is { } ceiling && now.SpentThisMonth + charge > ceiling ? AutoRefillState.CeilingReached
            : AutoRefillState.Pending;
        return state == AutoRefillState.Pending && !now.Pending
            ? new(true, settings.Refill, charge, now.Balance, state)
            : new(false, Amount.Zero(book.Wallet.Unit), Amount.Zero(book.Currency), now.Balance, state);
    }

    /// <summary>What credit costs, without bonus; up to a whole coin, so that it is never sold below its price.</summary>
    public static Amount PriceOf(PriceBook book, Amount credit) =>
        new(new Rounding(book.TopUp?.PayStepUnits ?? 1, RoundingMode.Up).ToUnits(Fraction.Of(credit.Units, Asset.UnitsPerWhole) / book.Wallet.UnitsPerCurrency), book.Currency);

    private static AutoRefillStanding After(AutoRefillSettings settings, AutoRefillStanding before, AutoRefillEvent what, Amount debit) => what switch
    {
        AutoRefillEvent.Debit => before with { Balance = before.Balance - debit },
        AutoRefillEvent.PaymentConfirmed => before with { Balance = before.Balance + settings.Refill, Pending = false, Declined = false },
        AutoRefillEvent.PaymentDeclined => before with { Pending = false, Declined = true },
        _ => before,
    };
}
