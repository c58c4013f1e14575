using System.Globalization;
using Billing.Invoicing;
using Billing.Plans;
using Billing.PriceBooks;
using Billing.Service.Flows.Coupons;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>An offer in words. The lines come in the order in which discounts apply: the yearly price, one code, tax, credit on account.</summary>
internal static class OfferWords
{
    public static IReadOnlyList<OfferLine> Lines(
        PriceBook book, Plan to, BillingInterval interval, PlanChangeAnswer.Accepted change, HeldCode? code, InvoiceDraft bill)
    {
        var lines = new List<OfferLine>();
        if (!change.ChargeNow.IsPositive) return lines;
        if (YearOfMonths(to, interval, change) is { } months)
        {
            lines.Add(new($"{to.Name}, 12 months", months));
            lines.Add(new($"{Percent(Fraction.Of((months - change.ChargeNow).Units, months.Units))} off for a year at once", change.ChargeNow - months));
        }
        else
        {
            lines.Add(new($"{to.Name}, {Days(change.NewPeriod!.Value)}", change.ChargeNow));
        }

        if (code is { Discount.IsPositive: true }) lines.Add(new($"{code.Code}, {Percent(Fraction.Of(code.Discount.Units, change.ChargeNow.Units))} off the first payment", -code.Discount));
        if (bill.Tax.IsPositive) lines.Add(new($"Tax, {Percent(bill.TaxRate.Rate)}", bill.Tax));
        if (bill.AccountCredit.IsNegative) lines.Add(new("Owed from before", -bill.AccountCredit));
        if (bill.AccountCredit.IsPositive) lines.Add(new(change.Credit.IsPositive ? "Credit, with the unused part of the old plan" : "Credit on your account", -bill.AccountCredit));
        return lines;
    }

    public static OfferedLimit Limit(LimitChange change) =>
        new(change.Feature.Name, Text(change.Feature, change.From), Text(change.Feature, change.To), change.IsGain);

    public static OfferedLimit? Discount(Plan from, Plan to) => from.Discount == to.Discount ? null
        : new("Off debits from top-ups", Percent(Rate(from)), Percent(Rate(to)), to.Discount.RateUnits > from.Discount.RateUnits);

    /// <summary>A higher plan that allows less of something says so before it is bought (C-9).</summary>
    public static string? Warning(Plan from, Plan to, IReadOnlyList<OfferedLimit> limits)
    {
        var less = limits.Where(limit => !limit.Gain).Select(limit => $"{limit.Feature} {limit.From} to {limit.To}").ToList();
        return to.Rank > from.Rank && less.Count > 0 ? $"{to.Name} allows less than {from.Name} here: {string.Join(", ", less)}." : null;
    }

    /// <summary>How much of a feature, as people read it.</summary>
    public static string Text(Feature feature, Allowance allowance) =>
        feature.Kind == FeatureKind.Switch ? allowance.IsNone ? "no" : "yes" : allowance.ToString();

    public static string Percent(Fraction share) => $"{(share * 100).ToDecimalText(1)} %";

    private static Fraction Rate(Plan plan) => Fraction.Of(plan.Discount.RateUnits, Asset.UnitsPerWhole);

    /// <summary>What twelve single months would cost, where a whole year is bought for less.</summary>
    private static Amount? YearOfMonths(Plan to, BillingInterval interval, PlanChangeAnswer.Accepted change) =>
        interval == BillingInterval.Year && to.Month is { } month && change.ChargeNow == to.Year && new Amount(checked(month.Units * 12), month.Asset) is var months && months > change.ChargeNow
            ? months
            : null;

    private static string Days(Period period) => $"{Day(period.Start)} to {Day(period.End)}";

    private static string Day(Instant at) => at.ToDateTimeOffset().ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
