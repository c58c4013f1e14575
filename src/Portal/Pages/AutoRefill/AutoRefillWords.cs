using System.Globalization;
using Billing.Refills;
using Billing.Service.Flows.Refills;
using Billing.Service.Reads;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal.Layout;
using BillingPortal.Portal.Parts;

namespace BillingPortal.Portal.Pages.AutoRefill;

/// <summary>Automatic refill in words: the page's, and the frame's.</summary>
internal static class AutoRefillWords
{
    public static string Rate(RefillView view) =>
        $"{view.Book.Name}, {MoneyText.Of(view.Settings.Refill)} = {MoneyText.Of(view.Price)}";

    public static string State(RefillState state) => state switch { RefillState.On => "on", RefillState.Paused => "paused", _ => "off" };

    public static Tone Tone(RefillState state) => state switch { RefillState.On => Parts.Tone.Good, RefillState.Paused => Parts.Tone.Warn, _ => Parts.Tone.Neutral };

    public static string Checks(RefillView view) => (view.State, view.LastLook) switch
    {
        (RefillState.On, { } last) => $"and every 10 min, last {DateText.Minute(last)}",
        (RefillState.On, _) => "and every 10 min",
        _ => "nothing is charged by itself",
    };

    public static string NextRefill(RefillView view) => view.Now.Verdict switch
    {
        AutoRefillVerdict.Off => "none",
        AutoRefillVerdict.Enough => $"below {MoneyText.Of(view.Settings.Threshold)}",
        AutoRefillVerdict.Start => "now",
        AutoRefillVerdict.InFlight => "being paid",
        AutoRefillVerdict.Paused => "paused",
        _ when view.Now.Until is { } until => until.Day == view.AsOf.Day ? DateText.Minute(until) : DateText.Weekday(until.Day),
        _ => "waits",
    };

    public static string NextNote(RefillView view) => view.Now.Verdict switch
    {
        AutoRefillVerdict.Off => "auto-refill is off",
        AutoRefillVerdict.Enough => $"{MoneyText.Of(view.Standing.Balance - view.Settings.Threshold)} to go{Expected(view)}",
        AutoRefillVerdict.Start => "at the next look",
        AutoRefillVerdict.InFlight => "the bank is asked",
        AutoRefillVerdict.Paused => "till you turn it on again",
        AutoRefillVerdict.BackingOff => "at the earliest: the bank said no",
        AutoRefillVerdict.CoolingDown => "at the earliest: cooling down",
        AutoRefillVerdict.MonthCeiling => "the month's ceiling is reached",
        AutoRefillVerdict.DayLimit => "the day's refills are used up",
        AutoRefillVerdict.NoCard => "there is no card to charge",
        AutoRefillVerdict.NotAllowed => "its amount is not allowed any more",
        _ => "it cannot be paid",
    };

    /// <summary>At the pace of the days left in the frame; nothing where that is more than a year off, which no pace can tell.</summary>
    private static string Expected(RefillView view) => view.Expected is { } at && at < view.AsOf.PlusDays(365)
        ? $", at this pace {(at.Day == view.AsOf.Day ? "today" : $"on {DateText.Weekday(at.Day)}")}"
        : "";

    public static string CardNote(RefillView view) => (view.Card, view.CardUntil) switch
    {
        (null, _) => "save one to turn it on",
        (_, { } until) => $"valid to {until.AddDays(-1).ToString("MM/yy", CultureInfo.InvariantCulture)}",
        _ => "charged with nobody present",
    };

    /// <summary>What a person can do about a pause, and where; null where the rule's own form is all it takes.</summary>
    public static (string Words, string Href)? WayOut(RefillView view) => view.PausedBecause switch
    {
        RefillPause.NeedsPayer => ($"Pay {MoneyText.Of(view.Price)} by hand", $"{PortalUrls.TopUp}?amount={view.Price.ToDecimalText()}"),
        RefillPause.NoCard or RefillPause.CustomerGone => ("Save a card", PortalUrls.PaymentMethods),
        RefillPause.CardRefused or RefillPause.TooManyRefusals => ("Use another card", PortalUrls.PaymentMethods),
        _ => null,
    };

    public static string WithoutCard(RefillView view) => view.State == RefillState.Off ? "Auto-refill needs one before it can be turned on." : "Auto-refill cannot charge anything until there is one.";

    public static string WouldNow(RefillView view) => view.Now.Started
        ? $"If it looked now, it would charge {MoneyText.Of(view.Now.Charge)} to {view.Card}."
        : "If it looked now, it would charge nothing.";

    public static string WouldBelow(RefillView view) => view.Now.Verdict == AutoRefillVerdict.Enough
        ? $"{view.Why} If it fell below {MoneyText.Of(view.Settings.Threshold)} now, {Below(view)}"
        : view.Why;

    public static string Confirm(RefillPreview preview, RefillView view) => preview.Answer!.Verdict switch
    {
        AutoRefillVerdict.Start => $"The balance of {MoneyText.Of(view.Standing.Balance)} is below the threshold: this charges {MoneyText.Of(preview.Answer.Charge)} to {preview.Card} now.",
        AutoRefillVerdict.Enough => $"The balance of {MoneyText.Of(view.Standing.Balance)} is not below the threshold: nothing is charged now.",
        _ when preview.Answer.Until is { } until => $"Nothing is charged now. The next refill may start at {DateText.Minute(until)} on {DateText.Weekday(until.Day)}.",
        _ => "Nothing is charged now.",
    };

    public static string Button(RefillPreview preview, RefillView view)
    {
        var does = view.State == RefillState.On ? "Save" : "Turn on";
        return preview.Answer!.Started ? $"{does} and pay {MoneyText.Of(preview.Answer.Charge)}" : does;
    }

