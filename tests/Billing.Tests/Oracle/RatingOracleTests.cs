using System.Numerics;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Rating;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Oracle;

/// <summary>Every price line of every book against the slow model: the fast form and the explanation.</summary>
public sealed class RatingOracleTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. OracleBooks.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rate_OnAnyLineOfTheBook_CostsWhatTheModelSays(string name) => Property.Holds(output, UsesOf(name, out var book, out var model), used =>
    {
        var line = model.Lines[used.Line];
        var rated = Rater.Rate(book.Lines[used.Line], UsageStatus.Success, EngineWallet.QuantitiesOf(used.Usage), used.Usage.Upstream);
        if (rated.Refusal?.Code == "quantity_not_priced") return used.Usage.Counts.Any(count => count.Value != 0 && !line.Measures.Contains(count.Key));
        var price = line.Announced ? Exact.Whole(0) : model.PriceOf(line, Counts(used.Usage), used.Usage.Upstream);
        return OracleBook.IsTooDear(price) ? rated.Refusal?.Code == "amount_too_large" : rated.Refusal is null && rated.Cost == model.Round(line, price);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Explain_OnAnyLineOfTheBook_HasTheModelsExactPriceAndAddsUp(string name) => Property.Holds(output, UsesOf(name, out var book, out var model), used =>
    {
        var explanation = Explainer.Explain(book, book.Lines[used.Line], UsageStatus.Success, EngineWallet.QuantitiesOf(used.Usage), used.Usage.Upstream);
        var price = model.PriceOf(model.Lines[used.Line], Counts(used.Usage), used.Usage.Upstream);
        if (explanation is null) return OracleBook.IsTooDear(price);
        var parts = explanation.Lines.Aggregate(Fraction.Zero, (sum, part) => sum + part.Exact);
        return explanation.Exact * Asset.UnitsPerWhole == Fraction.Of(price.Over, price.Under) && parts == explanation.Candidates[0].Exact && explanation.Candidates.Any(candidate => candidate.Exact == explanation.Exact);
    });

    private static Gen<(int Line, Usage Usage)> UsesOf(string name, out PriceBook book, out OracleBook model)
    {
        var json = OracleBooks.JsonOf(name);
        var read = model = new(json);
        book = PriceBookDocument.Parse(json).BookOrThrow();
        return from line in Gen.Choose(0, read.Lines.Count - 1) from usage in Usage.Of(read.Lines[line]) select (line, usage);
    }

    private static Dictionary<string, BigInteger> Counts(Usage usage) => usage.Counts.ToDictionary(count => count.Key, count => (BigInteger)count.Value);
}
