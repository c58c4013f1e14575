using Billing.Invoicing;
using Billing.Plans;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Tests.Invoicing;

/// <summary>
/// A customer's months. Each line: the day, what happens (a change of plan, or the invoice for the month before), what is
/// charged at once, the invoice's lines, its tax, what account credit paid, what is due, and the credit that is left.
/// </summary>
public sealed class InvoiceTranscriptTests
{
    [Fact]
    public void Leaving_InMidMonth_IsCreditedAndUsedOnTheNextInvoice() => Play(null,
        """
        2026-02-01 | startup               | 79 |              |   |      |     | 0
        2026-02-15 | starter               | 0  |              |   |      |     | 39.5
        2026-03-01 | invoice small 10000000 |   | small 40     | 0 | 39.5 | 0.5 | 0
        2026-04-01 | invoice small 10000000 |   | small 40     | 0 | 0    | 40  | 0
        """);

    [Fact]
    public void Credit_LargerThanAnInvoice_LastsForTheNext() => Play(null,
        """
        2026-03-01 | startup              | 79 |           |   |      |      | 0
        2026-03-02 | hobby                | 0  |           |   |      |      | 76.45
        2026-04-01 | invoice small 5000000 |   | small 20  | 0 | 20   | 0    | 56.45
        2026-05-01 | invoice small 5000000 |   | small 20  | 0 | 20   | 0    | 36.45
        2026-06-01 | invoice small 10000000 |  | small 40  | 0 | 36.45 | 3.55 | 0
        """);

    [Fact]
    public void UpAndDownAndUp_WithinAMonth_IsPaidAndCreditedEachTime() => Play(null,
        """
        2026-04-11       | startup      | 52.67 |  |   |      |      | 0
        2026-04-16       | starter      | 0     |  |   |      |      | 39.5
        2026-04-21       | startup      | 26.33 |  |   |      |      | 39.5
        2026-05-01       | invoice plan | | startup_plan 79 | 0 | 39.5 | 39.5 | 0
        """);

    [Fact]
    public void Individual_InGermany_PaysLocalVatBeforeCredit() => Play("DE individual",
        """
        2026-02-01 | startup              | 79 |                           |      |      |      | 0
        2026-02-15 | starter              | 0  |                           |      |      |      | 39.5
        2026-03-01 | invoice micro 13392000 | | micro 26.78               | 5.09 | 31.87 | 0   | 7.63
        2026-04-01 | invoice plan, nano 5356800 | | startup_plan 79, nano 5.36 | 16.03 | 7.63 | 92.76 | 0
        """);

    [Theory]
    [InlineData("DE business DE123456789", "0", "100")]
    [InlineData("FR business FR12345678901", "19", "119")]
    [InlineData("DE business", "19", "119")]
    [InlineData("DE individual DE123456789", "19", "119")]
    public void Tax_ByWhoTheCustomerIs_IsLocalOrNothing(string profile, string tax, string due) => Play(profile,
        $"2026-03-01 | invoice small 25000000 | | small 100 | {tax} | 0 | {due} | 0");

    [Fact]
    public void Lines_OnHalfCents_AreRoundedEachByItself() => Play(null,
        """
        2026-03-01 | invoice nano 5000               | | nano 0.01              | 0 | 0 | 0.01 | 0
        2026-03-01 | invoice nano 4999               | | nano 0                 | 0 | 0 | 0    | 0
        2026-03-01 | invoice nano 15000, micro 7500  | | nano 0.02, micro 0.02  | 0 | 0 | 0.04 | 0
        2026-03-01 | invoice nano 0, free 2678400    | |                        | 0 | 0 | 0    | 0
        """);

    [Fact]
    public void Announced_BeyondTheFree_IsShownAndNeverDue() => Play(null,
        """
        2026-03-01 | invoice bandwidth_gb 100                     | | (bandwidth_gb 0) | 0 | 0 | 0 | 0
        2026-03-01 | invoice bandwidth_gb 250.5                   | | (bandwidth_gb 6.02) | 0 | 0 | 0 | 0
        2026-03-01 | invoice custom_domains 13, small 250000      | | small 1, (custom_domains 0.6) | 0 | 0 | 1 | 0
        """);

    private static void Play(string? profile, string story)
    {
        var standing = new PlanStanding(Books.Koyeb.Plan("starter"), BillingInterval.Month, null, Cells.Usd("0"), null, OverLimits: false, HasCard: true);
        var onAccount = Cells.Usd("0");
        Story.Tell(story, given: 2, cells =>
        {
            var at = Cells.At(cells[0]);
            if (!cells[1].StartsWith("invoice ", StringComparison.Ordinal))
            {
                var change = Assert.IsType<PlanChangeAnswer.Accepted>(PlanChangeDecision.Decide(Books.Koyeb, standing, Books.Koyeb.Plan(cells[1])!, BillingInterval.Month, at));
                standing = standing with { Plan = Books.Koyeb.Plan(cells[1]), LastChangeAt = at };
                onAccount += change.Credit;
                return [change.ChargeNow.ToDecimalText(), "", "", "", "", onAccount.ToDecimalText()];
            }

            var draft = Draft(at, cells[1]["invoice ".Length..].Split(", "), standing.Plan!, profile, onAccount);
            onAccount -= draft.AccountCredit;
            var lines = draft.Lines.Select(line => $"{line.Code} {line.Amount.ToDecimalText()}").Concat(draft.Informational.Select(line => $"({line.Code} {line.AnnouncedAmount.ToDecimalText()})"));
            return ["", string.Join(", ", lines), draft.Tax.ToDecimalText(), draft.AccountCredit.ToDecimalText(), draft.Due.ToDecimalText(), onAccount.ToDecimalText()];
        });
    }

    /// <summary>The plan is due in advance, usage of the month before; the plan named is the one of the month that begins.</summary>
    private static InvoiceDraft Draft(Instant at, string[] items, Plan plan, string? profile, Amount onAccount)
    {
        var before = Period.MonthOf(new(at.Micros - 1));
        var startup = Books.Koyeb.Plan("startup")!;
        var planned = items.Contains("plan");
        var usage = items.Where(item => item != "plan").Select(item => new InvoiceUsage(item.Split(' ')[0], Fraction.Parse(item.Split(' ')[1])));
        return InvoiceDecision.Draft(Books.Koyeb, before, planned ? startup : plan, planned ? startup.Month!.Value : Cells.Usd("0"), usage, ProfileOf(profile), onAccount);
    }

    private static TaxProfile? ProfileOf(string? text) => text?.Split(' ') is { } words
        ? new(words[0], InEu: true, words[1] == "business", words.ElementAtOrDefault(2), Fraction.Of(19, 100))
        : null;
}
