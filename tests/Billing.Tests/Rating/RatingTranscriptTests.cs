using Billing.Metering;
using Billing.PriceBooks;
using Billing.Rating;
using Billing.Units;

namespace Billing.Tests.Rating;

/// <summary>Prices at their edges: the least charge and its neighbours, sums over an environment's hour, announced prices.</summary>
public sealed class RatingTranscriptTests
{
    /// <summary>The least charge is 100 micro-cents; from there on every begun micro-cent counts (KU-3, C-19).</summary>
    [Fact]
    public void LeastCharge_AndItsNeighbours_AreExact() => Calls(
        """
        claude-haiku-4.5 | input_tokens 0  |  | 0          | Catalog
        claude-haiku-4.5 | cached_tokens 1 |  | 0.000001   | Catalog
        claude-haiku-4.5 | cached_tokens 9 |  | 0.000001   | Catalog
        claude-haiku-4.5 | cached_tokens 10 | | 0.000001   | Catalog
        claude-haiku-4.5 | cached_tokens 11 | | 0.0000011  | Catalog
        claude-haiku-4.5 | input_tokens 1  |  | 0.000001   | Catalog
        claude-haiku-4.5 | input_tokens 2  |  | 0.000002   | Catalog
        deepseek-v3.2    | input_tokens 3  |  | 0.000001   | Catalog
        deepseek-v3.2    | input_tokens 4  |  | 0.00000112 | Catalog
        gemini-2.5-pro   | cached_tokens 2 |  | 0.000001   | Catalog
        gemini-2.5-pro   | cached_tokens 3 |  | 0.00000113 | Catalog
        gemini-2.5-pro   | input_tokens 1  |  | 0.00000188 | Catalog
        gemini-2.5-pro   | input_tokens 2  |  | 0.00000375 | Catalog
        """);

    /// <summary>0.0133... provider credits x 0.005 x 1.5 meet the floor; a micro-cent more on the provider's side wins.</summary>
    [Fact]
    public void LargerOfTwo_AtATie_IsTheCatalogs() => Calls(
        """
        claude-haiku-4.5 | input_tokens 3 | 0.0004     | 0.000003   | Catalog
        claude-haiku-4.5 | input_tokens 3 | 0.00040001 | 0.00000301 | Upstream
        claude-haiku-4.5 | input_tokens 3 | 0.00039999 | 0.000003   | Catalog
        claude-haiku-4.5 | input_tokens 0 | 0.00000001 | 0.000001   | Upstream
        claude-haiku-4.5 | input_tokens 0 | 0.00013334 | 0.00000101 | Upstream
        deepseek-v3.2    | input_tokens 0 | 200        | 1.2        | Upstream
        grok-4.1         | input_tokens 0 | 200        | 1.5        | Upstream
        """);

    /// <summary>60 GiB-seconds are 0.6 credit: an event charges what the rounded sum grew by, per environment and UTC hour (KS-8).</summary>
    [Fact]
    public void EnvironmentsHour_OfSmallCalls_ChargesWhatTheRoundedSumGrewBy() => Hours(
        """
        10:00 | prod | 60   | 0.6  | 1
        10:05 | prod | 30   | 0.9  | 0
        10:06 | test | 1    | 0.01 | 1
        10:10 | prod | 10   | 1    | 0
        10:11 | prod | 1    | 1.01 | 1
        10:59 | prod | 299  | 4    | 2
        11:00 | prod | 1    | 0.01 | 1
        10:30 | prod | 1    | 4.01 | 1
        11:30 | prod | 0    | 0.01 | 0
        """);

    [Fact]
    public void CatalogModel_AroundAFullBatch_CountsBegunThousands() => Steps(
        """
        text-embed-v1             | prompt_tokens 0    | 0 | 0
        text-embed-v1             | prompt_tokens 1    | 1 | 3
        text-embed-v1             | prompt_tokens 999  | 1 | 3
        text-embed-v1             | prompt_tokens 1000 | 1 | 3
        text-embed-v1             | prompt_tokens 1001 | 2 | 6
        sentiment-multilingual-v1 | prompt_tokens 2500 | 3 | 6
        moderation-v1             | images 7           | 7 | 21
        """);

    [Fact]
    public void AnnouncedPrice_OfBandwidth_IsExplainedAndNotCharged()
    {
        var line = Books.Koyeb.Line("bandwidth", null, null)!;
        var quantities = Of("bytes", 250_000_000_000);
        var explanation = Explainer.Explain(Books.Koyeb, line, UsageStatus.Success, quantities, 0)!;
        Assert.Equal("10 | 0 | None | The price is announced and not charged yet.", $"{explanation.Exact.ToDecimalText(8)} | {explanation.Charge.ToDecimalText()} | {explanation.Chosen} | {explanation.WhyNothing}");
        Assert.Equal(0, Rater.Rate(line, UsageStatus.Success, quantities, 0).Cost);
    }

    private static void Calls(string story) => Story.Tell(story, given: 3, cells =>
    {
        var (name, count) = (cells[1].Split(' ')[0], long.Parse(cells[1].Split(' ')[1]));
        var line = Books.Kunavo.Line("chat", cells[0], null)!;
        var rated = Rater.Rate(line, UsageStatus.Success, Of(name, count), cells[2].Length == 0 ? 0 : Cells.Units(cells[2]));
        return [Cells.Text(rated.Cost), $"{rated.Chosen}"];
    });

    private static void Hours(string story)
    {
        var line = (PartSum)Books.KernStack.Line("duration", null, null)!;
        var sums = new Dictionary<(string Environment, string Hour), Fraction>();
        Story.Tell(story, given: 3, cells =>
        {
            var quantities = Of("seconds", long.Parse(cells[2]) * 1_000_000);
            quantities[Measure.RamMib] = 1_024;
            var key = (cells[1], cells[0][..2]);
            var before = sums.GetValueOrDefault(key);
            sums[key] = before + line.Parts.Aggregate(Fraction.Zero, (sum, part) => sum + part.QuantityOf(quantities) * part.Rate);
            return [sums[key].ToDecimalText(8), Cells.Text(Rater.Rate(line, UsageStatus.Success, quantities, 0, before).Cost)];
        });
    }

    private static void Steps(string story) => Story.Tell(story, given: 2, cells =>
    {
        var line = Books.KernStack.Line("catalog_model", cells[0], null)!;
        var quantities = Of(cells[1].Split(' ')[0], long.Parse(cells[1].Split(' ')[1]));
        var steps = Explainer.Explain(Books.KernStack, line, UsageStatus.Success, quantities, 0)!.Lines.Sum(part => (long)part.Quantity.Numerator);
        return [$"{steps}", Cells.Text(Rater.Rate(line, UsageStatus.Success, quantities, 0).Cost)];
    });

    private static Quantities Of(string name, long count)
    {
        Assert.True(Measures.TryParse(name, out var measure), name);
        var quantities = default(Quantities);
        quantities[measure] = count;
        return quantities;
    }
}
