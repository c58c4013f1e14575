using System.Text;
using Billing.PriceBooks;
using Billing.Rating;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Service.Views;
using Billing.Units;
using UsageSums = Billing.Service.Metering.UsageSums;

namespace Billing.Service.Audit;

/// <summary>
/// Adds up usage rows again, by the published prices, and compares with the sums that charges went by. Invoice lines are
/// compared over all months: which month took a late event depends on when its invoice was issued.
/// </summary>
internal sealed class RunningSumMatch
{
    private const long AnyWindow = 0;

    private readonly record struct Key(int Account, RunningSumKind Kind, string? Name, long Window);

    private readonly BillingLog _log;
    private readonly Dictionary<int, PriceBook> _books;
    private readonly Dictionary<Key, RunningSum> _expected = [];

    public RunningSumMatch(BillingLog log)
    {
        _log = log;
        _books = log.Db.PriceBookVersions.AsEnumerable().ToDictionary(version => version.Number, version => PriceBookDocument.Parse(Encoding.UTF8.GetBytes(version.Json)).BookOrThrow());
    }

    public void Add(in StoredUsage usage)
    {
        if (usage.PriceLine == 0 || !_books.TryGetValue(usage.PriceVersion, out var book) || usage.PriceLine > book.Lines.Count) return;
        var line = book.Line(usage.PriceLine);
        if (line.Stage == RoundingStage.EnvironmentHour && Rater.Exact(line, usage.Status, usage.Quantities, usage.UpstreamUnits ?? 0) is { IsZero: false } exact)
            Add(new(usage.Account, RunningSumKind.EnvironmentHour, _log.Name(usage.Environment), usage.Occurred.HourNumber), new(exact, usage.Cost));
        if (book.HasEnvironments && usage.Environment != 0 && usage.Cost > 0)
            Add(new(usage.Account, RunningSumKind.Environment, _log.Name(usage.Environment), AnyWindow), new(Fraction.Zero, usage.Cost));
        if (book.Wallet.Funding == FundingMode.Postpaid && InvoiceCount.Of(book, line, usage.Status, usage.Quantities) is { } count)
            Add(new(usage.Account, RunningSumKind.InvoiceMonth, UsageSums.LineName(count.Code, usage.PriceVersion), AnyWindow), new(count.Quantity, usage.Cost));
    }

    public IEnumerable<string> Differences(Func<int, string> nameOf)
    {
        var kept = new Dictionary<Key, RunningSum>();
        foreach (var row in _log.Db.RunningSums)
        {
            var key = new Key(row.Account, row.Kind, _log.Name(row.Name), row.Kind == RunningSumKind.EnvironmentHour ? row.Window : AnyWindow);
            kept[key] = kept.GetValueOrDefault(key) + new RunningSum(Fraction.ParseRatio(row.Exact), row.Booked);
        }

        foreach (var (key, expected) in _expected)
        {
            if (!kept.Remove(key, out var found) || found != expected)
                yield return $"{nameOf(key.Account)}: {Subject(key)} is {Figures(found)}, but its usage adds up to {Figures(expected)}";
        }

        foreach (var (key, found) in kept.Where(sum => sum.Value != default))
            yield return $"{nameOf(key.Account)}: {Subject(key)} is {Figures(found)}, but there is no usage for it";
    }

    private void Add(Key key, RunningSum more) => _expected[key] = _expected.GetValueOrDefault(key) + more;

    private static string Subject(Key key) => key.Kind switch
    {
        RunningSumKind.EnvironmentHour => $"the sum of {Environment(key)} in the hour from {new Instant(key.Window * Instant.MicrosPerHour)}",
        RunningSumKind.Environment => $"what {Environment(key)} took",
        _ => $"the sum of the invoice line '{UsageSums.LineOf(key.Name!).Code}'",
    };

    private static string Environment(Key key) => key.Name is null ? "no environment" : $"environment '{key.Name}'";

    private static string Figures(RunningSum sum) => $"{sum.Exact} with {Fraction.Of(sum.Booked, Asset.UnitsPerWhole).ToDecimalText(8)} booked";
}
