namespace Billing.Tests.Credits;

/// <summary>When credit ends: twelve months over month ends and leap days, one period, two periods, never.</summary>
public sealed class ExpiryTranscriptTests
{
    [Fact]
    public void TopUp_OnALeapDay_EndsOnThe28thOfTheNextFebruary() => WalletStory.Tell(Books.ModelStack,
        """
        2024-02-29 10:00    | topup T 100 | T 100      | 100 |
        2025-02-28 09:59:59 | look        | T 100      | 100 |
        2025-02-28 10:00    | look        | T gone 100 | 0   |
        """);

    [Fact]
    public void TopUp_AYearBeforeALeapDay_EndsOnThe28th() => WalletStory.Tell(Books.ModelStack,
        """
        2023-02-28          | topup T 100 | T 100      | 100 |
        2024-02-27 23:59:59 | look        | T 100      | 100 |
        2024-02-28          | look        | T gone 100 | 0   |
        """);

    [Fact]
    public void TopUps_OnMonthEnds_EndOnTheSameDaysAYearLater() => WalletStory.Tell(Books.ModelStack,
        """
        2025-01-31          | topup A 1 | A 1                         | 1 |
        2025-03-31          | topup B 2 | A 1, B 2                    | 3 |
        2025-12-31 23:59:59 | topup C 4 | A 1, B 2, C 4               | 7 |
        2026-01-30 23:59:59 | look      | A 1, B 2, C 4               | 7 |
        2026-01-31          | look      | A gone 1, B 2, C 4          | 6 |
        2026-03-31          | look      | A gone 1, B gone 2, C 4     | 4 |
        2026-12-31 23:59:58 | look      | A gone 1, B gone 2, C 4     | 4 |
        2026-12-31 23:59:59 | look      | A gone 1, B gone 2, C gone 4 | 0 |
        """);

    [Fact]
    public void TopUps_OldestFirst_SpendWhatEndsFirst() => WalletStory.Tell(Books.ModelStack,
        """
        2025-05-31 | topup A 100 | A 100           | 100 |
        2025-08-31 | topup B 100 | A 100, B 100    | 200 |
        2026-05-30 | charge 90   | A 10, B 100     | 110 | A 90
        2026-05-31 | charge 20   | A gone 10, B 80 | 80  | B 20
        """);

    [Fact]
    public void Allowance_InMonthsFromThe31st_EndsWithEachOfThem() => WalletStory.Tell(Books.ModelStack,
        """
        2024-01-31          | plan starter    |                                         | 0   |
        2024-01-31          | included A 500  | A 500                                   | 500 |
        2024-02-28 23:59:59 | charge 200      | A 300                                   | 300 | A 200
        2024-02-29          | included B 500  | A gone 300, B 500                       | 500 |
        2024-03-30 23:59:59 | look            | A gone 300, B 500                       | 500 |
        2024-03-31          | included C 500  | A gone 300, B gone 500, C 500           | 500 |
        2024-04-30          | included D 500  | A gone 300, B gone 500, C gone 500, D 500 | 500 |
        """);

    [Fact]
    public void Allowance_ThatRollsOver_LivesExactlyTwoPeriods() => WalletStory.Tell(Books.KernStack,
        """
        2026-01-31          | included A 2000 | A 2000                                          | 2000 |
        2026-02-28          | included B 2000 | A 2000 rolled, B 2000                           | 4000 |
        2026-03-30 23:59:59 | charge 500      | A 1500 rolled, B 2000                           | 3500 | A 500
        2026-03-31          | included C 2000 | A gone 1500, B 2000 rolled, C 2000              | 4000 |
        2026-04-29 23:59:59 | look            | A gone 1500, B 2000 rolled, C 2000              | 4000 |
        2026-04-30          | included D 2000 | A gone 1500, B gone 2000, C 2000 rolled, D 2000 | 4000 |
        """);

    [Fact]
    public void Allowance_RollingOverALeapDay_EndsAtTheEndOfMarch() => WalletStory.Tell(Books.KernStack,
        """
        2024-01-31          | included A 2000 | A 2000                | 2000 |
        2024-02-29          | included B 2000 | A 2000 rolled, B 2000 | 4000 |
        2024-03-30 23:59:59 | look            | A 2000 rolled, B 2000 | 4000 |
        2024-03-31          | look            | A gone 2000, B 2000 rolled | 2000 |
        """);

    [Fact]
    public void Packs_BesideRollover_StandOutsideOfIt() => WalletStory.Tell(Books.KernStack,
        """
        2026-01-15 | included A 2000 | A 2000                        | 2000 |
        2026-01-20 | topup P 5000    | A 2000, P 5000                | 7000 |
        2026-02-15 | included B 2000 | A 2000 rolled, P 5000, B 2000 | 9000 |
        2026-02-16 | charge 2500     | A spent, P 5000, B 1500       | 6500 | A 2000, B 500
        2026-03-15 | look            | A spent, P 5000, B 1500 rolled | 6500 |
        2026-04-15 | look            | A spent, P 5000, B gone 1500  | 5000 |
        2036-01-20 | charge 5000     | A spent, P spent, B gone 1500 | 0    | P 5000
        """);

    [Fact]
    public void Starter_OfTheFreeTier_WaitsBehindTheAllowanceAndBeforePacks() => WalletStory.Tell(Books.KernStack,
        """
        2026-03-01 | starter S 500   | S 500                    | 500  |
        2026-03-05 | topup P 1000    | S 500, P 1000            | 1500 |
        2026-03-10 | plan launch     | S 500, P 1000            | 1500 |
        2026-03-10 | included A 2000 | S 500, P 1000, A 2000    | 3500 |
        2026-03-11 | charge 2600     | S spent, P 900, A spent  | 900  | A 2000, S 500, P 100
        """);

    [Fact]
    public void LateEvent_OfAMonthThatIsOver_IsPaidByWhatIsThereNow() => WalletStory.Tell(Books.ModelStack,
        """
        2026-03-01 | plan starter           |                        | 0   |
        2026-03-01 | included A 500         | A 500                  | 500 |
        2026-04-01 | included B 500         | A gone 500, B 500      | 500 |
        2026-04-02 | charge 30 of 2026-03-31 | A gone 500, B 470     | 470 | B 30
        2026-05-01 | charge 10 of 2026-04-30 | A gone 500, B gone 470 | 0  | nobody 10
        """);

    [Fact]
    public void LateEvent_OfADayWhenTheTopUpStillStood_DoesNotReopenIt() => WalletStory.Tell(Books.ModelStack,
        """
        2025-03-10          | topup T 100             | T 100       | 100 |
        2026-03-09 23:59:59 | charge 40               | T 60        | 60  | T 40
        2026-03-10          | charge 25 of 2026-03-09 | T gone 60   | 0   | nobody 25
        2026-03-11          | topup U 10              | T gone 60, U 10 | 10 |
        2026-03-11          | charge 5 of 2026-03-09  | T gone 60, U 5  | 5  | U 5
        """);
}
