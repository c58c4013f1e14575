using Billing.Credits;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Rating;
using Billing.TopUps;
using Billing.Units;

namespace Billing.Tests.PriceBooks;

/// <summary>Every table of the Kunavo document, reproduced from the price book.</summary>
public sealed class KunavoBookTests
{
    private static readonly PriceBook Book = Books.Kunavo;

    [Theory]
    [InlineData("10", "10", "0", "10")]
    [InlineData("100", "100", "10", "110")]
    [InlineData("1000", "1000", "250", "1250")]
    [InlineData("5000", "5000", "2000", "7000")]
    public void TierTable_EachRow_GivesTheStatedCredit(string pay, string bought, string bonus, string total)
    {
        var quote = Assert.IsType<TopUpAnswer.Accepted>(TopUpDecision.Quote(Book, Usd(pay))).Quote;
        Assert.Equal((Usd(bought), Usd(bonus), Usd(total)), (quote.Base, quote.Bonus, quote.Total));
    }

    [Fact]
    public void Offers_InOrder_AreTheTiersOfTheDocument() =>
        Assert.Equal(["10", "100", "1000", "5000"], Book.TopUp!.Offers.Select(offer => offer.ToDecimalText()));

    [Theory]
    [InlineData("claude-opus-4.6", "5", "25")]
    [InlineData("claude-sonnet-4.5", "3", "15")]
    [InlineData("claude-haiku-4.5", "1", "5")]
    [InlineData("gpt-5.2", "1.75", "14")]
    [InlineData("gpt-5.1", "1.5", "12")]
    [InlineData("gpt-5-mini", "1.25", "10")]
    [InlineData("gemini-2.5-pro", "1.875", "15")]
    [InlineData("gemini-2.5-flash", "0.6", "5")]
    [InlineData("gpt-5", "1.25", "10")]
    [InlineData("deepseek-v3.2", "0.28", "0.42")]
    [InlineData("kimi-k2.5", "1", "3")]
    [InlineData("qwen-3.5", "1", "3")]
    [InlineData("grok-4.1", "4.5", "22.5")]
    public void ChatCatalogue_OneMillionTokens_CostsTheCardPrice(string model, string input, string output)
    {
        Assert.Equal(Usd(input), CostOf("chat", model, (Measure.InputTokens, 1_000_000)));
        Assert.Equal(Usd(output), CostOf("chat", model, (Measure.OutputTokens, 1_000_000)));
        Assert.Equal(Usd(output), CostOf("chat", model, (Measure.ReasoningTokens, 1_000_000)));
        Assert.Equal(Usd(input), CostOf("chat", model, (Measure.CacheWriteTokens, 1_000_000)));
    }

    [Theory]
    [InlineData("claude-sonnet-4.5", "0.30")]
    [InlineData("gpt-5", "0.25")]
    [InlineData("gemini-2.5-pro", "0.375")]
    [InlineData("deepseek-v3.2", "0.28")]
    [InlineData("grok-4.1", "4.5")]
    public void CacheReads_OneMillionTokens_CostTheFamilysShareOfTheInputRate(string model, string cost) =>
        Assert.Equal(Usd(cost), CostOf("chat", model, (Measure.CachedTokens, 1_000_000)));

    [Theory]
    [InlineData("image", "text-to-image", null, Measure.Images, "0.04")]
    [InlineData("image", "image-edit", null, Measure.Images, "0.04")]
    [InlineData("video", "text-to-video", "720p", Measure.Clips, "0.35")]
    [InlineData("video", "text-to-video", "1080p", Measure.Clips, "0.70")]
    public void ImagesAndClips_One_CostsTheFlatPrice(string meter, string model, string? resolution, Measure measure, string cost)
    {
        Assert.Equal(Usd(cost), CostOf(meter, model, (measure, 1), resolution));
        Assert.Equal(Usd("0"), CostOf(meter, model, (Measure.Seconds, 9_000_000), resolution));
    }

    [Theory]
    [InlineData("claude-sonnet-4.5", "1.5")]
    [InlineData("grok-4.1", "1.5")]
    [InlineData("deepseek-v3.2", "1.2")]
    [InlineData("kimi-k2.5", "1.2")]
    [InlineData("qwen-3.5", "1.2")]
    public void Markup_TwoHundredUpstreamCredits_AreOneDollarTimesTheFactor(string model, string cost)
    {
        var line = Book.Line("chat", model, null)!;
        var rated = Rater.Rate(line, UsageStatus.Success, default, 200 * Asset.UnitsPerWhole);
        Assert.Equal((Usd(cost).Units, Chosen.Upstream), (rated.Cost, rated.Chosen));
    }

    [Fact]
    public void SmallestCall_OneToken_CostsTheLeastCharge() =>
        Assert.Equal(Usd("0.000001"), CostOf("chat", "deepseek-v3.2", (Measure.InputTokens, 1)));

    [Fact]
    public void Line_ByDisplayName_IsTheSameAsById() =>
        Assert.Same(Book.Line("chat", "claude-sonnet-4.5", null), Book.Line("chat", "Claude Sonnet 4.5", null));

    [Fact]
    public void Wallet_AtZero_RefusesWith402AndAbsorbsTheRest()
    {
        Assert.Equal((ZeroAction.Refuse402, UncoveredRule.Absorb, PaymentRule.WhatIsLeft), (Book.Wallet.AtZero, Book.Wallet.Uncovered, Book.Wallet.Payment));
        Assert.Equal(402, UsageFunding.Admit(0, 1, Book.Wallet.Payment, Book.Wallet.AtZero).HttpStatus);
        Assert.All(GrantKinds.All, kind => Assert.Equal(Instant.Latest, Book.ExpiresAt(kind, Instant.At(2026, 1, 1), new(Instant.At(2026, 1, 1)))));
    }

    private static Amount Usd(string text) => Amount.Parse(text, Asset.Usd);

    private static Amount CostOf(string meter, string model, (Measure Measure, long Count) quantity, string? resolution = null) =>
        Priced.Cost(Book, meter, model, resolution, quantity);
}
