using Billing.Credits;
using Billing.Discounts;
using Billing.Metering;
using Billing.Plans;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Tests.PriceBooks;

/// <summary>Both tables of the ModelStack document, reproduced from the price book.</summary>
public sealed class ModelStackBookTests
{
    private static readonly PriceBook Book = Books.ModelStack;

    [Theory]
    [InlineData("Claude Opus 4.6", "Anthropic", "50", "250")]
    [InlineData("Claude Sonnet 4.5", "Anthropic", "30", "150")]
    [InlineData("Claude Haiku 4.5", "Anthropic", "10", "50")]
    [InlineData("GPT-5.2", "OpenAI", "17.5", "140")]
    [InlineData("GPT-5.1", "OpenAI", "15", "120")]
    [InlineData("GPT-5 Mini", "OpenAI", "12.5", "100")]
    [InlineData("Gemini 2.5 Pro", "Google", "18.75", "150")]
    [InlineData("Gemini 2.5 Flash", "Google", "6", "50")]
    [InlineData("GPT-5", "OpenAI", "12.5", "100")]
    [InlineData("DeepSeek V3.2", "DeepSeek", "2.8", "4.2")]
    [InlineData("Kimi K2.5", "Kimi", "10", "30")]
    [InlineData("Qwen 3.5", "Qwen", "10", "30")]
    [InlineData("Grok 4.1", "xAI", "45", "225")]
    public void ModelPricing_EachRow_CostsTheStatedCreditsPerMillion(string model, string provider, string input, string output)
    {
        Assert.Equal(provider, Book.Model(model)!.Provider);
        Assert.Equal(Credits(input), Tokens(model, Measure.InputTokens));
        Assert.Equal(Credits(output), Tokens(model, Measure.OutputTokens));
        Assert.Equal(13, Book.Models.Count);
    }

    [Theory]
    [InlineData("starter", "20", "192", "500", "15000000", "15 5 3 2 0")]
    [InlineData("pro", "50", "480", "1500", "25000000", "40 20 10 5 0")]
    [InlineData("max", "100", "960", "3000", "40000000", "60 unlimited unlimited 10 unlimited")]
    [InlineData("topup_only", "0", "0", "0", "0", "40 unlimited 10 3 0")]
    public void PlanComparison_EachColumn_IsAsInTheTable(string id, string month, string year, string included, string discount, string allowances)
    {
        var plan = Book.Plan(id)!;
        Assert.Equal(Usd(month), plan.PriceOf(BillingInterval.Month, Asset.Usd));
        Assert.Equal(Usd(year), plan.PriceOf(BillingInterval.Year, Asset.Usd));
        Assert.Equal((Credits(included), long.Parse(discount)), (plan.Included, plan.Discount.RateUnits));
        Assert.Equal(allowances, string.Join(' ', Book.Features.Select(feature => plan.Allowances[feature.Id])));
    }

    [Fact]
    public void YearlyBilling_OfEveryPaidPlan_Saves20Percent() =>
        Assert.All(Book.Plans.Where(plan => plan.Sale == PlanSale.Subscription), plan => Assert.Equal(plan.Month!.Value.Units * 12 * 8 / 10, plan.Year!.Value.Units));

    [Fact]
    public void Entitlement_WithoutASubscription_IsTheLowestPlans()
    {
        Assert.Equal("topup_only", Book.Plans[0].Id);
        Assert.Equal(new(10, false, "limit_reached"), Entitlement.Of(Book, null, "stacks", EntitlementAction.Add, 10, null));
        Assert.Equal(new(null, false, "unknown_feature"), Entitlement.Of(Book, null, "seats", EntitlementAction.Add, 0, null));
    }

    [Fact]
    public void Expiry_OfIncludedAndTopUps_IsThePeriodsEndAndTwelveMonths()
    {
        var anchor = new MonthAnchor(Instant.At(2024, 1, 31));
        Assert.Equal(Instant.At(2024, 2, 29), Book.ExpiresAt(GrantKind.Included, Instant.At(2024, 1, 31), anchor));
        Assert.Equal(Instant.At(2025, 2, 28), Book.ExpiresAt(GrantKind.Topup, Instant.At(2024, 2, 29), anchor));
    }

    [Theory]
    [InlineData("starter", "10")]
    [InlineData("pro", "25")]
    [InlineData("max", "50")]
    public void FirstPayment_WithTheBooksOwnCode_IsHalved(string plan, string charge)
    {
        var purchase = new CouponPurchase(PurchaseKind.Subscription, Book.Plan(plan)!.Month!.Value);
        var answer = CouponDecision.Decide(Book, "new50", new(0, []), purchase, Instant.At(2026, 3, 1));
        Assert.Equal(Usd(charge), Assert.IsType<CouponAnswer.Accepted>(answer).Charge);
        Assert.Equal("not_new_user", Assert.IsType<CouponAnswer.Refused>(CouponDecision.Decide(Book, "NEW50", new(1, []), purchase, Instant.At(2026, 3, 1))).Code);
    }

    private static Amount Tokens(string model, Measure measure) => Priced.Cost(Book, "model_tokens", model, null, (measure, 1_000_000));

    private static Amount Usd(string text) => Amount.Parse(text, Asset.Usd);

    private static Amount Credits(string text) => Amount.Parse(text, Book.Wallet.Unit);
}
