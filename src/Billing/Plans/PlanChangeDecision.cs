using System.Globalization;
using Billing.Credits;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Plans;

/// <summary>How an account stands before a change.</summary>
/// <param name="Plan">Null for none yet.</param>
/// <param name="Interval">Of the plan; ignored where there is none or it is free.</param>
/// <param name="Period">What was paid for; null where nothing was, and in books that count calendar months.</param>
/// <param name="IncludedLeft">Unused allowance, wallet unit.</param>
/// <param name="LastChangeAt">Null for never.</param>
/// <param name="OverLimits">More exists than the new plan allows.</param>
public sealed record PlanStanding(
    Plan? Plan, BillingInterval Interval, Period? Period, Amount IncludedLeft, Instant? LastChangeAt, bool OverLimits, bool HasCard);

/// <summary>What a change would do, or a named no.</summary>
public abstract record PlanChangeAnswer
{
    private PlanChangeAnswer() { }

    /// <param name="EffectiveAt">When the new plan begins.</param>
    /// <param name="ChargeNow">Due at once, in the book's currency.</param>
    /// <param name="Credit">For the old plan, on account.</param>
    /// <param name="NewPeriod">What the new plan's price covers; null for a plan without one.</param>
    /// <param name="Granted">Allowance granted with the change; at a period's end it comes with the renewal.</param>
    /// <param name="Kept">Old allowance that stays usable.</param>
    /// <param name="KeptUntil">Its end at the latest; each grant keeps its own. Null where nothing is kept.</param>
    public sealed record Accepted(
        Instant EffectiveAt, Amount ChargeNow, Amount Credit, Period? NewPeriod, Amount Granted, Amount Kept, Instant? KeptUntil) : PlanChangeAnswer;

    /// <param name="Code"><c>not_applicable</c>, <c>same_plan</c>, <c>wait_5_minutes</c> (with the book's minutes), <c>card_required</c>, <c>over_limits</c>.</param>
    /// <param name="Message">One sentence for the customer.</param>
    public sealed record Refused(string Code, string Message) : PlanChangeAnswer;
}

/// <summary>Subscribing, upgrading, downgrading and cancelling are one question; the book's rule of the direction answers it.</summary>
public static class PlanChangeDecision
{
    /// <summary>Decides; refusals in the order: is there such a change, time, card, limits.</summary>
    /// <param name="interval">Of the new plan; ignored where it is free.</param>
    public static PlanChangeAnswer Decide(PriceBook book, PlanStanding standing, Plan to, BillingInterval interval, Instant at)
    {
        if (book.PlanChanges is not { } rules) return No("not_applicable", "There are no plans to change between.");
        if (to.PriceOf(interval, book.Currency) is not { } price) return No("not_applicable", $"{to.Name} is not sold by the {interval.ToString().ToLowerInvariant()}.");
        if (standing.Plan == to && (standing.Interval == interval || to.Sale == PlanSale.Free)) return No("same_plan", $"{to.Name} is the plan already.");
        if (standing.LastChangeAt is { } last && at < last.Plus(rules.CoolDown)) return TooSoon(rules.CoolDown);
        if (to.NeedsCard && !standing.HasCard) return No("card_required", $"{to.Name} needs a card on file.");
        var up = IsUpgrade(standing, to, interval);
        var rule = up ? rules.Upgrade : rules.Downgrade;
        if (rule.Limits == ChangeLimits.MustFit && standing.OverLimits) return No("over_limits", $"More is in use than {to.Name} allows: delete that first.");
        var calendar = rules.Period == PeriodRule.CalendarMonth;
        var current = calendar ? Period.MonthOf(at) : standing.Period;
        return rule.Effective == ChangeTime.PeriodEnd ? AtPeriodEnd(book, calendar, standing, current, price, interval, at)
            : calendar ? InMonth(book, rule, standing, Period.MonthOf(at), to, price, up, at)
            : AtOnce(book, rule, standing, to, price, interval, at);
    }

