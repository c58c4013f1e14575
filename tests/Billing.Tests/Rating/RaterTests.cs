using System.Text.Json.Nodes;
using Billing.Credits;
using Billing.Metering;
using Billing.Rating;
using Billing.Units;

namespace Billing.Tests.Rating;

public sealed class RaterTests
{
    public static TheoryData<string, string?, string?, string, string, string> Refusals => new()
    {
        { "speech", "claude-sonnet-4.5", null, "input_tokens=1", "unknown_meter", "type" },
        { "chat", "claude-9", null, "input_tokens=1", "unknown_model", "data.model" },
        { "chat", null, null, "input_tokens=1", "unknown_model", "data.model" },
        { "video", "text-to-video", "8k", "clips=1", "unknown_resolution", "data.resolution" },
        { "video", "text-to-video", null, "clips=1", "unknown_resolution", "data.resolution" },
        { "chat", "claude-sonnet-4.5", null, "images=1", "quantity_not_priced", "data.images" },
        { "image", "text-to-image", null, "clips=2", "quantity_not_priced", "data.clips" },
        { "chat", "claude-sonnet-4.5", null, "output_tokens=-1", "negative_quantity", "data.output_tokens" },
        { "image", "text-to-image", null, "images=250000001", "amount_too_large", "data" },
        { "chat", "claude-sonnet-4.5", null, $"output_tokens={long.MaxValue}", "amount_too_large", "data" },
        { "chat", "claude-sonnet-4.5", null, "upstream=-1", "negative_quantity", "data.upstream.amount" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Rate_WhatTheBookCannotPrice_IsRefusedByName(string meter, string? model, string? resolution, string quantity, string code, string field)
    {
        var usage = Usage(meter, model, resolution, quantity);
        var rated = Rater.Rate(Books.Kunavo, usage);
        Assert.Equal((code, field, 0L), (rated.Refusal?.Code, rated.Refusal?.Field, rated.Cost));
        Assert.Null(Rater.Explain(Books.Kunavo, usage));
    }

    [Theory]
    [InlineData(UsageStatus.Error)]
    [InlineData(UsageStatus.Timeout)]
    public void Rate_FailedCall_CostsNothingEvenWithoutAPrice(UsageStatus status)
    {
        var known = Usage("chat", "claude-sonnet-4.5", null, "input_tokens=1000000") with { Status = status, UpstreamUnits = 1_000_000_000 };
        Assert.Equal(new Rated(0, Books.Kunavo.Line("chat", "claude-sonnet-4.5", null)!.Number, Chosen.None), Rater.Rate(Books.Kunavo, known));
        Assert.Equal(new Rated(0, 0, Chosen.None), Rater.Rate(Books.Kunavo, known with { Model = "claude-9" }));
        Assert.NotNull(Rater.Explain(Books.Kunavo, known)!.WhyNothing);
    }

    [Fact]
    public void Explain_UpstreamWins_ShowsBothSidesWithTheirNumbers()
    {
        var usage = Usage("chat", "claude-sonnet-4.5", null, "input_tokens=1200") with { UpstreamUnits = 326_400_000 };
        var explanation = Rater.Explain(Books.Kunavo, usage)!;
        Assert.Equal(("chat/claude-sonnet-4.5", Chosen.Upstream, "0.02448"), (explanation.PriceLine, explanation.Chosen, explanation.Charge.ToDecimalText()));
        Assert.Equal(["1200 x 0.000003", "3.264 cr x 0.005 x 1.5"], explanation.Candidates.Select(candidate => candidate.Formula));
    }

    [Fact]
    public void Rate_CountsTooLargeForWholeArithmetic_FallBackToExactFractions()
    {
        var usage = Usage("chat", "claude-haiku-4.5", null, "cached_tokens=9300000000001");
        Assert.Equal(("930000.0000001", Chosen.Catalog), (new Amount(Rater.Rate(Books.Kunavo, usage).Cost, Asset.Usd).ToDecimalText(), Rater.Rate(Books.Kunavo, usage).Chosen));
    }

    /// <summary>The last step up must not leave the range either: such an event is refused like any other that is too dear.</summary>
    [Theory]
    [InlineData("up")]
    [InlineData("half_up")]
    public void Rate_LargestCountWithACoarseStep_IsRefusedByName(string mode)
    {
        var book = Books.Changed(document =>
        {
            document["rounding"] = new JsonObject { ["step"] = "0.0001", ["mode"] = mode };
            document["meters"] = JsonNode.Parse(
                """
                [{ "id": "clip", "name": "Clip", "price": "parts", "parts": [{ "name": "clips", "measures": ["clips"], "price": "clip" }], "lines": [{ "prices": { "clip": "0.00000001" } }] }]
                """);
        }).BookOrThrow();
        Assert.Equal("amount_too_large", Rater.Rate(book, Usage("clip", null, null, $"clips={long.MaxValue}")).Refusal?.Code);
    }

    [Fact]
    public void RateAndFund_OnTheHotPath_AllocateNothing()
    {
        var usage = Usage("chat", "claude-sonnet-4.5", null, "input_tokens=1234") with { UpstreamUnits = 5_000_000 };
        Span<GrantBalance> grants = [new(new(1, GrantKind.Topup, Draw.Day(0), Instant.Latest), 1), new(new(2, GrantKind.Bonus, Draw.Day(0), Instant.Latest), long.MaxValue / 2)];
        Span<FundingSlice> slices = stackalloc FundingSlice[2];
        long total = 0;
        for (var round = 0; round < 2; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10_000; i++)
            {
                var cost = Rater.Rate(Books.Kunavo, usage).Cost;
                total += Funding.Fund(grants, cost, Draw.Day(1), PaymentRule.WhatIsLeft, new(15_000_000), slices).Taken;
            }

            if (round == 1) Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(total > 0);
    }

    private static UsageEvent Usage(string meter, string? model, string? resolution, string quantity)
    {
        var (name, count) = (quantity.Split('=')[0], long.Parse(quantity.Split('=')[1]));
        var quantities = default(Quantities);
        if (Measures.TryParse(name, out var measure)) quantities[measure] = count;
        return new()
        {
            Id = "1", Source = "test", Meter = meter, Model = model, Resolution = resolution, Time = Draw.Day(0), Quantities = quantities,
            UpstreamUnits = name == "upstream" ? count : null,
        };
    }
}
