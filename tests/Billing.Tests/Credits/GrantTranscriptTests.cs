using System.Globalization;
using Billing.Credits;
using Billing.Units;

namespace Billing.Tests.Credits;

/// <summary>
/// Stories of grants as an accountant would write them down. Each line is a day, what happened, what is left of each
/// grant after it, the balance, and what of the charge nobody paid. A changed figure fails with the whole table.
/// </summary>
public sealed class GrantTranscriptTests
{
    private static readonly BurnOrder OldestFirst = Books.Kunavo.BurnOrder;
    private static readonly BurnOrder IncludedFirst = new([BurnKey.Kind, BurnKey.GrantedAt], [GrantKind.Included]);
    private static readonly BurnOrder EarliestExpiryFirst = new([BurnKey.Expiry, BurnKey.Kind], [GrantKind.Included, GrantKind.Starter, GrantKind.Topup, GrantKind.Bonus]);

    [Fact]
    public void Wallet_TopUpWithBonus_SpendsThePaidPartFirst() => Play(OldestFirst, new(),
        """
        2026-03-01 | topup T1 100 never  | T1 100           | 100   | 0
        2026-03-01 | bonus B1 10 never   | T1 100, B1 10    | 110   | 0
        2026-03-02 | charge 99.5         | T1 0.5, B1 10    | 10.5  | 0
        2026-03-03 | charge 0.75         | T1 0, B1 9.75    | 9.75  | 0
        """);

    [Fact]
    public void Wallet_SecondTopUp_WaitsForTheFirstAndItsBonus() => Play(OldestFirst, new(),
        """
        2026-03-01 | topup T1 10 never   | T1 10                 | 10    | 0
        2026-03-01 | bonus B1 1 never    | T1 10, B1 1           | 11    | 0
        2026-03-05 | topup T2 10 never   | T1 10, B1 1, T2 10    | 21    | 0
        2026-03-06 | charge 10.5         | T1 0, B1 0.5, T2 10   | 10.5  | 0
        2026-03-07 | charge 1            | T1 0, B1 0, T2 9.5    | 9.5   | 0
        """);

    [Fact]
    public void Wallet_CallDearerThanEverything_GoesToZeroAndNoFurther() => Play(OldestFirst, new(),
        """
        2026-03-01 | topup T1 0.05 never | T1 0.05 | 0.05 | 0
        2026-03-02 | charge 0.08         | T1 0    | 0    | 0.03
        2026-03-03 | charge 0.01         | T1 0    | 0    | 0.01
        2026-03-04 | topup T2 1 never    | T1 0, T2 1    | 1    | 0
        2026-03-05 | charge 0.01         | T1 0, T2 0.99 | 0.99 | 0
        """);

    [Fact]
    public void Wallet_MicroCents_AreCountedOneByOne() => Play(OldestFirst, new(),
        """
        2026-03-01 | topup T1 0.00000150 never | T1 0.0000015            | 0.0000015  | 0
        2026-03-01 | bonus B1 0.00000002 never | T1 0.0000015, B1 0.00000002 | 0.00000152 | 0
        2026-03-02 | charge 0.000001           | T1 0.0000005, B1 0.00000002 | 0.00000052 | 0
        2026-03-03 | charge 0.00000051         | T1 0, B1 0.00000001     | 0.00000001 | 0
        2026-03-04 | charge 0.000001           | T1 0, B1 0              | 0          | 0.00000099
        """);

    [Fact]
    public void Wallet_CouponAtTheSameInstant_ComesAfterTheTopUp() => Play(OldestFirst, new(),
        """
        2026-03-01 | coupon C1 5 never   | C1 5           | 5  | 0
        2026-03-01 | topup T1 5 never    | C1 5, T1 5     | 10 | 0
        2026-03-02 | charge 6            | C1 4, T1 0     | 4  | 0
        """);

