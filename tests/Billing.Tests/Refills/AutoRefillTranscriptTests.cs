using Billing.PriceBooks;
using Billing.Refills;
using Billing.Units;

namespace Billing.Tests.Refills;

/// <summary>
/// Automatic refill over time: threshold 500, refill 2,000 credits for $20, from 540 on. Each line: when, what happens; the
/// balance, what the look after it decides, and until when an obstacle of time lasts.
/// </summary>
public sealed class AutoRefillTranscriptTests
{
    [Fact]
    public void Balance_FallingBelowTheThreshold_StartsOnePaymentUntilItSettles() => Play("100", 3,
        """
        2026-03-10 08:00 | debit 40 | 500  | Enough |
        2026-03-10 08:00 | debit 1  | 499  | Start |
        2026-03-10 08:00 | debit 60 | 439  | InFlight |
        2026-03-10 08:01 | paid     | 2439 | Enough |
        """);

    /// <summary>The level counts, not the crossing: a debit through the threshold and far beyond starts one refill, and the next only after the cool-down.</summary>
    [Fact]
    public void Balance_FarBelowAfterARefill_WaitsForTheCoolDown() => Play("100", 3,
        """
        2026-03-10 08:00 | debit 540  | 0    | Start |
        2026-03-10 08:01 | paid       | 2000 | Enough |
        2026-03-10 08:02 | debit 1999 | 1    | CoolingDown | 2026-03-10 08:10
        2026-03-10 08:09 | look       | 1    | CoolingDown | 2026-03-10 08:10
        2026-03-10 08:10 | look       | 1    | Start |
        """);

    [Fact]
    public void Threshold_ReachedExactly_StartsNothingUntilOneUnitLess() => Play("100", 3,
        """
        2026-03-10 08:00 | debit 40         | 500          | Enough |
        2026-03-10 08:01 | look             | 500          | Enough |
        2026-03-10 08:02 | debit 0.00000001 | 499.99999999 | Start |
        """);

    [Fact]
    public void SoftRefusals_InARow_WaitAnHourThenADayAndTheThirdPauses() => Play("100", 3,
        """
        2026-03-10 08:00 | debit 60 | 480  | Start |
        2026-03-10 08:00 | soft     | 480  | BackingOff | 2026-03-10 09:00
        2026-03-10 08:59 | debit 80 | 400  | BackingOff | 2026-03-10 09:00
        2026-03-10 09:00 | look     | 400  | Start |
        2026-03-10 09:00 | soft     | 400  | BackingOff | 2026-03-11 09:00
        2026-03-11 09:00 | look     | 400  | Start |
        2026-03-11 09:00 | soft     | 400  | Paused |
        2026-04-11 09:00 | debit 10 | 390  | Paused |
        2026-04-11 09:00 | on       | 390  | Start |
        2026-04-11 09:00 | paid     | 2390 | Enough |
        """);

    [Fact]
    public void Payment_AfterARefusal_ForgetsIt() => Play("100", 3,
        """
        2026-03-10 08:00 | debit 60   | 480  | Start |
        2026-03-10 08:00 | soft       | 480  | BackingOff | 2026-03-10 09:00
        2026-03-10 09:00 | look       | 480  | Start |
        2026-03-10 09:00 | paid       | 2480 | Enough |
        2026-03-12 09:00 | debit 2000 | 480  | Start |
        2026-03-12 09:00 | soft       | 480  | BackingOff | 2026-03-12 10:00
        """);

    [Theory]
    [InlineData("hard ")]
    [InlineData("payer")]
    public void Refusal_ThatTryingAgainCannotHelp_PausesAtOnce(string refusal) => Play("100", 3,
        $"""
        2026-03-10 08:00 | debit 60 | 480 | Start |
        2026-03-10 08:00 | {refusal}    | 480 | Paused |
        2026-05-10 08:00 | look     | 480 | Paused |
        """);

    [Fact]
    public void Ceiling_OfTheMonth_IsReachedButNotPassedAndBeginsAnew() => Play("40", 3,
        """
        2026-03-10 08:00 | debit 60   | 480  | Start |
        2026-03-10 08:00 | paid       | 2480 | Enough |
        2026-03-11 08:00 | debit 2000 | 480  | Start |
        2026-03-11 08:00 | paid       | 2480 | Enough |
        2026-03-12 08:00 | debit 2000 | 480  | MonthCeiling | 2026-04-01
        2026-03-31 23:59 | look       | 480  | MonthCeiling | 2026-04-01
        2026-04-01       | look       | 480  | Start |
        """);

