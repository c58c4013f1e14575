using System.Text.Json;
using Billing.Refills;
using Billing.Units;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>Whether a refill starts. A vector knows no time between tries: a decline is a back-off without end, and no try came before.</summary>
internal static class AutoRefillVectors
{
    public static object Answer(Vector vector)
    {
        var (given, when) = (vector.Given, vector.When);
        var book = BookFiles.Changed(vector, document => BookFiles.SetWallet(document, given.Text("unit"), given.Text("rate")));
        var (unit, money) = (book.Wallet.Unit, book.Currency);
        var settings = new AutoRefillSettings(
            given.Amount("threshold", unit), given.Amount("amount", unit), given.AmountOrNull("ceiling", money) ?? new(long.MaxValue, money), book.AutoRefill!.Rules.MostADay);
        var standing = After(given, when, settings.Refill, unit, money);
        var answer = AutoRefillDecision.Decide(book, settings, standing, when.Moment("at"));
        return new
        {
            unit = unit.Code,
            refill_started = answer.Started,
            refill_amount = answer.Refill.Text(),
            charge = answer.Charge.Text(),
            balance_after = standing.Balance.Text(),
            state = State(answer.Verdict),
        };
    }

    /// <summary>How it stands after the event.</summary>
    private static AutoRefillStanding After(JsonElement given, JsonElement when, Amount refill, Asset unit, Asset money)
    {
        var (balance, underWay, declined) = (given.Amount("balance", unit), given.Flag("pending"), given.Flag("declined"));
        switch (when.Text("event"))
        {
            case "debit": balance -= when.AmountOrZero("debit", unit); break;
            case "payment_confirmed": (balance, underWay, declined) = (balance + refill, false, false); break;
            case "payment_declined": (underWay, declined) = (false, true); break;
        }

        return new(
            given.Flag("enabled") ? AutoRefillSwitch.On : AutoRefillSwitch.Off, balance, underWay ? refill : Amount.Zero(unit), given.AmountOrZero("spent_this_month", money),
            0, null, declined ? Instant.Latest : null, HasCard: true, MayPay: true);
    }

    private static string State(AutoRefillVerdict verdict) => verdict switch
    {
        AutoRefillVerdict.Start or AutoRefillVerdict.InFlight => "pending",
        AutoRefillVerdict.BackingOff => "declined",
        AutoRefillVerdict.MonthCeiling => "ceiling_reached",
        AutoRefillVerdict.Off => "disabled",
        AutoRefillVerdict.Enough => "idle",
        _ => throw new InvalidOperationException($"No vector leads to {verdict}"),
    };
}