    [Fact]
    public void Plan_IncludedThenTopUps_DiscountsOnlyTheTopUps() => Play(IncludedFirst, new(25_000_000),
        """
        2026-03-01 | topup T1 20 2027-03-01     | T1 20                 | 20  | 0
        2026-03-02 | topup T2 500 2027-03-02    | T1 20, T2 500         | 520 | 0
        2026-03-03 | included I1 10 2026-04-01  | T1 20, T2 500, I1 10  | 530 | 0
        2026-03-04 | charge 10                  | T1 20, T2 500, I1 0   | 520 | 0
        2026-03-05 | charge 100                 | T1 0, T2 445, I1 0    | 445 | 0
        """);

    [Fact]
    public void Plan_AllowanceOfTheOldPeriod_IsGoneAtItsEnd() => Play(IncludedFirst, new(15_000_000),
        """
        2026-03-01 | included I1 500 2026-04-01 | I1 500         | 500 | 0
        2026-03-15 | topup T1 100 2027-03-15    | I1 500, T1 100 | 600 | 0
        2026-03-31 | charge 100                 | I1 400, T1 100 | 500 | 0
        2026-04-01 | charge 100                 | I1 gone, T1 15 | 15  | 0
        """);

    [Fact]
    public void Pool_RolledAllowance_PaysBeforeThisMonthsAndBeforePacks() => Play(EarliestExpiryFirst, new(),
        """
        2026-01-15 | topup K 500 never           | K 500                  | 500  | 0
        2026-02-01 | included R 100 2026-04-01   | K 500, R 100           | 600  | 0
        2026-03-01 | included N 1000 2026-05-01  | K 500, R 100, N 1000   | 1600 | 0
        2026-03-10 | charge 101                  | K 500, R 0, N 999      | 1499 | 0
        2026-03-11 | charge 1500                 | K 0, R 0, N 0          | 0    | 1
        """);

    private static void Play(BurnOrder order, DebitDiscount discount, string story)
    {
        var grants = new List<(string Name, GrantBalance Balance)>();
        var told = story.Split('\n').Select(line =>
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            var at = Instant.At(DateOnly.Parse(cells[0], CultureInfo.InvariantCulture));
            var uncovered = Happen(grants, order, discount, at, cells[1].Split(' '));
            var left = grants.Select(g => at >= g.Balance.Grant.ExpiresAt ? $"{g.Name} gone" : $"{g.Name} {Text(g.Balance.Remaining)}");
            var balance = grants.Where(g => g.Balance.Grant.UsableAt(at)).Sum(g => g.Balance.Remaining);
            return string.Join(" | ", cells[0], cells[1], string.Join(", ", left), Text(balance), Text(uncovered));
        });
        Assert.Equal(story.Split('\n').Select(line => string.Join(" | ", line.Split('|', StringSplitOptions.TrimEntries))), told.ToList());
    }

    private static long Happen(List<(string Name, GrantBalance Balance)> grants, BurnOrder order, DebitDiscount discount, Instant at, string[] words)
    {
        if (words is ["charge", var cost])
        {
            var ordered = grants.OrderBy(g => g.Balance.Grant, order).ToList();
            var slices = new FundingSlice[ordered.Count];
            var funded = Funding.Fund([.. ordered.Select(g => g.Balance)], Units(cost), at, PaymentRule.WhatIsLeft, discount, slices);
            foreach (var slice in slices[..funded.Slices])
            {
                var i = grants.FindIndex(g => g.Name == ordered[slice.Index].Name);
                grants[i] = (grants[i].Name, grants[i].Balance with { Remaining = grants[i].Balance.Remaining - slice.Taken });
            }

            return funded.Uncovered;
        }

        Assert.True(GrantKinds.TryParse(words[0], out var kind), words[0]);
        var until = words[3] == "never" ? Instant.Latest : Instant.At(DateOnly.Parse(words[3], CultureInfo.InvariantCulture));
        grants.Add((words[1], new(new(grants.Count + 1, kind, at, until), Units(words[2]))));
        return 0;
    }

    private static long Units(string text) => Amount.Parse(text, Asset.Usd).Units;

    private static string Text(long units) => new Amount(units, Asset.Usd).ToDecimalText();
}
