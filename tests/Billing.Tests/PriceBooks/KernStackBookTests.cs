using Billing.Credits;
using Billing.Metering;
using Billing.Plans;
using Billing.PriceBooks;
using Billing.Rating;
using Billing.TopUps;
using Billing.Units;

namespace Billing.Tests.PriceBooks;

/// <summary>Every table and example of the KernStack document, reproduced from the price book.</summary>
public sealed class KernStackBookTests
{
    private const long Gib = 1L << 30;

    private static readonly PriceBook Book = Books.KernStack;

    [Theory]
    [InlineData(1024, 100, 0, 0, "1")]
    [InlineData(0, 0, 25, 0, "1")]
    [InlineData(0, 0, 0, 1, "9")]
    public void PriceReference_EachDimension_CostsTheStatedRate(long ramMib, long seconds, long gibHours, long gib, string credits) =>
        Assert.Equal(Credits(credits), Duration(ramMib, seconds, gibHours, gib * Gib));

    [Theory]
    [InlineData("text-embed-v1", Measure.PromptTokens, 1000, 3)]
    [InlineData("sentiment-multilingual-v1", Measure.PromptTokens, 1000, 2)]
    [InlineData("face-detect-v1", Measure.Images, 1, 3)]
    [InlineData("label-detect-v1", Measure.Images, 1, 3)]
    [InlineData("text-detect-v1", Measure.Images, 1, 3)]
    [InlineData("moderation-v1", Measure.Images, 1, 3)]
    [InlineData("image-quality-v1", Measure.Images, 1, 3)]
    public void ModelTable_EachRow_CostsItsCreditsPerStartedBatch(string model, Measure unit, int batch, int credits)
    {
        Assert.Equal(Amount.Whole(credits, Book.Wallet.Unit), Priced.Cost(Book, "catalog_model", model, null, (unit, batch)));
        Assert.Equal(Amount.Whole(credits * 2, Book.Wallet.Unit), Priced.Cost(Book, "catalog_model", model, null, (unit, batch + 1)));
        Assert.Equal(7, Book.Models.Count);
    }

    [Fact]
    public void WorkedExample_2500SentimentTokens_AreThreeStepsOfTwo() =>
        Assert.Equal(Credits("6"), Priced.Cost(Book, "catalog_model", "sentiment-multilingual-v1", null, (Measure.PromptTokens, 2_500)));

    /// <summary>1,200 + 576 + 124.2 = 1,900.2: rounded once, after the sum (KS-8, KS-18).</summary>
    [Fact]
    public void MonthlyMix_SmallApp_IsOneSumRoundedUpOnce()
    {
        var exact = Fraction.Of(120_000, 1) * Rate("compute") + Fraction.Of(14_400, 1) * Rate("storage") + Fraction.Parse("13.8") * Rate("network");
        Assert.Equal(Fraction.Parse("1900.2"), exact);
        Assert.Equal(Credits("1901").Units, Line.Rounding.ToUnits(exact));
        Assert.Equal(Credits("1901"), Duration(1024, 120_000, 14_400, 14_817_637_171));
    }

    /// <summary>40 credits of models are 10 images of 3 and 5 started thousands of 2; 1,239 are 413 images.</summary>
    [Theory]
    [InlineData(500_000, 72_000, 20, 10, 5_000, 8_100)]
    [InlineData(1_900_000, 144_000, 300, 413, 0, 28_699)]
    public void MonthlyMix_WithCatalogModels_AddsTheirWholeCredits(long gibSeconds, long gibHours, long gib, long images, long tokens, long total)
    {
        var models = Priced.Cost(Book, "catalog_model", "moderation-v1", null, (Measure.Images, images))
            + Priced.Cost(Book, "catalog_model", "sentiment-multilingual-v1", null, (Measure.PromptTokens, tokens));
        Assert.Equal(Amount.Whole(total, Book.Wallet.Unit), Duration(1024, gibSeconds, gibHours, gib * Gib) + models);
    }