    [Fact]
    public void Day_HasItsRefills_AndTheNextDayHasItsOwn() => Play("1000", 2,
        """
        2026-03-10 08:00 | debit 60   | 480  | Start |
        2026-03-10 08:00 | paid       | 2480 | Enough |
        2026-03-10 10:00 | debit 2000 | 480  | Start |
        2026-03-10 10:00 | paid       | 2480 | Enough |
        2026-03-10 23:59 | debit 2000 | 480  | DayLimit | 2026-03-11
        2026-03-11       | look       | 480  | Start |
        """);

    /// <summary>No customer can raise it above the book's own.</summary>
    [Fact]
    public void Day_WithAHigherWish_EndsAtTheBooksLimit() => Play("1000", 50,
        """
        2026-03-10 08:00 | debit 60   | 480  | Start |
        2026-03-10 08:00 | paid       | 2480 | Enough |
        2026-03-10 10:00 | debit 2000 | 480  | Start |
        2026-03-10 10:00 | paid       | 2480 | Enough |
        2026-03-10 12:00 | debit 2000 | 480  | Start |
        2026-03-10 12:00 | paid       | 2480 | Enough |
        2026-03-10 14:00 | debit 2000 | 480  | DayLimit | 2026-03-11
        """);

    [Fact]
    public void Off_WithAPaymentUnderWay_StaysOffWhenItSettles() => Play("100", 3,
        """
        2026-03-10 08:00 | debit 60   | 480  | Start |
        2026-03-10 08:01 | off        | 480  | Off |
        2026-03-12 08:00 | paid       | 2480 | Off |
        2026-03-12 09:00 | debit 2480 | 0    | Off |
        """);

    [Fact]
    public void Card_Missing_IsNamedOnlyWhereOneIsNeeded() => Play("100", 3,
        """
        2026-03-10 08:00 | no_card  | 540 | Enough |
        2026-03-10 08:00 | debit 60 | 480 | NoCard |
        """);

    /// <summary>The rule was set under a version that sold it; 50 credits cost less than the least payment, and other books refill nothing.</summary>
    [Fact]
    public void Amount_ThatTheBookSellsNoMore_IsNamedWhateverTheBalance()
    {
        var settings = new AutoRefillSettings(Of("500"), Of("50"), Cells.Usd("100"), 3);
        var account = new RefilledAccount(Books.Deployments, settings, Of("540"));
        var now = Instant.At(2026, 3, 10);

        Assert.Equal(new AutoRefillAnswer(AutoRefillVerdict.NotAllowed, Of("0"), Cells.Usd("0"), null), account.After(now, "look"));
        Assert.Equal(AutoRefillVerdict.NotAllowed, account.After(now, "debit", "500").Verdict);
        Assert.Equal(AutoRefillVerdict.Off, account.After(now, "off").Verdict);
        Assert.Equal(
            AutoRefillVerdict.NotAllowed,
            new RefilledAccount(Books.Koyeb, new(Cells.Usd("5"), Cells.Usd("20"), Cells.Usd("100"), 3), Cells.Usd("1")).After(now, "look").Verdict);
    }

    [Theory]
    [InlineData("0", "2000", "100", 3, "threshold")]
    [InlineData("500", "0", "100", 3, "amount")]
    [InlineData("500", "50", "100", 3, "amount")]
    [InlineData("500", "2000", "19.99", 3, "month_ceiling")]
    [InlineData("500", "2000", "100", 0, "day_limit")]
    [InlineData("500", "2000", "100", 4, "day_limit")]
    [InlineData("500", "2000", "20", 3, null)]
    public void Settings_ThatDoNotFit_NameTheOneThatIsWrong(string threshold, string amount, string ceiling, int days, string? wrong) =>
        Assert.Equal(wrong, AutoRefillCheck.FaultOf(Books.Deployments, new(Of(threshold), Of(amount), Cells.Usd(ceiling), days))?.Code);

    [Fact]
    public void Settings_InABookWithoutRefills_CannotBeHad() =>
        Assert.Equal("amount", AutoRefillCheck.FaultOf(Books.Koyeb, new(Cells.Usd("5"), Cells.Usd("20"), Cells.Usd("100"), 3))?.Code);

    private static void Play(string ceiling, int days, string story)
    {
        var account = new RefilledAccount(Books.Deployments, new(Of("500"), Of("2000"), Cells.Usd(ceiling), days), Of("540"));
        Story.Tell(story, given: 2, cells =>
        {
            var answer = account.After(Cells.At(cells[0]), cells[1].Split(' '));
            return [account.Balance.ToDecimalText(), $"{answer.Verdict}", answer.Until is { } until ? Cells.Text(until) : ""];
        });
    }

    private static Amount Of(string text) => Amount.Parse(text, Books.Deployments.Wallet.Unit);
}
