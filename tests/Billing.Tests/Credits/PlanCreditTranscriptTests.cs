namespace Billing.Tests.Credits;

/// <summary>What a change of plan means for the wallet, and a plan's discount on what top-ups pay.</summary>
public sealed class PlanCreditTranscriptTests
{
    [Fact]
    public void Upgrade_WithAllowanceLeft_KeepsItToItsOldEndAndSpendsItFirst() => WalletStory.Tell(Books.ModelStack,
        """
        2026-03-01          | plan starter    |                          | 0    |
        2026-03-01          | included A 500  | A 500                    | 500  |
        2026-03-20          | plan pro        | A 500                    | 500  |
        2026-03-20          | included B 1500 | A 500, B 1500            | 2000 |
        2026-03-25          | charge 400      | A 100, B 1500            | 1600 | A 400
        2026-03-31 23:59:59 | charge 60       | A 40, B 1500             | 1540 | A 60
        2026-04-01          | charge 100      | A gone 40, B 1400        | 1400 | B 100
        2026-04-20          | included C 1500 | A gone 40, B gone 1400, C 1500 | 1500 |
        """);

    [Fact]
    public void Upgrade_Twice_LeavesThreeAllowancesWithThreeEnds() => WalletStory.Tell(Books.ModelStack,
        """
        2026-01-31 | plan starter    |                                    | 0    |
        2026-01-31 | included A 500  | A 500                              | 500  |
        2026-02-10 | plan pro        | A 500                              | 500  |
        2026-02-10 | included B 1500 | A 500, B 1500                      | 2000 |
        2026-02-20 | plan max        | A 500, B 1500                      | 2000 |
        2026-02-20 | included C 3000 | A 500, B 1500, C 3000              | 5000 |
        2026-02-28 | look            | A gone 500, B 1500, C 3000         | 4500 |
        2026-03-10 | look            | A gone 500, B gone 1500, C 3000    | 3000 |
        2026-03-20 | look            | A gone 500, B gone 1500, C gone 3000 | 0  |
        """);

    [Fact]
    public void Downgrade_AtThePeriodsEnd_KeepsAllowanceAndDiscountUntilThen() => WalletStory.Tell(Books.ModelStack,
        """
        2026-03-01          | plan pro        |                             | 0    |
        2026-03-01          | included A 1500 | A 1500                      | 1500 |
        2026-03-01          | topup T 1000    | A 1500, T 1000              | 2500 |
        2026-03-10          | charge 1500     | A spent, T 1000             | 1000 | A 1500
        2026-03-31 23:59:59 | charge 100      | A spent, T 925              | 925  | T 75 (100)
        2026-04-01          | plan starter    | A spent, T 925              | 925  |
        2026-04-01          | included B 500  | A spent, T 925, B 500       | 1425 |
        2026-04-02          | charge 600      | A spent, T 840, B spent     | 840  | B 500, T 85 (100)
        """);

    [Fact]
    public void Cancellation_AtThePeriodsEnd_LeavesTopUpsAtTheBaseRate() => WalletStory.Tell(Books.ModelStack,
        """
        2026-03-01 | plan max        |                      | 0   |
        2026-03-01 | topup T 200     | T 200                | 200 |
        2026-03-15 | charge 100      | T 140                | 140 | T 60 (100)
        2026-04-01 | plan topup_only | T 140                | 140 |
        2026-04-02 | charge 100      | T 40                 | 40  | T 100
        """);

    [Fact]
    public void Discount_OverIncludedAndThreeTopUps_TakesOneDebitInTurn() => WalletStory.Tell(Books.ModelStack,
        """
        2026-03-01 | plan pro       |                               | 0   |
        2026-03-01 | included I 10  | I 10                          | 10  |
        2026-03-01 | topup A 20     | I 10, A 20                    | 30  |
        2026-03-02 | topup B 30     | I 10, A 20, B 30              | 60  |
        2026-03-03 | topup C 500    | I 10, A 20, B 30, C 500       | 560 |
        2026-03-04 | charge 110     | I spent, A spent, B spent, C 475 | 475 | I 10, A 20 (26.66666667), B 30 (40), C 25 (33.33333333)
        """);

    /// <summary>5 units at 15 % off are 4.25, so 4 leave the top-ups: each rounded by itself would have been 2 + 3.</summary>
    [Fact]
    public void Discount_OnTheLeastUnits_RoundsTheDebitOnceAndThenCuts() => WalletStory.Tell(Books.ModelStack,
        """
        2026-03-01 | plan starter       |                            | 0          |
        2026-03-01 | topup A 0.00000002 | A 0.00000002               | 0.00000002 |
        2026-03-02 | topup B 0.00000009 | A 0.00000002, B 0.00000009 | 0.00000011 |
        2026-03-03 | charge 0.00000005  | A spent, B 0.00000007      | 0.00000007 | A 0.00000002, B 0.00000002 (0.00000003)
        2026-03-04 | charge 0.00000001  | A spent, B 0.00000006      | 0.00000006 | B 0.00000001
        """);

    /// <summary>At 25 % off, 2 units are 1.5 and half goes up; at 40 % off, 1 unit is 0.6.</summary>
    [Fact]
    public void Discount_OnAHalfUnit_GoesUp() => WalletStory.Tell(Books.ModelStack,
        """
        2026-03-01 | plan pro          |              | 0          |
        2026-03-01 | topup A 0.0000001 | A 0.0000001  | 0.0000001  |
        2026-03-02 | charge 0.00000002 | A 0.00000008 | 0.00000008 | A 0.00000002
        2026-03-03 | charge 0.00000006 | A 0.00000003 | 0.00000003 | A 0.00000005 (0.00000006)
        2026-03-04 | plan max          | A 0.00000003 | 0.00000003 |
        2026-03-05 | charge 0.00000001 | A 0.00000002 | 0.00000002 | A 0.00000001
        """);

    [Fact]
    public void Discount_WhenTheTopUpsRunDry_LeavesTheRestOfTheListPrice() => WalletStory.Tell(Books.ModelStack,
        """
        2026-03-01 | plan max  |        | 0 |
        2026-03-01 | topup A 6 | A 6    | 6 |
        2026-03-02 | charge 15 | A spent | 0 | A 6 (10), nobody 5
        """);

    [Fact]
    public void Discount_OnBonusAndCorrection_IsNotGiven() => WalletStory.Tell(Books.ModelStack,
        """
        2026-03-01 | plan pro       |                  | 0  |
        2026-03-01 | bonus B 10     | B 10             | 10 |
        2026-03-02 | correction C 10 | B 10, C 10      | 20 |
        2026-03-03 | topup T 10     | B 10, C 10, T 10 | 30 |
        2026-03-04 | charge 24      | B spent, C spent, T 7 | 7 | B 10, C 10, T 3 (4)
        """);
}
