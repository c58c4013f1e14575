using System.Globalization;
using Billing.Ledger;
using Billing.Units;

namespace Billing.Tests.Ledger;

/// <summary>
/// Ledgers as they were found, and what the audit says of them. A line is number, type, grant, amount, balance after
/// and the minute it was recorded; a star says that the line was changed after its hash was made.
/// </summary>
public sealed class LedgerTranscriptTests
{
    [Fact]
    public void Audit_TopUpBonusAndCalls_SaysNothing() => Audited(
        """
        1 | topup   | 1 | 100       | 100       | 00
        2 | topup   | 2 | 10        | 110       | 00
        3 | consume | 1 | -99.5     | 10.5      | 01
        4 | consume | 1 | -0.5      | 10        | 02
        5 | consume | 2 | -0.25     | 9.75      | 02
        6 | refund  | 3 | 2.5       | 12.25     | 07
        7 | manual_adjust | 2 | -9.75 | 2.5     | 09
        """, "1 100, 2 10, 3 2.5");

    [Fact]
    public void Audit_MissingEntry_NamesIt() => Audited(
        """
        1 | topup   | 1 | 10 | 10 | 00
        2 | consume | 1 | -3 | 7  | 01
        4 | consume | 1 | -1 | 6  | 02
        """, "1 10",
        "entry 4: it follows entry 2, so entry 3 is missing");

    [Fact]
    public void Audit_NumberTwice_NamesIt() => Audited(
        """
        1 | topup   | 1 | 10 | 10 | 00
        2 | consume | 1 | -3 | 7  | 01
        2 | consume | 1 | -3 | 4  | 01
        """, "1 10",
        "entry 2: it follows entry 2, so its number stands twice or is out of order");

    [Fact]
    public void Audit_WrongBalance_SaysBothFigures() => Audited(
        """
        1 | topup   | 1 | 10    | 10   | 00
        2 | consume | 1 | -0.25 | 9.85 | 01
        3 | consume | 1 | -0.85 | 9    | 02
        """, "1 10",
        "entry 2: the balance after it is 9.85, but entry 1 leaves 9.75");

    [Fact]
    public void Audit_AmountChangedLater_NamesHashAndBalance() => Audited(
        """
        1 | topup   | 1 | 10 | 10 | 00
        2*| consume | 1 | -2 | 7  | 01
        3 | consume | 1 | -1 | 6  | 02
        """, "1 10",
        "entry 2: the balance after it is 7, but entry 1 leaves 8",
        "entry 2: the hash does not follow from entry 1");

    [Fact]
    public void Audit_RecordedBackwards_NamesTheMinute() => Audited(
        """
        1 | topup   | 1 | 10 | 10 | 05
        2 | consume | 1 | -3 | 7  | 04
        """, "1 10",
        "entry 2: it was recorded at 2026-03-01T00:04:00Z, before entry 1");

    [Fact]
    public void Audit_GrantOverdrawnAndOverfilled_SaysBoth() => Audited(
        """
        1 | topup    | 1 | 10 | 10 | 00
        2 | topup    | 2 | 10 | 20 | 00
        3 | consume  | 1 | -11 | 9 | 01
        4 | reversal | 2 | 1  | 10 | 02
        """, "1 10, 2 10",
        "entry 3: grant 1 falls to -1",
        "entry 4: grant 2 rises to 11, above the 10 that were granted");

    [Fact]
    public void Audit_UnknownGrant_NamesIt() => Audited(
        """
        1 | topup   | 1 | 10 | 10 | 00
        2 | consume | 9 | -3 | 7  | 01
        """, "1 10",
        "entry 2: it names grant 9, which does not exist");

    [Fact]
    public void Audit_ZeroAndWrongDirection_AreNamed() => Audited(
        """
        1 | topup   | 1 | 10 | 10 | 00
        2 | consume | 1 | 0  | 10 | 01
        3 | consume | 1 | 3  | 13 | 01
        4 | topup   | 1 | -5 | 8  | 02
        """, "1 20",
        "entry 2: its amount is 0",
        "entry 3: a consume cannot raise the balance",
        "entry 4: a topup cannot lower the balance");

    [Fact]
    public void Audit_AllowanceThatLapses_SaysNothing() => Audited(
        """
        1 | grant    | 1 | 500  | 500 | 00
        2 | consume  | 1 | -200 | 300 | 01
        3 | reversal | 1 | 50   | 350 | 02
        4 | expire   | 1 | -350 | 0   | 03
        5 | grant    | 2 | 500  | 500 | 03
        """, "1 500, 2 500");

    [Fact]
    public void Audit_ExpiryWrittenTwice_NamesTheSecond() => Audited(
        """
        1 | grant   | 1 | 500  | 500  | 00
        2 | grant   | 2 | 500  | 1000 | 00
        3 | expire  | 1 | -500 | 500  | 01
        4 | expire  | 1 | -500 | 0    | 02
        """, "1 500, 2 500",
        "entry 4: grant 1 falls to -500");

    [Fact]
    public void Audit_PostpaidMonthWithItsRounding_SaysNothing() => Audited(
        """
        1 | consume          | 0 | -5.3568  | -5.3568  | 01
        2 | consume          | 0 | -26.784  | -32.1408 | 02
        3 | consume          | 0 | -32.1408 | -64.2816 | 03
        4 | invoice_rounding | 0 | 0.0016   | -64.28   | 10
        5 | payment          | 0 | 64.28    | 0        | 11
        6 | account_credit   | 0 | 39.49    | 39.49    | 12
        """, "1 0");

    [Fact]
    public void Audit_MoneyTheBankTookBack_SaysNothingBelowZero() => Audited(
        """
        1 | topup    | 1 | 10 | 10 | 00
        2 | consume  | 1 | -9 | 1  | 01
        3 | reversal | 1 | -1 | 0  | 02
        4 | debt     | 0 | -9 | -9 | 02
        5 | topup    | 2 | 20 | 11 | 09
        6 | write_off | 0 | 9 | 20 | 10
        """, "1 10, 2 20");

    [Fact]
    public void Audit_ThousandsOfEntries_NamesThemWithAComma()
    {
        var book = Book.Honest(Enumerable.Repeat((1_000_000, true, 0, 0L), 1).Concat(Enumerable.Repeat((1, false, 1, 5L), 4_800)));
        var (entry, content, hash) = book.Rows[4_710];
        book.Rows[4_710] = (entry, content + 1, hash);
        Assert.Equal(["entry 4,711: the hash does not follow from entry 4,710"], book.Audit());
    }

    private static void Audited(string ledger, string granted, params string[] says)
    {
        var book = new Book([], []);
        foreach (var grant in granted.Split(", ")) book.Granted[int.Parse(grant.Split(' ')[0])] = Units(grant.Split(' ')[1]);
        foreach (var line in ledger.Split('\n'))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            Assert.True(EntryTypes.TryParse(cells[1], out var type), cells[1]);
            var recorded = Instant.At(2026, 3, 1, 0, int.Parse(cells[5]));
            var entry = new Entry(
                Book.Account, long.Parse(cells[0].TrimEnd('*'), CultureInfo.InvariantCulture), type, Units(cells[3]), Units(cells[4]), int.Parse(cells[2]),
                CauseKind.Command, 1, 0, 0, recorded, recorded);
            book.Append(entry, cells[0].EndsWith('*') ? UInt128.One : 0);
            if (cells[0].EndsWith('*')) book.Rows[^1] = (entry, 0, book.Rows[^1].Hash);
        }

        Assert.Equal(says, book.Audit());
    }

    private static long Units(string text) => Amount.Parse(text, Asset.Usd).Units;
}
