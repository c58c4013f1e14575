using System.Globalization;
using Billing.PriceBooks;
using Billing.Refills;
using Billing.Service.Flows.Messages;
using Billing.Service.Flows.Payments;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Refills;

/// <summary>What automatic refill decided and met, in plain words: each a sentence or two for the customer.</summary>
internal static class RefillWords
{
    /// <summary>As the diary stores it: <c>cooling_down</c>.</summary>
    public static string CodeOf(AutoRefillVerdict verdict) => verdict switch
    {
        AutoRefillVerdict.Start => "started",
        AutoRefillVerdict.Enough => "enough",
        AutoRefillVerdict.InFlight => "in_flight",
        AutoRefillVerdict.CoolingDown => "cooling_down",
        AutoRefillVerdict.MonthCeiling => "month_ceiling",
        AutoRefillVerdict.DayLimit => "day_limit",
        AutoRefillVerdict.BackingOff => "backing_off",
        AutoRefillVerdict.Paused => "paused",
        AutoRefillVerdict.Off => "off",
        AutoRefillVerdict.NoCard => RefillPause.NoCard,
        AutoRefillVerdict.CannotPay => RefillPause.CustomerGone,
        AutoRefillVerdict.NotAllowed => RefillPause.NotAllowed,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Unknown verdict"),
    };

    /// <summary>Why a look decided as it did. It names no balance: looks at falling balances that decide the same are one line.</summary>
    public static string Of(RefillCase look)
    {
        var (book, settings, standing, answer) = (look.Book, look.Settings, look.Standing, look.Answer);
        return answer.Verdict switch
        {
            AutoRefillVerdict.Start => $"Below the threshold: {Said(settings.Refill)} are bought for {Said(answer.Charge)} with {look.Card}.",
            AutoRefillVerdict.Enough => "The balance is not below the threshold, so there is nothing to do.",
            AutoRefillVerdict.InFlight => $"A refill of {Said(standing.UnderWay)} is being paid and counts towards the balance; no other starts before the bank has answered.",
            AutoRefillVerdict.CoolingDown => $"The last refill was asked for at {Time(standing.LastAttempt!.Value)}. The next one waits until {Time(answer.Until!.Value)}.",
            AutoRefillVerdict.MonthCeiling =>
                $"This month's refills came to {Said(standing.SpentThisMonth)}; one more of {Said(AutoRefillDecision.PriceOf(book, settings.Refill))} would pass your ceiling of {Said(settings.MonthCeiling)}. It begins anew on {Day(answer.Until!.Value)}.",
            AutoRefillVerdict.DayLimit => $"Today's {Count(standing.Today)} are used up. The next one may start on {Day(answer.Until!.Value)}.",
            AutoRefillVerdict.BackingOff when answer.Until is { } until => $"The bank said no for now. The next try waits until {Moment(until)}.",
            AutoRefillVerdict.Paused => $"Auto-refill is paused. {RefillPause.Words(look.Row.PausedBecause)}",
            AutoRefillVerdict.NoCard => "There is no card on file that could be charged.",
            AutoRefillVerdict.CannotPay => "The payment provider no longer knows this account.",
            AutoRefillVerdict.NotAllowed =>
                $"The price list has changed: a refill of {Said(settings.Refill)} for {Said(AutoRefillDecision.PriceOf(book, settings.Refill))} is not allowed any more. {AutoRefillCheck.AmountFaultOf(book, settings.Refill)?.Message} Nothing was charged.",
            _ => "Auto-refill is off.",
        };

        string Said(Amount amount) => SaidAmount.Of(book, amount);
    }

    public static string Paid(PriceBook book, PaymentRow payment, Amount added, Amount before)
    {
        var paid = SaidAmount.Of(book, new(payment.Amount, new Asset(payment.Asset)));
        return $"{SaidAmount.Of(book, added)} added for {paid}, {payment.Method ?? "card"}. The balance went from {SaidAmount.Of(book, before)} to {SaidAmount.Of(book, before + added)}.";
    }

    /// <param name="row">After what the refusal led to.</param>
    public static string Declined(RefillRow row, string? failure) => (row.State, row.PausedBecause, row.NotBefore) switch
    {
        (RefillState.Paused, { } because, _) => $"{BankWords.Of(failure)} Nothing was charged. Auto-refill is paused. {RefillPause.Words(because)}",
        (RefillState.On, _, { } until) => $"{BankWords.Of(failure)} Nothing was charged. The next try waits until {Moment(until)}.",
        _ => $"{BankWords.Of(failure)} Nothing was charged.",
    };

    public static string Set(RefillCase set, string actor) =>
        $"{actor} set it: below {SaidAmount.Of(set.Book, set.Settings.Threshold)} add {SaidAmount.Of(set.Book, set.Settings.Refill)}, at most {SaidAmount.Of(set.Book, set.Settings.MonthCeiling)} a month and {Count(set.Settings.DayLimit)} a day.";

    public static string Moment(Instant at) => $"{Time(at)} on {Day(at)}";

    private static string Count(int refills) => refills == 1 ? "1 refill" : string.Create(CultureInfo.InvariantCulture, $"{refills} refills");

    private static string Time(Instant at) => at.ToDateTimeOffset().ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Day(Instant at) => at.ToDateTimeOffset().ToString("d MMMM", CultureInfo.InvariantCulture);
}
