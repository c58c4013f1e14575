using Billing.PriceBooks;
using Billing.Service.Flows.Plans;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Parts;
using BookPlan = Billing.PriceBooks.Plan;

namespace BillingPortal.Portal.Pages.Plan;

/// <summary>A row of the comparison.</summary>
public sealed record PlanRow(string Name, Func<BookPlan, string> Cell);

/// <summary>Something a change does, with its mark.</summary>
public sealed record PlanEffect(string Icon, string Class, string What, string? Note);

/// <summary>Plans and offers in words.</summary>
public static class PlanWords
{
    /// <summary>"Pro, renews on 3 Dec for $50.00".</summary>
    public static string Standing(PlanView view)
    {
        var year = view.AsOf.Day.Year;
        if (view.Scheduled is { } next) return $"{view.Current.Name}, until {DateText.Day(next.At.Day, year)}; then {next.Name}";
        if (view.Failed is not null) return $"{view.Current.Name}, its renewal is not paid";
        if (view.Next is not { } payment) return $"{view.Current.Name}, free";
        var day = DateText.Day(payment.At.Day, year);
        return view.ByInvoice ? $"{view.Current.Name}, {MoneyText.Of(payment.Amount)} on the invoice of {day}" : $"{view.Current.Name}, renews on {day} for {MoneyText.Of(payment.Amount)}";
    }

    public static string Retry(FailedRenewal failed, PlanView view)
    {
        var (lowest, year) = (view.Book.Plans[0].Name, view.AsOf.Day.Year);
        if (failed.NextAttempt is not { } at) return view.ByProvider ? $"Without a payment {view.Current.Name} becomes {lowest} soon." : "The card is tried again soon.";
        var until = view.ByProvider ? "while it is tried" : $"until {DateText.Day(failed.Since.PlusDays(7).Day, year)}";
        return $"The card is tried again on {DateText.Day(at.Day, year)}. Your plan stays {until}; without a payment it becomes {lowest} then.";
    }

    /// <summary>The provider collects the next period just now.</summary>
    public static bool IsRenewing(PlanView view) => view is { Subscribed: true, Failed: null } && view.Current.Sale == PlanSale.Subscription && view.Until <= view.AsOf;

    public static string Asked(WaitingPlan waiting) =>
        $"{(waiting.Plan is { } plan ? $"{plan} begins" : "Your plan goes on")} when {MoneyText.Of(waiting.Due)} is paid; if the bank declines, nothing changes. It is never taken twice.";

    /// <summary>The card is asked for on the provider's page, which then does what the quote says.</summary>
    public static bool OnPage(PlanOffer offer, PlanView view) => view is { ByProvider: true, Card: null, Subscribed: false } && offer.AtOnce && offer.Price.IsPositive;

    public static string Price(BookPlan plan, PriceBook book, bool yearly) => plan.Sale switch
    {
        PlanSale.Contact => "–",
        PlanSale.Free => MoneyText.Of(Amount.Zero(book.Currency), MoneyStyle.Whole).Whole,
        _ => MoneyText.Of((yearly ? plan.Year ?? plan.Month : plan.Month ?? plan.Year)!.Value, MoneyStyle.Whole).ToString(),
    };

    public static string Per(BookPlan plan, bool yearly) => plan.Sale switch
    {
        PlanSale.Contact => "by contact",
        PlanSale.Free => "free",
        _ when (yearly && plan.Year is not null) || plan.Month is null => "a year",
        _ => "a month",
    };

    /// <summary>What the book's plans differ in; a row that is the same nothing for all is left out.</summary>
    public static IEnumerable<PlanRow> Rows(PriceBook book)
    {
        if (book.Plans.Any(plan => plan.Included.IsPositive)) yield return new("Included credit a month", plan => plan.Included.IsPositive ? Whole(plan.Included) : "none");
        if (book.Plans.Any(plan => plan.Starter.IsPositive)) yield return new("Credit to start with", plan => plan.Starter.IsPositive ? Whole(plan.Starter) : "none");
        if (book.Plans.Any(plan => plan.Discount.RateUnits > 0)) yield return new("Off debits from top-ups", plan => plan.Discount.RateUnits > 0 ? Share(plan) : "base rate");
        if (book.Plans.Any(plan => plan.NeedsCard)) yield return new("Card on file", plan => plan.NeedsCard ? "needed" : "not needed");
        foreach (var feature in book.Features)
            yield return new(feature.Name, plan => plan.Allowances.TryGetValue(feature.Id, out var allowance) ? Text(feature, allowance) : "–");
    }

    public static string Next(PlanOffer offer, int thisYear) => offer.DueNext is { } next ? $"Due next, {DateText.Day(next.At.Day, thisYear)}" : "Due next";

