using Billing.Credits;
using Billing.PriceBooks;
using Billing.TopUps;
using Billing.Units;

namespace Billing.Tests.TopUps;

/// <summary>What payments buy at the edges of the tiers. Each line: the payment and how it stands, credit bought, bonus, grants with their ends.</summary>
public sealed class TopUpTranscriptTests
{
    [Fact]
    public void Payment_AroundEachTier_GetsTheBonusOfTheTierReached() => Play(Books.Kunavo, "2026-03-01",
        """
        9.99     Confirmed | below_minimum | |
        10       Confirmed | 10       | 0         | topup 10 never
        99.99    Confirmed | 99.99    | 0         | topup 99.99 never
        100      Confirmed | 100      | 10        | topup 100 never, bonus 10 never
        999.99   Confirmed | 999.99   | 99.999    | topup 999.99 never, bonus 99.999 never
        1000     Confirmed | 1000     | 250       | topup 1000 never, bonus 250 never
        4999.99  Confirmed | 4999.99  | 1249.9975 | topup 4999.99 never, bonus 1249.9975 never
        5000     Confirmed | 5000     | 2000      | topup 5000 never, bonus 2000 never
        10.005   Confirmed | not_payable | |
        50000.01 Confirmed | above_maximum | |
        """);

    [Fact]
    public void Payment_NotSettled_AddsNothingYet() => Play(Books.Kunavo, "2026-03-01",
        """
        100 Pending   | 100 | 10 |
        100 Failed    | 100 | 10 |
        100 Confirmed | 100 | 10 | topup 100 never, bonus 10 never
        """);

    [Fact]
    public void Payment_OnALeapDay_BuysCreditForTwelveMonths() => Play(Books.ModelStack, "2024-02-29",
        """
        1     Confirmed | 25    | 0 | topup 25 2025-02-28
        20.01 Confirmed | 500.25 | 0 | topup 500.25 2025-02-28
        0.99  Confirmed | below_minimum | |
        """);

    [Fact]
    public void Postpaid_SellersBook_SellsNoCredit() => Play(Books.Koyeb, "2026-03-01", "10 Confirmed | not_offered | |");

    private static void Play(PriceBook book, string at, string story) => Story.Tell(story, given: 1, cells =>
    {
        var words = cells[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (TopUpDecision.Quote(book, Amount.Parse(words[0], book.Currency)) is not TopUpAnswer.Accepted { Quote: var quote } answer)
            return [((TopUpAnswer.Refused)TopUpDecision.Quote(book, Amount.Parse(words[0], book.Currency))).Code, "", ""];
        var grants = TopUpDecision.Settle(book, quote, Enum.Parse<PaymentState>(words[1]), Cells.At(at));
        return
        [
            quote.Base.ToDecimalText(), quote.Bonus.ToDecimalText(),
            string.Join(", ", grants.Select(g => $"{g.Kind.Name()} {g.Amount.ToDecimalText()} {(g.ExpiresAt == Instant.Latest ? "never" : Cells.Text(g.ExpiresAt))}")),
        ];
    });
}
