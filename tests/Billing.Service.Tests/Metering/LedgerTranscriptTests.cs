using System.Text;
using Billing.Credits;
using Billing.Ledger;
using Billing.Metering;
using Billing.Units;

namespace Billing.Service.Tests.Metering;

/// <summary>What is written, as an accountant would read it.</summary>
public sealed class LedgerTranscriptTests
{
    [Fact]
    public async Task Charge_OverTwoGrants_WritesTwoEntriesAndAFreeEventNone()
    {
        using var ledger = new TestLedger();
        var account = ledger.OpenAccount();
        ledger.Grant(account, "1.5");
        ledger.Clock.MoveTo(ledger.Clock.Now.Plus(TimeSpan.FromHours(1)));
        ledger.Grant(account, "2", GrantKind.Bonus);
        ledger.Clock.MoveTo(ledger.Clock.Now.Plus(TimeSpan.FromHours(1)));
        await ledger.Ingest(account, ledger.Call(), ledger.Call(status: UsageStatus.Error), ledger.Call(), ledger.Call(inputTokens: 1));

        Assert.Equal(
            """
            no | type    | grant | amount    | after    | cause     | recorded
             1 | topup   |     1 |       1.5 |      1.5 | Command 1 | 2026-03-10T12:00:00Z
             2 | topup   |     2 |         2 |      3.5 | Command 2 | 2026-03-10T13:00:00Z
             3 | consume |     1 |        -1 |      2.5 | Usage 1   | 2026-03-10T14:00:00Z
             4 | consume |     1 |      -0.5 |        2 | Usage 3   | 2026-03-10T14:00:00Z
             5 | consume |     2 |      -0.5 |      1.5 | Usage 3   | 2026-03-10T14:00:00Z
             6 | consume |     2 | -0.000005 | 1.499995 | Usage 4   | 2026-03-10T14:00:00Z

            """,
            Transcript(ledger));
    }

    [Fact]
    public async Task Charge_BurnsInTheBooksOrder_OldestFirstAndTopUpBeforeBonusAtOneInstant()
    {
        using var ledger = new TestLedger();
        var account = ledger.OpenAccount();
        var bonus = ledger.Grant(account, "1", GrantKind.Bonus);
        var topup = ledger.Grant(account, "1");

        await ledger.Charge(account, ledger.Call());

        Assert.Equal([topup], Consumed(ledger).Select(e => e.Grant));
        await ledger.Charge(account, ledger.Call());
        Assert.Equal([topup, bonus], Consumed(ledger).Select(e => e.Grant));
    }

    [Fact]
    public async Task Charge_ExpiredGrant_IsPassedOver()
    {
        using var ledger = new TestLedger();
        var account = ledger.OpenAccount();
        ledger.Grant(account, "5", GrantKind.Coupon, expires: TestLedger.Start.PlusDays(1));
        var lasting = ledger.Grant(account, "1");
        ledger.Clock.MoveTo(TestLedger.Start.PlusDays(1));

        var paid = await ledger.Charge(account, ledger.Call());
        var refused = await ledger.Charge(account, ledger.Call());

        Assert.Equal([lasting], Consumed(ledger).Select(e => e.Grant));
        Assert.Equal(0, paid.BalanceAfter);
        Assert.Equal("insufficient_quota", refused.Refusal?.Code);
    }

    [Fact]
    public async Task Chain_OfEveryEntry_FollowsFromTheOneBefore()
    {
        using var ledger = new TestLedger();
        var (first, second) = (ledger.AccountWith("3"), ledger.AccountWith("3"));
        var calls = Enumerable.Range(0, 6).Select(i => ledger.Call($"c{i}")).ToArray();
        for (var i = 0; i < calls.Length; i++) await ledger.Charge(i % 2 == 0 ? first : second, calls[i]);
        ledger.Restart();
        await ledger.Charge(first, ledger.Call("late"));

        foreach (var entries in ledger.Entries().GroupBy(e => e.Entry.Account))
        {
            var hash = new byte[Chain.HashSize];
            foreach (var (_, entry, content, stored) in entries)
            {
                Chain.Append(entry, content, hash);
                Assert.Equal(stored, hash);
            }
        }

        Assert.Contains(ledger.Entries(), e => e.Content == Billing.Service.Metering.UsageContent.Digest(calls[0]));
    }

    [Fact]
    public async Task Recorded_WhenTheClockGoesBack_NeverDecreases()
    {
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("3");
        ledger.Clock.MoveTo(TestLedger.Start.PlusDays(-2));
        await ledger.Charge(account, ledger.Call(time: TestLedger.Start.PlusDays(-2)));
        ledger.Restart();
        await ledger.Charge(account, ledger.Call(time: TestLedger.Start.PlusDays(-2)));

        var recorded = ledger.Entries().Select(e => e.Entry.Recorded).ToArray();
        Assert.Equal([TestLedger.Start, TestLedger.Start, TestLedger.Start], recorded);
    }

    private static IEnumerable<Entry> Consumed(TestLedger ledger) =>
        ledger.Entries().Select(e => e.Entry).Where(e => e.Type == EntryType.Consume);

    private static string Transcript(TestLedger ledger)
    {
        var text = new StringBuilder("no | type    | grant | amount    | after    | cause     | recorded\n");
        foreach (var (_, e, _, _) in ledger.Entries())
        {
            var (amount, after) = (new Amount(e.Amount, Asset.Usd).ToDecimalText(), new Amount(e.BalanceAfter, Asset.Usd).ToDecimalText());
            var cause = $"{e.CauseKind} {e.Cause}";
            text.Append($"{e.Number,2} | {e.Type.Name(),-7} | {e.Grant,5} | {amount,9} | {after,8} | {cause,-9} | {e.Recorded}\n");
        }

        return text.ToString();
    }
}
