using Billing.Service.Reads;
using Billing.Service.Tests.Views;
using Billing.Units;

namespace Billing.Service.Tests.Reads;

public sealed class OverviewReadTests
{
    [Fact]
    public async Task Overview_EmptyAccount_IsZeroAndPromisesNothing()
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.OpenAccount();

        var view = await Read(ledger, account);

        Assert.Equal((Usd("0"), Usd("0"), Usd("0")), (view.Balance, view.Spend.Cost, view.Month.Spent));
        Assert.Equal(new Runway(null, null), view.Runway);
        Assert.Empty(view.Grants);
        Assert.Empty(view.Models);
        Assert.Empty(view.Days);
        Assert.Empty(view.LastEntries);
        Assert.Equal((10, 28), (view.Month.Days.Count, view.Month.DaysBefore.Count));
    }

    [Fact]
    public async Task Overview_UnknownAccount_Throws()
    {
        using var ledger = new ViewsLedger();

        await Assert.ThrowsAsync<KeyNotFoundException>(() => Read(ledger, new(Guid.CreateVersion7())));
    }

    [Fact]
    public async Task Month_FirstHour_ComparesAnHourAndProjectsNothing()
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.AccountWith("100");
        await Spend(ledger, account, Instant.At(2026, 3, 1, 0, 20), 1);
        await Spend(ledger, account, Instant.At(2026, 3, 1, 0, 40), 1);
        await Spend(ledger, account, Instant.At(2026, 4, 1, 0, 10), 3);
        ledger.Clock.MoveTo(Instant.At(2026, 4, 1, 0, 30));

        var month = (await Read(ledger, account)).Month;

        Assert.Equal(Usd("3"), month.Spent);
        Assert.Equal(new Period(Instant.At(2026, 3, 1), Instant.At(2026, 3, 1, 0, 30)), month.SameDays);
        Assert.Equal(Usd("1"), month.SameDaysBefore);
        Assert.Null(month.Projected);
        Assert.Single(month.Days);
        Assert.Equal(Usd("2"), month.DaysBefore[0].Cost);
    }

    [Fact]
    public async Task Month_LongerThanTheOneBefore_ComparesAllOfThatOne()
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.AccountWith("100");
        await Spend(ledger, account, Instant.At(2026, 2, 28, 23, 59), 2);
        await Spend(ledger, account, Instant.At(2026, 3, 1), 5);
        ledger.Clock.MoveTo(Instant.At(2026, 3, 30, 12));

        var month = (await Read(ledger, account)).Month;

        Assert.Equal(new Period(Instant.At(2026, 2, 1), Instant.At(2026, 3, 1)), month.SameDays);
        Assert.Equal(Usd("2"), month.SameDaysBefore);
        Assert.Equal(Usd("5"), month.Spent);
    }

    [Fact]
    public async Task Month_HalfOver_ProjectsTwiceTheSpendRoundedOnce()
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.AccountWith("100");
        await Spend(ledger, account, Instant.At(2026, 4, 2), 10);
        ledger.Clock.MoveTo(Instant.At(2026, 4, 8));

        var month = (await Read(ledger, account)).Month;

        // 10 / 7 days x 30 days = 42.857142857...
        Assert.Equal(Usd("42.85714286"), month.Projected);
    }

    [Fact]
    public async Task Runway_FewFullDays_MeansOverThoseAlone()
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.AccountWith("19");
        await Spend(ledger, account, Instant.At(2026, 3, 10, 18), 3);
        await Spend(ledger, account, Instant.At(2026, 3, 12, 9), 3);
        await Spend(ledger, account, Instant.At(2026, 3, 13, 9), 1);
        ledger.Clock.MoveTo(Instant.At(2026, 3, 13, 12));

        var view = await Read(ledger, account);

        // 10, 11 and 12 March are full days: 6 / 3; today does not count. 12 left last 6 days.
        Assert.Equal(Usd("2"), view.Runway.PerDay);
        Assert.Equal(Instant.At(2026, 3, 19, 12), view.Runway.EmptyAt);
    }

    [Fact]
    public async Task Grants_InBurnDownOrder_WithoutTheEmptyOnes()
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.AccountWith("2");
        ledger.Clock.MoveTo(ledger.Clock.Now.Plus(TimeSpan.FromHours(1)));
        ledger.Ledger.Grant(account, "5", Billing.Credits.GrantKind.Coupon, Instant.At(2027, 1, 1));
        ledger.Clock.MoveTo(ledger.Clock.Now.Plus(TimeSpan.FromHours(1)));
        ledger.Ledger.Grant(account, "7");
        await Spend(ledger, account, ledger.Clock.Now, 3);

        var grants = (await Read(ledger, account)).Grants;

        Assert.Equal([Usd("4"), Usd("7")], grants.Select(grant => grant.Remaining));
        Assert.Equal([Instant.At(2027, 1, 1), null], grants.Select(grant => grant.ExpiresAt));
        Assert.Equal([null, Usd("7")], grants.Select(grant => grant.Paid));
    }

    private static Amount Usd(string text) => Amount.Parse(text, Asset.Usd);

    private static Task<OverviewView> Read(ViewsLedger ledger, AccountId account) =>
        ledger.Overview.Read(account, Period.MonthOf(ledger.Clock.Now), CancellationToken.None);

    /// <summary>So many dollars at an instant, half of the time merged.</summary>
    private static async Task Spend(ViewsLedger ledger, AccountId account, Instant at, int dollars)
    {
        if (at > ledger.Clock.Now) ledger.Clock.MoveTo(at);
        await ledger.Ingest(account, null, Enumerable.Range(0, dollars).Select(_ => ledger.Ledger.Call(time: at)), imported: true);
        if (dollars % 2 == 1) ledger.Merge();
    }
}
