using Billing.Corrections;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Tests.Corrections;

/// <summary>
/// A purchase and what goes back of it. Each line: what happens (by an operator where nothing else is said), what leaves the
/// bought credit and the bonus, what goes to the bank or the wallet, and what is left of both.
/// </summary>
public sealed class RefundTranscriptTests
{
    [Fact]
    public void HundredDollars_PartlyUsed_GoBackWithTheirShareOfTheBonus() => Play(Books.Kunavo, "100", "100", "10",
        """
        use 30                 |    |    |            | 70 + 10
        bank 50 outage         | 50 | 5  | bank 50    | 20 + 5
        bank 20.01 outage      | exceeds_unused | | | 20 + 5
        bank unused outage     | 20 | 5  | bank 20    | 0 + 0
        bank 1 outage          | exceeds_unused | | | 0 + 0
        """);

    [Fact]
    public void Bonus_WhenTheBoughtPartIsUsed_IsNoMoney() => Play(Books.Kunavo, "100", "100", "10",
        """
        use 104            |   |  | | 0 + 6
        bank unused support | exceeds_unused | | | 0 + 6
        wallet 2.5 outage  |   |  | wallet 2.5 | 0 + 6
        """);

    [Fact]
    public void Refusals_OfSeveralReasons_NameWhoThenWhyThenHowMuch() => Play(Books.Kunavo, "100", "100", "10",
        """
        bank 500 weather by customer | operator_only  | | | 100 + 10
        bank 500 weather             | unknown_reason | | | 100 + 10
        bank 500 support             | exceeds_paid   | | | 100 + 10
        bank 0 support               | not_applicable | | | 100 + 10
        bank 0.001 support           | not_applicable | | | 100 + 10
        wallet 0 support             | not_applicable | | | 100 + 10
        """);

    /// <summary>999.5 of 1,000 credits are worth 9.995 dollars: half a cent is cut.</summary>
    [Fact]
    public void Credits_AtAHundredForADollar_GoBackInWholeCents() => Play(Books.Deployments, "10", "1000", "0",
        """
        use 0.5             |       |   |           | 999.5 + 0
        bank unused support | 999.5 | 0 | bank 9.99 | 0 + 0
        """);

    private static void Play(PriceBook book, string paid, string bought, string bonus, string story)
    {
        var unit = book.Wallet.Unit;
        var purchase = new Purchase(Cells.Usd(paid), Of(bought), Of(bought), Of(bonus), Of(bonus));
        Story.Tell(story, given: 1, cells =>
        {
            var words = cells[0].Split(' ');
            var answer = words[0] == "use" ? null : RefundDecision.Decide(book, purchase, Request(book, words));
            if (answer is null) purchase = Used(purchase, Of(words[1]));
            if (answer is RefundAnswer.ToBank back) purchase = purchase with { BaseLeft = purchase.BaseLeft - back.FromBase, BonusLeft = purchase.BonusLeft - back.FromBonus };
            var left = $"{purchase.BaseLeft.ToDecimalText()} + {purchase.BonusLeft.ToDecimalText()}";
            return answer switch
            {
                RefundAnswer.ToBank bank => [bank.FromBase.ToDecimalText(), bank.FromBonus.ToDecimalText(), $"bank {bank.Money.ToDecimalText()}", left],
                RefundAnswer.ToWallet wallet => ["", "", $"wallet {wallet.Credit.ToDecimalText()}", left],
                RefundAnswer.Refused no => [no.Code, "", "", left],
                _ => ["", "", "", left],
            };
        });

        Amount Of(string text) => Amount.Parse(text, unit);
    }

    private static RefundRequest Request(PriceBook book, string[] words)
    {
        var toBank = words[0] == "bank";
        Amount? amount = words[1] == "unused" ? null : Amount.Parse(words[1], toBank ? book.Currency : book.Wallet.Unit);
        return new(toBank ? RefundDestination.Bank : RefundDestination.Wallet, amount, words[2], ByOperator: words.Length < 4);
    }

    /// <summary>Bought credit first, then its bonus: both books burn the oldest first and the bought part before the bonus.</summary>
    private static Purchase Used(Purchase purchase, Amount used)
    {
        var ofBase = Amount.Min(used, purchase.BaseLeft);
        return purchase with { BaseLeft = purchase.BaseLeft - ofBase, BonusLeft = purchase.BonusLeft - (used - ofBase) };
    }
}
