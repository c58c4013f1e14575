using System.Numerics;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Rating;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Rating;

public sealed class RatingPropertyTests(ITestOutputHelper output)
{
    private static readonly Gen<Call> Successes = Draw.KunavoCall.Where(call => call.Status == UsageStatus.Success && call.Explained is not null);

    [Fact]
    public void Rate_AnyCall_AgreesWithItsExplanation() =>
        Property.Holds(output, Draw.KunavoCall, call => call.Explained is { } explanation
            ? call.Rated == new Rated(explanation.Charge.Units, call.Line.Number, explanation.Chosen)
            : call.Rated.Refusal?.Code == "amount_too_large");

    [Fact]
    public void Rate_AnyCall_AgreesWithTheSlowOracle() =>
        Property.Holds(output, Draw.KunavoCall, call =>
        {
            var price = KunavoOracle.Price(
                call.Line.Meter, call.Line.Model!, call.Line.Resolution,
                Measures.All.ToDictionary(m => m.Name(), m => (BigInteger)call.Quantities[m]), call.Upstream, call.Status == UsageStatus.Success);
            return price > Rater.ChargeMax ? call.Rated.IsRefused : call.Rated.Cost == price && !call.Rated.IsRefused;
        });

    [Fact]
    public void Rate_AnySuccess_IsNeverBelowEitherSideAndLessThanAMicroCentAbove() =>
        Property.Holds(output, Successes, call =>
        {
            Fraction charge = Fraction.Of(call.Rated.Cost, Asset.UnitsPerWhole), unit = Fraction.Of(1, Asset.UnitsPerWhole);
            var sides = call.Explained!.Candidates.Select(c => c.Exact).ToList();
            var most = sides.Aggregate(Fraction.Max);
            return sides.All(side => charge >= side) && (charge < most + unit || charge == unit * 100) && (charge.IsZero == most.IsZero);
        });

    [Fact]
    public void Rate_OneMoreOfAnything_IsNeverCheaper() =>
        Property.Holds(output, from call in Successes from part in Gen.Choose(0, call.Line.Parts.Count - 1) from more in Gen.Choose(1, 1000) select (call, part, more), c =>
        {
            var quantities = c.call.Quantities;
            quantities[c.call.Line.Parts[c.part].Measures[0]] += c.more;
            var dearer = c.call with { Quantities = quantities };
            return dearer.Rated.IsRefused || dearer.Rated.Cost >= c.call.Rated.Cost;
        });

    [Fact]
    public void Explain_AnyCall_AddsUpToItsCandidates() =>
        Property.Holds(output, Successes, call =>
        {
            var explanation = call.Explained!;
            var sum = explanation.Lines.Aggregate(Fraction.Zero, (total, line) => total + line.Quantity * line.Rate);
            return explanation.Candidates[0].Exact == sum && explanation.Lines.All(line => line.Exact == line.Quantity * line.Rate && !line.Quantity.IsZero)
                && explanation.Candidates.Any(c => c.Exact == explanation.Exact);
        });

    [Fact]
    public void Rate_OverAnEnvironmentHour_ChargesTheRoundedSumWhateverTheCuts() =>
        Property.Holds(output, from size in Gen.Choose(1, 8) from seconds in Gen.Choose(0, 90_000_000).ArrayOf(size) select seconds, seconds =>
        {
            var line = Books.GibSeconds.Lines[0];
            var before = Fraction.Zero;
            long charged = 0;
            foreach (var micros in seconds)
            {
                var quantities = default(Quantities);
                (quantities[Measure.RamMib], quantities[Measure.Seconds]) = (512, micros);
                charged += Rater.Rate(line, UsageStatus.Success, quantities, 0, before).Cost;
                before += ((PartSum)line).Parts.Aggregate(Fraction.Zero, (sum, part) => sum + part.QuantityOf(quantities) * part.Rate);
            }

            return charged == line.Rounding.ToUnits(before) && charged % Asset.UnitsPerWhole == 0;
        });

    [Fact]
    public void Rate_OverAnEnvironmentHourInAnyOrder_ChargesTheSame() =>
        Property.Holds(output, from size in Gen.Choose(1, 8) from seconds in Gen.Choose(0, 90_000_000).ArrayOf(size) from shuffled in Gen.Shuffle(seconds) select (seconds, shuffled), c =>
            ChargedInTurn(c.seconds) == ChargedInTurn(c.shuffled));

    private static long ChargedInTurn(IEnumerable<int> seconds)
    {
        var line = (PartSum)Books.KernStack.Line("duration", null, null)!;
        var (before, charged) = (Fraction.Zero, 0L);
        foreach (var micros in seconds)
        {
            var quantities = default(Quantities);
            (quantities[Measure.RamMib], quantities[Measure.Seconds], quantities[Measure.Bytes]) = (512, micros, micros);
            charged += Rater.Rate(line, UsageStatus.Success, quantities, 0, before).Cost;
            before += Explainer.Explain(Books.KernStack, line, UsageStatus.Success, quantities, 0, before)!.Exact;
        }

        return charged;
    }
}
