using Billing.Corrections;
using Billing.Service.Flows.Invoices;
using Billing.Service.Flows.Corrections;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

public sealed class InvoiceTests
{
    private static readonly Instant January = Instant.At(2026, 1, 1);

    [Fact]
    public async Task Month_WithoutAPaidPlan_IsTheExampleInvoice()
    {
        using var house = new InvoiceHouse(January);
        var account = await house.Open();
        await ExampleMonth(house, account);

        Assert.Equal(
            """
            Invoice 1, 2026-01-01 to 2026-02-01, issued 2026-02-01
            Usage | Nano | 5356800 x 0.000001 | 5.36
            Usage | Micro | 13392000 x 0.000002 | 26.78
            Usage | Small | 8035200 x 0.000004 | 32.14
            Subtotal 64.28, tax 0 None 0, credit 0, due 64.28
            """, house.Told(1));
        Assert.Equal("invoice_rounding | 0.0016 | -64.28", house.Entries(account, "consume"));
        await house.CollectAll();
        Assert.Equal("0", house.BalanceOf(account));
        Assert.Equal(CollectionState.Paid, house.Collection(1).State);
        Assert.Equal(["invoice:1", $"receipt:{house.Payments(account)[0].Id}"], house.Mails());
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task Month_OnAPaidPlan_HasThePlanOfTheNextMonthFirst()
    {
        using var house = new InvoiceHouse(January);
        var account = await house.Open("startup");
        await ExampleMonth(house, account);

        Assert.Equal(
            """
            Invoice 1, 2026-01-01 to 2026-02-01, issued 2026-02-01
            Plan | Startup | 1 x 79 | 79
            Usage | Nano | 5356800 x 0.000001 | 5.36
            Usage | Micro | 13392000 x 0.000002 | 26.78
            Usage | Small | 8035200 x 0.000004 | 32.14
            Subtotal 143.28, tax 0 None 0, credit 0, due 143.28
            """, house.Told(1));
        var plan = InvoiceDocument.Read(house.Documents()[0].Document).Lines[0];
        Assert.Equal((Instant.At(2026, 2, 1), Instant.At(2026, 3, 1)), (plan.From, plan.Until));
        Assert.Equal(
            """
            plan_fee | -79 | -143.2816
            invoice_rounding | 0.0016 | -143.28
            """, house.Entries(account, "consume"));
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task Month_WithFreeUseOnly_HasNoInvoiceAndIsOver()
    {
        using var house = new InvoiceHouse(January);
        var account = await house.Open("hobby", card: false);
        await house.Use(account, "free", 86_400);
        house.Now = Instant.At(2026, 2, 10);
        house.Look(account);

        Assert.Empty(house.Documents());
        Assert.Empty(house.Ledger.Entries());
        Assert.Equal(Instant.At(2026, 2, 1), house.Ledger.Writer.Find(account)!.InvoicedUntil);
    }

    [Fact]
    public async Task Month_WithLessThanHalfACent_IsClosedByItsRounding()
    {
        using var house = new InvoiceHouse(January);
        var account = await house.Open();
        await house.Use(account, "nano", 4_000);
        house.Now = Instant.At(2026, 2, 1);
        house.Look(account);

        Assert.Empty(house.Documents());
        Assert.Equal("consume | -0.004 | -0.004\ninvoice_rounding | 0.004 | 0", house.Entries(account));
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task Usage_ReportedAfterItsMonthsInvoice_IsAnAdjustmentOnTheNext()
    {
        using var house = new InvoiceHouse(January);
        var account = await house.Open();
        await house.Use(account, "nano", 5_000_000, January.PlusDays(0));
        house.Now = Instant.At(2026, 2, 5);
        await house.Use(account, "nano", 2_000_000, Instant.At(2026, 1, 31, 23));
        await house.Use(account, "nano", 1_000_000);
        house.Now = Instant.At(2026, 3, 1);
        house.Look(account);

        Assert.Equal(
            """
            Invoice 1, 2026-01-01 to 2026-02-01, issued 2026-02-01
            Usage | Nano | 5000000 x 0.000001 | 5
            Subtotal 5, tax 0 None 0, credit 0, due 5
            """, house.Told(1));
        Assert.Equal(
            """
            Invoice 2, 2026-02-01 to 2026-03-01, issued 2026-03-01
            Usage | Nano | 1000000 x 0.000001 | 1
            Adjustment | Nano | 2000000 x 0.000001 | 2
            Subtotal 3, tax 0 None 0, credit 0, due 3
            """, house.Told(2));
        Assert.Equal("-8", house.BalanceOf(account));
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task Usage_OfTheMonthBeforeTheAccount_IsAnAdjustmentOnItsFirstInvoice()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 3, 10));
        var account = await house.Open();
        await house.Use(account, "nano", 2_000_000, Instant.At(2026, 2, 20));
        house.Now = Instant.At(2026, 4, 1);
        house.Look(account);

        Assert.Contains("Adjustment | Nano | 2000000 x 0.000001 | 2", house.Told(1), StringComparison.Ordinal);
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task Months_MissedInAnOutage_AreIssuedOneByOneAsOnTime()
    {
        using var late = new InvoiceHouse(January);
        using var onTime = new InvoiceHouse(January);
        var (missed, punctual) = (await late.Open("startup"), await onTime.Open("startup"));
        foreach (var (house, account) in new[] { (late, missed), (onTime, punctual) }) await house.Use(account, "small", 1_000_000);
        for (var month = 2; month <= 5; month++)
        {
            onTime.Now = Instant.At(2026, month, 1);
            onTime.Look(punctual);
        }

        late.Now = Instant.At(2026, 5, 13);
        late.Look(missed);

        Assert.Equal(4, late.Documents().Count);
        Assert.Equal(onTime.Documents().Select(row => onTime.Told(row.Number)), late.Documents().Select(row => late.Told(row.Number)));
        Assert.Equal(onTime.BalanceOf(punctual), late.BalanceOf(missed));
        Assert.Empty(late.Audit());
    }

    [Fact]
    public async Task Credit_LargerThanTheInvoice_PaysItAndTheRestStays()
    {
        using var house = new InvoiceHouse(January);
        var account = await house.Open();
        await Correct(house, account, "100");
        await ExampleMonth(house, account);

        Assert.EndsWith("Subtotal 64.28, tax 0 None 0, credit -64.28, due 0", house.Told(1), StringComparison.Ordinal);
        Assert.Equal(CollectionState.Paid, house.Collection(1).State);
        Assert.Equal("35.72", house.BalanceOf(account));
        await house.CollectAll();
        Assert.Empty(house.Gateway.Asked);
        house.Now = Instant.At(2026, 3, 1);
        house.Look(account);
        Assert.Single(house.Documents());
        Assert.Empty(house.Audit());
    }

    [Theory]
    [InlineData("DE", false, null, null, "0.19 LocalVat 12.21", "76.49")]
    [InlineData("DE", true, "Acme GmbH", "DE123456789", "0 VatExempt 0", "64.28")]
    [InlineData("DE", true, "Acme GmbH", null, "0.19 LocalVat 12.21", "76.49")]
    [InlineData("DE", true, "Acme GmbH", "12", "0.19 LocalVat 12.21", "76.49")]
    [InlineData("FR", true, "Acme SARL", "FR12345678901", "0.2 LocalVat 12.86", "77.14")]
    [InlineData("FR", false, null, null, "0.2 LocalVat 12.86", "77.14")]
    [InlineData("US", false, null, null, "0 OutsideEu 0", "64.28")]
    public async Task Tax_ByProfile_IsAddedToTheRoundedLines(string country, bool business, string? company, string? number, string tax, string due)
    {
        using var house = new InvoiceHouse(January);
        var account = await house.Open();
        Assert.True((await house.Profile.Run(OpenHouse.Anybody, account, new(country, business, company, number), default)).IsAccepted);
        await ExampleMonth(house, account);

        Assert.EndsWith($"Subtotal 64.28, tax {tax}, credit 0, due {due}", house.Told(1), StringComparison.Ordinal);
        await house.CollectAll();
        Assert.Equal("0", house.BalanceOf(account));
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task Profile_Changed_LeavesIssuedInvoicesAsTheyAre()
    {
        using var house = new InvoiceHouse(January);
        var account = await house.Open();
        await ExampleMonth(house, account);
        var before = house.Told(1);

        var saved = await house.Profile.Run(OpenHouse.Anybody, account, new("de", true, "Acme GmbH", "12"), default);

        Assert.Contains("does not have the form", saved.Value.Notice, StringComparison.Ordinal);
        Assert.Equal(before, house.Told(1));
        Assert.Equal("company_required", (await house.Profile.Run(OpenHouse.Anybody, account, new("DE", true, " ", null), default)).Refusal?.Code);
        Assert.Equal("country_unknown", (await house.Profile.Run(OpenHouse.Anybody, account, new("Germany", false, null, null), default)).Refusal?.Code);
    }

    [Fact]
    public async Task Announced_Prices_AreShownAndNeverCharged()
    {
        using var house = new InvoiceHouse(January);
        var account = await house.Open();
        await house.Transfer(account, 150_000_000_000);
        house.Run(scope => scope.Db.FeatureCounts.Add(new() { Account = scope.Find(account)!.Account, Feature = "custom_domains", Count = 12, At = scope.Now }).Entity.Count);
        await house.Use(account, "nano", 1_000_000);
        house.Now = Instant.At(2026, 2, 1);
        house.Look(account);

        Assert.Equal(
            """
            Invoice 1, 2026-01-01 to 2026-02-01, issued 2026-02-01
            Usage | Nano | 1000000 x 0.000001 | 1
            Announced | Outbound bandwidth, GB | 50 of 150 x 0.04 | (2)
            Announced | Custom domains | 2 of 12 x 0.2 | (0.4)
            Subtotal 1, tax 0 None 0, credit 0, due 1
            """, house.Told(1));
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task Numbers_OfManyAccountsAtOnce_HaveNoGap()
    {
        using var house = new InvoiceHouse(January);
        var accounts = new List<AccountId>();
        for (var i = 0; i < 100; i++)
        {
            accounts.Add(await house.Open(i % 3 == 0 ? "startup" : "starter"));
            if (i % 4 != 0) await house.Use(accounts[i], "small", 100_000 + i);
        }

        house.Now = Instant.At(2026, 3, 5);
        await Task.WhenAll(accounts.Select(account => house.Ledger.Writer.Run(scope => scope.Find(account)!.Balance, default)));

        var numbers = house.Documents().Select(row => row.Number).ToList();
        Assert.True(numbers.Count > 100);
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(n => (long)n), numbers);
        Assert.Empty(house.Audit());
    }

    /// <summary>2 nano, 5 micro and 3 small instances for the 31 days of January, reported day by day, and a free one.</summary>
    private static async Task ExampleMonth(InvoiceHouse house, AccountId account)
    {
        for (var day = 1; day <= 31; day++)
        {
            house.Now = Instant.At(2026, 1, day, 23);
            await house.Use(account, "nano", 2 * 86_400);
            await house.Use(account, "micro", 5 * 86_400);
            await house.Use(account, "small", 3 * 86_400);
            await house.Use(account, "free", 86_400);
        }

        house.Now = Instant.At(2026, 2, 1);
        house.Look(account);
    }

    private static async Task Correct(InvoiceHouse house, AccountId account, string dollars)
    {
        var correct = new CorrectBalance(house.Ledger.Writer, new OpenHouse(), house.Ledger.Writer.Books);
        var done = await correct.Run(InvoiceHouse.Operator, new(account, Amount.Parse(dollars, Asset.Usd), Reason.Goodwill.Code(), "Sorry.", "correct"), default);
        Assert.True(done.IsAccepted, done.Refusal?.Message);
    }
}