    /// <summary>A higher plan, a first one, or the same one by the year instead of the month.</summary>
    public static bool IsUpgrade(PlanStanding standing, Plan to, BillingInterval interval) =>
        standing.Plan is not { } from || to.Rank > from.Rank || (to.Rank == from.Rank && interval > standing.Interval);

    /// <summary>Calendar months go on as they are: an upgrade's period begins with it, a downgrade leaves the month whole.</summary>
    private static PlanChangeAnswer.Accepted InMonth(
        PriceBook book, ChangeRule rule, PlanStanding standing, Period month, Plan to, Amount price, bool up, Instant at) => new(
        at, rule.Charge == ChangeCharge.FullPrice ? price : Proration.Share(price, month, new(at, month.End), book.Invoicing.Rounding),
        CreditOf(book, rule, standing, month, at), new Period(up ? at : month.Start, month.End), to.Included, standing.IncludedLeft, KeptUntil(book, standing, month));

    /// <summary>A period of its own begins, or what is left of the old one goes on; the latter only where both are paid by the same interval.</summary>
    private static PlanChangeAnswer.Accepted AtOnce(
        PriceBook book, ChangeRule rule, PlanStanding standing, Plan to, Amount price, BillingInterval interval, Instant at)
    {
        Period? goesOn = rule.Charge == ChangeCharge.RestOfPeriod && interval == standing.Interval && standing.Period is { } old && old.Contains(at) ? old : null;
        var next = goesOn is { } rest ? new Period(at, rest.End) : PeriodFrom(at, interval);
        var charge = goesOn is { } whole ? Proration.Share(price, whole, next, book.Invoicing.Rounding) : price;
        var credit = standing.Period is { } paid ? CreditOf(book, rule, standing, paid, at) : Amount.Zero(book.Currency);
        return new(at, charge, credit, price.IsZero ? null : next, to.Included, standing.IncludedLeft, KeptUntil(book, standing, standing.Period));
    }

    private static PlanChangeAnswer.Accepted AtPeriodEnd(
        PriceBook book, bool calendar, PlanStanding standing, Period? current, Amount price, BillingInterval interval, Instant at)
    {
        var effective = current?.End ?? at;
        var nothing = Amount.Zero(book.Currency);
        Period? next = calendar ? Period.MonthOf(effective) : price.IsZero ? null : PeriodFrom(effective, interval);
        return new(effective, nothing, nothing, next, Amount.Zero(book.Wallet.Unit), standing.IncludedLeft, KeptUntil(book, standing, current));
    }

    private static Amount CreditOf(PriceBook book, ChangeRule rule, PlanStanding standing, Period whole, Instant at) =>
        rule.Credit == ChangeCredit.UnusedPart && standing.Plan?.PriceOf(standing.Interval, book.Currency) is { IsPositive: true } paid && whole.Contains(at)
            ? Proration.Split(paid, whole, [at], book.Invoicing.Rounding.StepUnits)[^1].Amount
            : Amount.Zero(book.Currency);

    /// <summary>Nothing outlives its own term by a change, and nothing that was paid for is lost by one (C-11).</summary>
    private static Instant? KeptUntil(PriceBook book, PlanStanding standing, Period? current) =>
        !standing.IncludedLeft.IsPositive || current is not { } period ? null
            : book.Expiry.TryGetValue(GrantKind.Included, out var rule) && rule.Periods > 0 ? new MonthAnchor(period.End).Plus(rule.Periods - 1)
            : Instant.Latest;

    private static Period PeriodFrom(Instant start, BillingInterval interval) =>
        new(start, new MonthAnchor(start).Plus(interval == BillingInterval.Year ? 12 : 1));

    private static PlanChangeAnswer.Refused TooSoon(TimeSpan coolDown)
    {
        var minutes = ((int)coolDown.TotalMinutes).ToString(CultureInfo.InvariantCulture);
        return No($"wait_{minutes}_minutes", $"After a change the next one is possible after {minutes} minutes.");
    }

    private static PlanChangeAnswer.Refused No(string code, string message) => new(code, message);
}