    public static string Button(PlanOffer offer, PlanView view, int thisYear) => offer switch
    {
        _ when OnPage(offer, view) => offer.DueNow.IsPositive ? $"Continue to pay {MoneyText.Of(offer.DueNow)}" : "Continue to the payment page",
        { DueNow.IsPositive: true } => $"{(offer.Upgrade ? "Upgrade" : "Change")} and pay {MoneyText.Of(offer.DueNow)}",
        { AtOnce: true } => $"Change to {offer.To} now",
        _ => $"Change to {offer.To} on {DateText.Day(offer.EffectiveAt.Day, thisYear)}",
    };

    public static string Payment(PlanOffer offer, PlanView view) => (offer.DueNow.IsPositive, view.Card) switch
    {
        _ when OnPage(offer, view) => "You enter your card on the payment page. This quote and its code are kept for you until that page closes; nothing changes before the bank has paid.",
        (true, null) when view.Subscribed => "Charged to the card of your subscription. The plan begins when the bank has paid; if it declines, nothing changes.",
        (true, { } card) => $"Charged to {card}. The plan begins when the bank has paid; if it declines, nothing changes.",
        (true, null) => "There is no card on file: save one first, then quote again.",
        _ when offer.AtOnce => "Nothing is charged.",
        _ => "Nothing is charged now, and you can undo it until then.",
    };

    /// <summary>What the way to the cards is called, where the quote is charged to one; null where it is not.</summary>
    public static string? CardLink(PlanOffer offer, PlanView view) =>
        !offer.DueNow.IsPositive || OnPage(offer, view) || (view.Card is null && view.Subscribed) ? null : view.Card is null ? "Save a card" : "Use another card";

    public static bool CanLeave(PlanView view) => view.Current.Sale == PlanSale.Subscription && view.Scheduled is null && view.Book.Plans[0].Sale == PlanSale.Free;

    public static string Leaving(PlanView view) => (view.Until, view.Book.PlanChanges?.Downgrade.Effective) switch
    {
        ({ } until, ChangeTime.PeriodEnd) => $"Cancelling takes effect on {DateText.Day(until.Day, view.AsOf.Day.Year)}: {view.Current.Name} and its credit stay until then, and what you bought stays after it.",
        _ => $"Cancelling takes effect at once; the unused part of {view.Current.Name} becomes credit on your account.",
    };

    public static IEnumerable<PlanEffect> Effects(PlanOffer offer, PlanView view, int thisYear)
    {
        yield return offer.AtOnce
            ? new(Icons.Check, "good", $"{offer.To} begins at once", null)
            : new(Icons.Clock, "muted", $"{offer.To} begins on {DateText.Day(offer.EffectiveAt.Day, thisYear)}", $"{offer.From} and all it allows stay until then");
        if (offer.Granted.IsPositive) yield return new(Icons.TopUp, "good", $"New: {Whole(offer.Granted)} included", offer.Period is { } period ? $"at once, the next on {DateText.Day(new MonthAnchor(period.Start).Plus(1).Day, thisYear)}" : "at once");
        if (offer.BonusCredits.IsPositive) yield return new(Icons.TopUp, "good", $"New: {Whole(offer.BonusCredits)} by the code", null);
        foreach (var kept in offer.Kept)
            yield return new(Icons.Check, "good", $"Kept: {MoneyText.Of(kept.Amount)} included", kept.Until < Instant.Latest ? $"until {DateText.Day(kept.Until.Day, thisYear)}; what is left then lapses" : null);
        if (offer.CreditBack.IsPositive) yield return new(Icons.Undo, "good", $"Back: {MoneyText.Of(offer.CreditBack)}", $"for the unused part of {offer.From}, as credit on your account");
        else if (offer is { AtOnce: true, DueNow.IsPositive: true } && view.Next is not null) yield return new(Icons.Cross, "warn", $"Not paid back: the rest of {offer.From}", "its credit stays, see above");
        if (offer.DebitDiscount is { } discount) yield return Changed(discount);
        foreach (var limit in offer.Limits) yield return Changed(limit);
        if (view.Scheduled is { } scheduled) yield return new(Icons.Undo, "muted", $"Replaces the change to {scheduled.Name}", null);
    }

    private static PlanEffect Changed(OfferedLimit limit) =>
        limit.Gain ? new(Icons.TopUp, "good", $"More: {limit.Feature}", $"{limit.From} becomes {limit.To}") : new(Icons.Cross, "warn", $"Less: {limit.Feature}", $"{limit.From} becomes {limit.To}");

    private static string Text(Feature feature, Allowance allowance) =>
        feature.Kind == FeatureKind.Switch ? allowance.IsNone ? "no" : "yes" : allowance.IsNone ? "none" : allowance.ToString();

    private static string Share(BookPlan plan) => $"{(Fraction.Of(plan.Discount.RateUnits, Asset.UnitsPerWhole) * 100).ToDecimalText(1)} %";

    private static string Whole(Amount amount) => MoneyText.Of(amount, MoneyStyle.Whole).ToString();
}