    [Fact]
    public void RoundingStage_WithinAnEnvironmentsHour_ChargesTheGrowthOfTheSum()
    {
        Assert.Equal(RoundingStage.EnvironmentHour, Line.Stage);
        var half = new UsageEvent { Id = "1", Source = "test", Meter = "duration", Time = Instant.At(2026, 3, 1), Quantities = Of(1024, 50, 0, 0) };
        Assert.Equal(Credits("1").Units, Rater.Rate(Book, half).Cost);
        Assert.Equal(0, Rater.Rate(Book, half, before: Fraction.Parse("0.5")).Cost);
        Assert.Equal(Credits("1").Units, Rater.Rate(Book, half, before: Fraction.One).Cost);
    }

    [Fact]
    public void Plans_OfTheSample_HaveAFreeStarterAMonthlyAllowanceAndACustomTier()
    {
        Assert.Equal(
            ["free Free 500 0 -", "launch Subscription 0 2000 19", "grow Subscription 0 9000 79", "business Subscription 0 30000 249", "custom Contact 0 0 -"],
            Book.Plans.Select(plan => $"{plan.Id} {plan.Sale} {plan.Starter.ToDecimalText()} {plan.Included.ToDecimalText()} {plan.Month?.ToDecimalText() ?? "-"}"));
        var standing = new PlanStanding(null, BillingInterval.Month, null, Credits("0"), null, false, true);
        Assert.Equal("not_applicable", Assert.IsType<PlanChangeAnswer.Refused>(PlanChangeDecision.Decide(Book, standing, Book.Plan("custom")!, BillingInterval.Month, Instant.At(2026, 3, 1))).Code);
    }

    [Theory]
    [InlineData("10", "1000")]
    [InlineData("50", "5000")]
    [InlineData("200", "20000")]
    public void Packs_OfTheSample_BringHundredCreditsPerEuroForEver(string pay, string credits)
    {
        var quote = Assert.IsType<TopUpAnswer.Accepted>(TopUpDecision.Quote(Book, Amount.Parse(pay, Asset.Eur))).Quote;
        Assert.Equal(Credits(credits), quote.Total);
        Assert.Equal(Instant.Latest, Assert.Single(TopUpDecision.Settle(Book, quote, PaymentState.Confirmed, Instant.At(2026, 3, 1))).ExpiresAt);
    }

    [Fact]
    public void Rollover_OfAnAllowance_IsOnePeriodMore()
    {
        var anchor = new MonthAnchor(Instant.At(2024, 1, 31));
        Assert.Equal(Instant.At(2024, 3, 31), Book.ExpiresAt(GrantKind.Included, Instant.At(2024, 1, 31), anchor));
        Assert.Equal(Instant.At(2024, 4, 30), Book.ExpiresAt(GrantKind.Included, Instant.At(2024, 2, 29), anchor));
        Assert.True(Book.HasEnvironments);
    }

    private static PartSum Line => (PartSum)Book.Line("duration", null, null)!;

    private static Fraction Rate(string part) => Line.Parts.Single(p => p.Name == part).Rate;

    private static Amount Credits(string text) => Amount.Parse(text, Book.Wallet.Unit);

    private static Amount Duration(long ramMib, long seconds, long gibHours, long bytes) => Priced.Cost(
        Book, "duration", null, null, (Measure.RamMib, ramMib), (Measure.Seconds, seconds * 1_000_000), (Measure.GibHours, gibHours * 1_000_000), (Measure.Bytes, bytes));

    private static Quantities Of(long ramMib, long seconds, long gibHours, long bytes)
    {
        var quantities = default(Quantities);
        quantities[Measure.RamMib] = ramMib;
        quantities[Measure.Seconds] = seconds * 1_000_000;
        quantities[Measure.GibHours] = gibHours * 1_000_000;
        quantities[Measure.Bytes] = bytes;
        return quantities;
    }
}
