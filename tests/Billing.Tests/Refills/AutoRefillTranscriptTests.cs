using Billing.Refills;
using Billing.Units;

namespace Billing.Tests.Refills;

/// <summary>Automatic refill over time: threshold 500, refill 2,000 credits for $20. Each line: what happens, the balance, what starts, the state.</summary>
public sealed class AutoRefillTranscriptTests
{
    private static readonly Asset Credits = Books.Deployments.Wallet.Unit;

    [Fact]
    public void Balance_FallingBelowTheThreshold_StartsOnePaymentUntilItSettles() => Play(null,
        """
        Debit 40           | 500  |        | Idle
        Debit 1            | 499  | 2000 for 20 | Pending
        Debit 60           | 439  |        | Pending
        PaymentConfirmed 0 | 2439 |        | Idle
        """);

    [Fact]
    public void Decline_WhileBelowTheThreshold_StopsNewTriesUntilAPaymentSettles() => Play(null,
        """
        Debit 60           | 480  | 2000 for 20 | Pending
        PaymentDeclined 0  | 480  |        | Declined
        Debit 60           | 420  |        | Declined
        PaymentConfirmed 0 | 2420 |        | Idle
        """);

    [Fact]
    public void Ceiling_OfTheMonth_IsReachedButNotPassed() => Play("40",
        """
        Debit 60           | 480  | 2000 for 20 | Pending
        PaymentConfirmed 0 | 2480 |        | Idle
        Debit 2000         | 480  | 2000 for 20 | Pending
        PaymentConfirmed 0 | 2480 |        | Idle
        Debit 2000         | 480  |        | CeilingReached
        """);

    /// <summary>The level counts, not the crossing: a debit through the threshold and far beyond starts one refill, and the next only when that is settled.</summary>
    [Fact]
    public void Balance_FarBelowAfterARefill_StartsTheNextAtOnce() => Play(null,
        """
        Debit 540          | 0    | 2000 for 20 | Pending
        PaymentConfirmed 0 | 2000 |             | Idle
        Debit 1999         | 1    | 2000 for 20 | Pending
        Debit 1            | 0    |             | Pending
        PaymentConfirmed 0 | 2000 |             | Idle
        """);

    [Fact]
    public void Threshold_ReachedExactly_StartsNothingUntilOneUnitLess() => Play(null,
        """
        Debit 40         | 500          |             | Idle
        None 0           | 500          |             | Idle
        Debit 0.00000001 | 499.99999999 | 2000 for 20 | Pending
        """);

    [Fact]
    public void Ceiling_BelowThePriceOfOneRefill_StartsNone() => Play("19.99",
        """
        Debit 60 | 480 | | CeilingReached
        None 0   | 480 | | CeilingReached
        """);

    private static void Play(string? ceiling, string story)
    {
        var settings = new AutoRefillSettings(true, Of("500"), Of("2000"), ceiling is null ? null : Amount.Parse(ceiling, Asset.Usd));
        var standing = new AutoRefillStanding(Of("540"), false, false, Amount.Zero(Asset.Usd));
        Story.Tell(story, given: 1, cells =>
        {
            var words = cells[0].Split(' ');
            var answer = AutoRefillDecision.Decide(Books.Deployments, settings, standing, Enum.Parse<AutoRefillEvent>(words[0]), Of(words[1]));
            standing = new(answer.Balance, answer.State == AutoRefillState.Pending, answer.State == AutoRefillState.Declined, standing.SpentThisMonth + answer.Charge);
            return [answer.Balance.ToDecimalText(), answer.Started ? $"{answer.Refill.ToDecimalText()} for {answer.Charge.ToDecimalText()}" : "", $"{answer.State}"];
        });
    }

    private static Amount Of(string text) => Amount.Parse(text, Credits);
}
