using Billing.Credits;
using Billing.Limits;
using Billing.Units;

namespace Billing.Tests.Limits;

/// <summary>
/// An API key with a hard cap of $10 a month and a wallet that holds more. Each line: when a call happened, its cost, whether it
/// may start, what is charged, what is not covered, and the spend of its month.
/// </summary>
public sealed class SpendCapTranscriptTests
{
    [Fact]
    public void Cap_ReachedWithinACall_CutsItAndRefusesTheNext() => Play(
        """
        2026-03-10 | 9.5         | yes | 9.5        | 0    | 9.5
        2026-03-11 | 0.49999999  | yes | 0.49999999 | 0    | 9.99999999
        2026-03-12 | 3           | yes | 0.00000001 | 2.99999999 | 10
        2026-03-12 | 0.000001    | no  | 0          | 0.000001 | 10
        """);

    [Fact]
    public void Cap_OverTheMonthsEnd_BeginsAnewAndALateCallCountsInItsOwnMonth() => Play(
        """
        2026-03-31 23:59:59 | 10 | yes | 10 | 0 | 10
        2026-04-01          | 4  | yes | 4  | 0 | 4
        2026-03-31 12:00    | 1  | no  | 0  | 1 | 10
        2026-04-02          | 6  | yes | 6  | 0 | 10
        2026-04-30 23:59:59 | 1  | no  | 0  | 1 | 10
        2026-05-01          | 1  | yes | 1  | 0 | 1
        """);

    private static void Play(string story)
    {
        var cap = new SpendCap(Cells.Usd("10"));
        var spent = new Dictionary<Instant, Amount>();
        Story.Tell(story, given: 2, cells =>
        {
            var month = SpendCap.WindowOf(Cells.At(cells[0])).Start;
            var before = spent.GetValueOrDefault(month, Cells.Usd("0"));
            var slices = new FundingSlice[1];
            GrantBalance[] wallet = [new(new(1, GrantKind.Topup, Instant.Earliest, Instant.Latest), Cells.Units("1000"))];
            var funded = Funding.Fund(wallet, Cells.Units(cells[1]), Cells.At(cells[0]), PaymentRule.WhatIsLeft, default, slices, cap.Room(before).Units);
            spent[month] = before + new Amount(funded.Taken, Asset.Usd);
            return [cap.Admits(before) ? "yes" : "no", Cells.Text(funded.Taken), Cells.Text(funded.Uncovered), spent[month].ToDecimalText()];
        });
    }
}
