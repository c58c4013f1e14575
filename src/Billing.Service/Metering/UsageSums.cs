using System.Globalization;
using Billing.PriceBooks;
using Billing.Rating;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>Which running sums an event belongs to: what is rounded together, what an environment took, what an invoice will say.</summary>
internal sealed class UsageSums(LedgerTransaction ledger)
{
    /// <summary>An event's price as it is now. What is rounded together with earlier events costs what the rounded sum grows by (KS-8).</summary>
    /// <param name="exact">What the event adds to such a sum; zero where it is rounded by itself.</param>
    public Rated Rate(PriceBook book, in MeteredEvent metered, WalletDraft wallet, out Fraction exact)
    {
        exact = Fraction.Zero;
        var (e, rated) = (metered.Event, metered.Rated);
        if (rated.PriceLine == 0 || book.Line(rated.PriceLine) is not { Stage: RoundingStage.EnvironmentHour } line) return rated;
        exact = Rater.Exact(line, e.Status, e.Quantities, e.UpstreamUnits ?? 0);
        if (exact.IsZero) return rated;
        var before = ledger.Store.Names.Find(NameKind.Environment, e.Environment) is { } name ? ledger.Sums.Of(HourOf(wallet, name, e.Time)).Exact : Fraction.Zero;
        return rated with { Cost = Rater.Growth(line, exact, before) };
    }

    /// <summary>What an environment has taken so far, in 10^-8 units.</summary>
    public long TakenBy(int account, string environment) =>
        ledger.Store.Names.Find(NameKind.Environment, environment) is { } name ? ledger.Sums.Of(Taken(account, name)).Booked : 0;

    /// <summary>Adds an event that was accepted.</summary>
    /// <param name="exact">As <see cref="Rate"/> gave it.</param>
    /// <param name="booked">By its entries.</param>
    public void Add(PriceBook book, in MeteredEvent metered, WalletDraft wallet, Fraction exact, long booked)
    {
        if (metered.Rated.PriceLine == 0) return;
        var (e, line) = (metered.Event, book.Line(metered.Rated.PriceLine));
        if (!exact.IsZero) ledger.Sums.Add(HourOf(wallet, NameOf(e.Environment), e.Time), new(exact, booked));
        if (book.HasEnvironments && e.Environment is not null && booked > 0)
            ledger.Sums.Add(Taken(wallet.Account, NameOf(e.Environment)), new(Fraction.Zero, booked));
        if (book.Wallet.Funding == FundingMode.Postpaid && InvoiceCount.Of(book, line, e.Status, e.Quantities) is { } count)
        {
            var name = ledger.Store.Names.Number(NameKind.InvoiceLine, LineName(count.Code, metered.PriceVersion));
            ledger.Sums.Add(new(wallet.Account, RunningSumKind.InvoiceMonth, name, MonthOf(e.Time, wallet.InvoicedUntil)), new(count.Quantity, booked));
        }
    }

    /// <summary>What an invoice line's sum is called: each price has a line of its own, also when it changed within the month.</summary>
    public static string LineName(string code, int priceVersion) => string.Create(CultureInfo.InvariantCulture, $"{code}@{priceVersion}");

    /// <summary>The code and price version of <see cref="LineName"/>.</summary>
    public static (string Code, int PriceVersion) LineOf(string name)
    {
        var at = name.LastIndexOf('@');
        return (name[..at], int.Parse(name.AsSpan(at + 1), CultureInfo.InvariantCulture));
    }

    /// <summary>The window of a month's sums.</summary>
    public static long MonthOf(Instant at) => at.Day.Year * 12 + at.Day.Month - 1;

    /// <summary>The window of what belongs to months that were invoiced before, and stands on this month's invoice as an adjustment.</summary>
    public static long LateIn(Instant at) => -MonthOf(at);

    // A month whose invoice is out cannot take any more: what comes late goes to the first that can.
    private static long MonthOf(Instant occurred, Instant? invoicedUntil) => occurred < invoicedUntil ? LateIn(invoicedUntil.Value) : MonthOf(occurred);

    private int NameOf(string? environment) => ledger.Store.Names.Number(NameKind.Environment, environment);

    private static SumKey HourOf(WalletDraft wallet, int environment, Instant occurred) =>
        new(wallet.Account, RunningSumKind.EnvironmentHour, environment, occurred.HourNumber);

    private static SumKey Taken(int account, int environment) => new(account, RunningSumKind.Environment, environment, 0);
}