    public static (Tone Tone, string Title, string? Detail) Outcome(SetRefillResult result) => (result.First.Started, result.Payment) switch
    {
        (false, _) => (Parts.Tone.Good, "Auto-refill is on", "Nothing was charged."),
        (_, PaymentState.Paid) => (Parts.Tone.Good, "Auto-refill is on", $"{MoneyText.Of(result.First.Charge)} were charged, {MoneyText.Of(result.First.Refill)} are added."),
        (_, PaymentState.Failed) => (Parts.Tone.Bad, "The bank said no", "Nothing was charged; the diary says what happens next."),
        _ => (Parts.Tone.Info, "The bank is being asked", "The balance rises when the payment is confirmed."),
    };

    public static string History(RefillView view)
    {
        var refills = view.History.Refills;
        var added = refills.Aggregate(Amount.Zero(view.Standing.Balance.Asset), (sum, mark) => sum + mark.Added);
        var (paid, declined) = (refills.Count(mark => !mark.Declined), refills.Count(mark => mark.Declined));
        var sum = paid == 0 ? "automatic refill added nothing" : $"automatic refill added {MoneyText.Of(added)} in {(paid == 1 ? "1 refill" : $"{paid} refills")}";
        return $"Since {DateText.Day(view.History.From.Day, view.AsOf.Day.Year)} {sum}{(declined == 0 ? "" : $", and the bank said no {Times(declined)}")}; the balance is {MoneyText.Of(view.Standing.Balance)} now.";
    }

    /// <summary>Mark, tone and first words of a diary line.</summary>
    public static (string Icon, string Tone, string Title) Line(RefillLine line) => line.Decision switch
    {
        "paid" => (Icons.Check, "good", "Refilled"),
        "declined" => (Icons.Cross, "bad", "Refill refused"),
        "started" => (Icons.Retry, "muted", "Refill started"),
        "turned_on" => (Icons.Check, "muted", "Turned on"),
        "changed" => (Icons.Info, "muted", "Rule changed"),
        "turned_off" => (Icons.Cross, "muted", "Turned off"),
        "other_card" => (Icons.Card, "muted", "Another card"),
        "enough" => (Icons.Clock, "muted", "Looked: enough credit"),
        "in_flight" => (Icons.Clock, "muted", "Looked: a refill is being paid"),
        "cooling_down" => (Icons.Clock, "muted", "Looked: cooling down"),
        "month_ceiling" => (Icons.Warning, "warn", "Looked: the month's ceiling is reached"),
        "day_limit" => (Icons.Warning, "warn", "Looked: the day's refills are used up"),
        "backing_off" => (Icons.Clock, "warn", "Looked: waiting after a refusal"),
        "no_card" or "cannot_pay" => (Icons.Warning, "warn", "Paused: no card to charge"),
        "not_allowed" => (Icons.Warning, "warn", "Paused: the amount is not allowed any more"),
        "paused" => (Icons.Warning, "warn", "Looked: paused"),
        _ => (Icons.Info, "muted", line.Decision),
    };

    /// <summary>Money that a line moved: nothing where the bank said no; null where it is not about money.</summary>
    public static Amount? Moved(RefillLine line) => line switch
    {
        { Charge: { } charge, Decision: "paid" } => charge,
        { Charge: { } charge, Decision: "declined" } => Amount.Zero(charge.Asset),
        _ => null,
    };

    /// <summary>The reason, and for a look what it saw and the threshold of that time.</summary>
    public static string Why(RefillLine line) => line.Decision switch
    {
        "paid" or "turned_on" or "changed" or "turned_off" or "other_card" => line.Why,
        _ => $"{line.Why} Balance {MoneyText.Of(line.Balance)}, threshold {MoneyText.Of(line.Threshold)}.",
    };

    /// <summary>What to quote about a payment; null for none.</summary>
    public static string? Reference(RefillLine line) => line is { Payment: { } payment, Decision: "paid" or "declined" } ? $" {payment}" : null;

    /// <summary>Beside the balance; null where it is off.</summary>
    public static FrameRefill? Frame(RefillGlance? glance) => glance switch
    {
        { Refused: true } => new(Parts.Tone.Warn, "refill refused", "refused"),
        { State: RefillState.On } => new(Parts.Tone.Good, $"refills at {MoneyText.Of(glance.Threshold)}", "on"),
        { State: RefillState.Paused } => new(Parts.Tone.Warn, "refill paused", "paused"),
        _ => null,
    };

    public static IReadOnlyList<FrameNotice> Notices(RefillGlance? glance) =>
        glance switch
        {
            { State: RefillState.Paused } => [new(Parts.Tone.Warn, "Auto-refill is paused.", glance.Help ?? "", "See why", PortalUrls.AutoRefill)],
            { Refused: true } => [new(Parts.Tone.Warn, "The bank refused the last refill.", $"Nothing was charged. {Again(glance.NextTry)}", "Use another card", PortalUrls.PaymentMethods)],
            _ => [],
        };

    private static string Again(Instant? at) => at is { } next ? $"It is tried again on {DateText.Weekday(next.Day)} at {DateText.Minute(next)} UTC." : "It is tried again soon.";

    private static string Below(RefillView view) => view.Below.Started
        ? $"it would charge {MoneyText.Of(view.Below.Charge)} to {view.Card} and add {MoneyText.Of(view.Below.Refill)}."
        : $"nothing would be charged{(view.Below.Until is { } until ? $" before {DateText.Minute(until)} on {DateText.Weekday(until.Day)}" : "")}.";

    private static string Times(int times) => times switch { 1 => "once", 2 => "twice", _ => string.Create(CultureInfo.InvariantCulture, $"{times} times") };
}
