using Billing.Invoicing;
using Billing.Plans;
using Billing.PriceBooks;
using Billing.Recovery;
using Billing.Units;

namespace Billing.Tests.PriceBooks;

/// <summary>Both example invoices and the rules of the Koyeb document, reproduced from the price book.</summary>
public sealed class KoyebBookTests
{
    private static readonly PriceBook Book = Books.Koyeb;

    private static readonly Period January = Period.MonthOf(Instant.At(2026, 1, 1));

    [Fact]
    public void ExampleInvoice_WithoutAPaidPlan_Is64Dollars28() => Assert.Equal(
        """
        nano  | 0.000001 |  5356800 |  5.36
        micro | 0.000002 | 13392000 | 26.78
        small | 0.000004 |  8035200 | 32.14
        total |          |          | 64.28
        """, Table(Example("starter", "0")));

    [Fact]
    public void ExampleInvoice_OnStartup_Is143Dollars28() => Assert.Equal(
        """
        startup_plan |       79 |        1 |    79
        nano  | 0.000001 |  5356800 |  5.36
        micro | 0.000002 | 13392000 | 26.78
        small | 0.000004 |  8035200 | 32.14
        total |          |          | 143.28
        """, Table(Example("startup", "79")));

    [Fact]
    public void FreeInstance_AWholeMonthOfIt_IsNoLine() => Assert.DoesNotContain(Example("starter", "0").Lines, line => line.Code == "free");

    [Fact]
    public void AccountCredit_LargerThanTheInvoice_IsUsedUpToItsTotal()
    {
        var draft = Draft("startup", "79", credit: "100", new InvoiceUsage("small", 125_000));
        Assert.Equal((Usd("79.5"), Usd("79.5"), Usd("0")), (draft.Total, draft.AccountCredit, draft.Due));
    }

    [Fact]
    public void AnnouncedPrices_OfTheMeterAndTheAllowance_AreTheSame()
    {
        var line = Book.Line("bandwidth", null, null)!;
        Assert.True(line.Announced);
        Assert.Equal(Book.FreeAllowances.Single(allowance => allowance.Code == "bandwidth_gb").UnitPrice, line.UnitPrice!.Value * 1_000_000_000);
    }

    [Theory]
    [InlineData("hobby", "0", "0", false)]
    [InlineData("starter", "0", "10", true)]
    [InlineData("startup", "79", "100", true)]
    public void Plans_OfTheDocument_HaveTheirPriceDomainsAndCard(string id, string price, string domains, bool card)
    {
        var plan = Book.Plan(id)!;
        Assert.Equal(Usd(price), plan.PriceOf(BillingInterval.Month, Asset.Usd));
        Assert.Equal((domains, card), (plan.Allowances["custom_domains"].ToString(), plan.NeedsCard));
    }

    [Theory]
    [InlineData(0, RecoveryState.Overdue, RecoveryBlocks.None)]
    [InlineData(7, RecoveryState.Late, RecoveryBlocks.Creation)]
    [InlineData(14, RecoveryState.Paused, RecoveryBlocks.Creation | RecoveryBlocks.Instances)]
    [InlineData(21, RecoveryState.Suspended, RecoveryBlocks.Creation | RecoveryBlocks.Instances | RecoveryBlocks.Resources)]
    public void Milestones_EachDay_BlockWhatTheDocumentSays(int day, RecoveryState state, RecoveryBlocks blocks)
    {
        var failed = Instant.At(2026, 3, 1);
        var standing = RecoveryDecision.At(Book.Recovery, failed, null, failed.PlusDays(day));
        Assert.Equal((state, blocks), (standing.State, standing.Blocks));
    }

    private static InvoiceDraft Example(string plan, string planAmount) => Draft(
        plan, planAmount, "0", new("free", 2_678_400), new("nano", 5_356_800), new("micro", 13_392_000), new("small", 8_035_200));

    private static InvoiceDraft Draft(string plan, string planAmount, string credit, params InvoiceUsage[] usage) =>
        InvoiceDecision.Draft(Book, January, Book.Plan(plan), Usd(planAmount), usage, null, Usd(credit));

    private static string Table(InvoiceDraft draft) => string.Join('\n', draft.Lines
        .Select(line => $"{line.Code,-5} | {line.UnitPrice.ToDecimalText(8),8} | {line.Quantity.ToDecimalText(0),8} | {line.Amount.ToDecimalText(),5}")
        .Append($"total |          |          | {draft.Total.ToDecimalText()}"));

    private static Amount Usd(string text) => Amount.Parse(text, Asset.Usd);
}
