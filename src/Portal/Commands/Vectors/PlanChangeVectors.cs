using System.Text.Json;
using Billing.Plans;
using Billing.PriceBooks;
using Billing.Units;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>Subscribing, upgrading, downgrading, cancelling.</summary>
internal static class PlanChangeVectors
{
    public static object Answer(Vector vector)
    {
        var book = BookFiles.Of(vector);
        var to = book.Plan(vector.When.Text("to")) ?? throw new FormatException($"The book has no plan '{vector.When.Str("to")}'");
        return PlanChangeDecision.Decide(book, StandingOf(book, vector.Given), to, Interval(vector.When), vector.When.Moment("at")) switch
        {
            PlanChangeAnswer.Accepted change => Accepted(book, change),
            PlanChangeAnswer.Refused refused => Refused(book, refused.Code),
            _ => throw new InvalidOperationException("An answer of no known kind"),
        };
    }

    private static PlanStanding StandingOf(PriceBook book, JsonElement given) => new(
        given.Str("plan") is { } id ? book.Plan(id) ?? throw new FormatException($"The book has no plan '{id}'") : null,
        Interval(given),
        given.MomentOrNull("period_start") is { } start ? new Period(start, given.Moment("period_end")) : null,
        given.AmountOrNull("included_remaining", book.Wallet.Unit) ?? Amount.Zero(book.Wallet.Unit),
        given.MomentOrNull("last_change_at"),
        given.Flag("over_limits"),
        given.Flag("has_card"));

    private static BillingInterval Interval(JsonElement element) => element.Str("interval")?.Named<BillingInterval>() ?? BillingInterval.Month;

    private static object Accepted(PriceBook book, PlanChangeAnswer.Accepted change) => new
    {
        unit = book.Currency.Code,
        accepted = true,
        refused_reason = (string?)null,
        effective_at = change.EffectiveAt.Text(),
        charge_now = change.ChargeNow.Text(),
        credit = change.Credit.Text(),
        new_period_start = change.NewPeriod?.Start.Text(),
        new_period_end = change.NewPeriod?.End.Text(),
        credits_granted = change.Granted.Text(),
        credits_kept = change.Kept.Text(),
        kept_until = change.KeptUntil.Text(),
    };

    private static object Refused(PriceBook book, string reason) => new
    {
        unit = book.Currency.Code,
        accepted = false,
        refused_reason = reason,
        effective_at = (string?)null,
        charge_now = "0",
        credit = "0",
        new_period_start = (string?)null,
        new_period_end = (string?)null,
        credits_granted = "0",
        credits_kept = "0",
        kept_until = (string?)null,
    };
}
