using Billing.Units;

namespace Billing.Service.Tests.Flows;

public sealed class InvoicePlanTests
{
    [Theory]
    [InlineData(2026, 2)]
    [InlineData(2028, 2)]
    [InlineData(2026, 4)]
    [InlineData(2026, 1)]
    public async Task Plan_BoughtAtHalfAndLeftAtThreeQuarters_IsInvoicedAndCreditedByTrueLength(int year, int month)
    {
        var period = Period.MonthOf(Instant.At(year, month, 1));
        using var house = new InvoiceHouse(period.Start);
        var account = await house.Open();

        house.Now = At(period, 2);
        Assert.Null((await house.Take(account, "startup")).Refusal);
        house.Now = At(period, 3);
        Assert.Null((await house.Take(account, "starter")).Refusal);
        await house.Use(account, "nano", 10_000_000);
        house.Now = period.End;
        house.Look(account);

        Assert.Equal(
            $"""
            Invoice 1, {At(period, 2).Day:yyyy-MM-dd} to {period.End.Day:yyyy-MM-dd}, issued {At(period, 2).Day:yyyy-MM-dd}
            Plan | Startup | 1 x 39.5 | 39.5
            Subtotal 39.5, tax 0 None 0, credit 0, due 39.5
            """, house.Told(1));
        Assert.Equal(
            $"""
            Invoice 2, {period.Start.Day:yyyy-MM-dd} to {period.End.Day:yyyy-MM-dd}, issued {period.End.Day:yyyy-MM-dd}
            Usage | Nano | 10000000 x 0.000001 | 10
            Subtotal 10, tax 0 None 0, credit -10, due 0
            """, house.Told(2));
        Assert.Equal(
            """
            plan_fee | -39.5 | -39.5
            payment | 39.5 | 0
            account_credit | 19.75 | 19.75
            consume | -10 | 9.75
            """, house.Entries(account));
        Assert.Equal("plan:", Assert.Single(house.Gateway.Asked)[..5]);
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task Plan_LeftInMidMonth_ComesBackWithTheTaxItWasChargedWith()
    {
        var period = Period.MonthOf(Instant.At(2026, 4, 1));
        using var house = new InvoiceHouse(period.Start);
        var account = await house.Open();
        await house.Profile.Run(OpenHouse.Anybody, account, new("DE", false, null, null), default);
        house.Now = At(period, 2);
        await house.Take(account, "startup");
        await house.Profile.Run(OpenHouse.Anybody, account, new("HU", false, null, null), default);
        house.Now = At(period, 3);
        await house.Take(account, "starter");

        Assert.Equal(
            """
            plan_fee | -39.5 | -39.5
            tax | -7.51 | -47.01
            payment | 47.01 | 0
            account_credit | 19.75 | 19.75
            tax | 3.75 | 23.5
            """, house.Entries(account));
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task Plan_KeptOn_IsChargedInAdvanceEachMonthOnce()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await house.Open();
        house.Now = Instant.At(2026, 1, 16, 12);
        await house.Take(account, "startup");
        foreach (var month in new[] { 2, 3, 4 })
        {
            house.Now = Instant.At(2026, month, 1);
            house.Look(account);
            house.Look(account);
            await house.CollectAll();
        }

        Assert.Equal(["39.5", "79", "79", "79"], house.Documents().Select(row => InvoiceHouse.Money(row.Total)));
        Assert.Equal("0", house.BalanceOf(account));
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task Plan_WhosePaymentIsKnownAfterTheMonthsEnd_IsChargedForTheNewMonthToo()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await house.Open();
        house.Now = Instant.At(2026, 1, 16, 12);
        house.Gateway.Next(Script.LoseAnswer);
        Assert.Equal("checking_with_bank", (await house.Take(account, "startup")).Refusal?.Code);
        house.Now = Instant.At(2026, 2, 3);
        house.Look(account);
        Assert.Empty(house.Documents());

        await house.Settle(house.Payments(account)[0].Id);

        Assert.Equal(["39.5", "79"], house.Documents().Select(row => InvoiceHouse.Money(row.Total)));
        await house.CollectAll();
        Assert.Equal("0", house.BalanceOf(account));
        house.Now = Instant.At(2026, 3, 1);
        house.Look(account);
        Assert.Equal(["39.5", "79", "79"], house.Documents().Select(row => InvoiceHouse.Money(row.Total)));
        Assert.Empty(house.Audit());
    }

    /// <summary>So many quarters into a month.</summary>
    private static Instant At(Period month, int quarters) => new(month.Start.Micros + (month.End.Micros - month.Start.Micros) / 4 * quarters);
}
