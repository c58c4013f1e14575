using Billing.PriceBooks;
using Billing.Service;
using Billing.Service.Access;
using Billing.Service.Flows;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Plans;
using Billing.Service.Jobs;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal.Demo;

namespace Portal.Tests.Flows;

/// <summary>Plans that the provider's subscription collects (F10 to F14), through its HTTP, its clock and its webhooks.</summary>
public sealed class SubscriptionTests(FlowHost host) : IClassFixture<FlowHost>
{
    private const string Visa = "pm_card_visa";

    [Fact]
    public async Task Subscribe_WithACard_ChargesTheQuoteAndGrantsOnceHoweverOftenItIsHeard()
    {
        var account = await Customer("modelstack", Visa);

        var taken = await Take(account, "starter", "NEW50");
        await Heard();
        foreach (var heard in await host.Inbox()) host.Sandbox.Redeliver(heard.EventId, 3);
        await Heard();

        Assert.Equal((false, null), (taken.Pending, taken.PayAt));
        Assert.Equal(("starter", "500"), Stands(account));
        Assert.Equal(["10 Paid Visa 4242"], await Payments(account));
        Assert.Equal(GatewaySubscriptionState.Active, (await Provider(account)).State);
        Assert.Equal(1, await Mails(account, "receipt:"));
    }

    [Fact]
    public async Task Subscribe_WithoutACard_LeadsToThePageWhichDoesIt()
    {
        var account = await Customer("modelstack", null);

        var taken = await Take(account, "starter", "NEW50");
        Assert.StartsWith(host.Sandbox.Address, taken.PayAt, StringComparison.Ordinal);
        var session = await Session(account);
        Assert.Equal(PaymentState.Open, (await host.Get<SettlePlanCheckout>().Run(session, default)).Value.State);
        Assert.Null(host.Sandbox.PaySession(session, "4242424242424242"));

        Assert.Equal(PaymentState.Paid, (await host.Get<SettlePlanCheckout>().Run(session, default)).Value.State);
        await Heard();
        Assert.Equal(("starter", "500"), Stands(account));
        Assert.Equal(["10 Paid Visa 4242"], await Payments(account));
    }

    [Fact]
    public async Task Subscribe_OnAPageNobodyComesBackFrom_IsDoneByTheWebhook()
    {
        var account = await Customer("kernstack", null);
        await Take(account, "launch");
        Assert.Null(host.Sandbox.PaySession(await Session(account), "4242424242424242"));

        await Heard();

        Assert.Equal(("launch", "2500"), Stands(account));
    }

    [Fact]
    public async Task Page_LeftToItsEnd_ReleasesTheCode()
    {
        var account = await Customer("modelstack", null);
        await Take(account, "starter", "NEW50");

        MoveTo(Now.PlusDays(1).Plus(TimeSpan.FromMinutes(5)));
        await Heard();

        Assert.Equal(["10 Expired "], await Payments(account));
        Assert.Equal("10", (await Quote(account, "starter", "NEW50")).Offer.DueNow.ToDecimalText());
    }

    [Fact]
    public async Task Subscribe_WithACardThatDeclines_ChangesNothing()
    {
        var account = await Customer("modelstack", "pm_card_chargeCustomerFail");
        var quote = await Quote(account, "pro", "NEW50");

        var refused = (await host.Get<ChangePlan>().Run(host.Owner, account, quote.Id, Key(), default)).Refusal;
        await Heard();

        Assert.Equal("card_declined", refused?.Code is "generic_decline" ? "card_declined" : refused?.Code);
        Assert.Equal(("topup_only", "0"), Stands(account));
        Assert.Equal(["25 Failed "], await Payments(account));
        Assert.Equal("25", (await Quote(account, "pro", "NEW50")).Offer.DueNow.ToDecimalText());
    }

    [Fact]
    public async Task Renewal_ByTheProvidersClock_IsGrantedForItsPeriod()
    {
        var account = await Customer("kernstack", Visa);
        await Take(account, "grow");
        var end = (await Row(account)).PeriodEnd;

        MoveTo(end.Plus(TimeSpan.FromMinutes(20)));
        await Heard();
        // A draft for an hour: nothing is missing meanwhile but the new allowance.
        Assert.Equal(("grow", "9500"), Stands(account));
        MoveTo(end.Plus(TimeSpan.FromMinutes(90)));
        await Heard();

        Assert.Equal(("grow", "18500"), Stands(account));
        var (row, there) = (await Row(account), await Provider(account));
        Assert.Equal((end, there.Period), (row.PeriodStart, new Period(row.PeriodStart, row.PeriodEnd)));
        Assert.Equal(["79 Paid Visa 4242", "79 Paid Visa 4242"], await Payments(account));
    }

    [Fact]
    public async Task Renewal_Declined_IsToldAndPaidWithAnotherCard()
    {
        var account = await Customer("modelstack", Visa);
        await Take(account, "starter");
        await Decline(account);

        var failed = await Row(account);
        Assert.Equal(("starter", 1), (failed.Plan, failed.Attempts));
        Assert.True(failed.NextAttempt > Now);
        Assert.Equal(1, await Mails(account, "renewal-failed:"));
        await Card(account, "pm_card_mastercard");
        Assert.True((await host.Get<PayRenewal>().Run(host.Owner, account, Key(), default)).Value);

        await Heard();
        Assert.Equal(("starter", "500"), Stands(account));
        Assert.Null((await Row(account)).FailedAt);
        Assert.Equal(GatewaySubscriptionState.Active, (await Provider(account)).State);
    }

    [Fact]
    public async Task Renewal_DeclinedToTheEnd_LapsesHereAndThere()
    {
        var account = await Customer("modelstack", Visa);
        await Take(account, "starter");
        await Decline(account);

        for (var day = 0; day < 40 && (await Row(account)).GatewaySubscription is not null; day++)
        {
            MoveTo(Now.PlusDays(1));
            await Heard();
        }

        Assert.Equal(("topup_only", "0"), Stands(account));
        Assert.Equal(["20 Paid Visa 4242"], await Payments(account));
    }

    [Fact]
    public async Task Upgrade_Now_ChargesTheWholePriceAndBeginsAPeriodOfItsOwn()
    {
        var account = await Customer("modelstack", Visa);
        await Take(account, "starter");
        MoveTo(Now.PlusDays(10));

        await Take(account, "pro");
        await Heard();

        Assert.Equal(("pro", "2000"), Stands(account));
        Assert.Equal(["20 Paid Visa 4242", "50 Paid Visa 4242"], await Payments(account));
        var (row, there) = (await Row(account), await Provider(account));
        Assert.Equal(there.Period, new Period(row.PeriodStart, row.PeriodEnd));
        Assert.Equal("50", there.Price.ToDecimalText());
    }

    [Fact]
    public async Task Downgrade_AtThePeriodsEnd_IsRenewedAtTheNewPrice()
    {
        var account = await Customer("modelstack", Visa);
        await Take(account, "max");
        Assert.Equal("Starter", (await Take(account, "starter")).NextPlan);
        Assert.Equal(("max", "3000"), Stands(account));

        MoveTo((await Row(account)).PeriodEnd.Plus(TimeSpan.FromMinutes(90)));
        await Heard();

        Assert.Equal(("starter", "500"), Stands(account));
        Assert.Equal(["100 Paid Visa 4242", "20 Paid Visa 4242"], await Payments(account));
    }

    [Fact]
    public async Task Downgrade_FromAYearToAMonth_IsNotChargedBeforeTheYearIsOver()
    {
        var account = await Customer("modelstack", Visa);
        await Take(account, "pro", interval: BillingInterval.Year);
        await Take(account, "pro");
        await Heard();
        Assert.Equal(["480 Paid Visa 4242"], await Payments(account));

        MoveTo((await Row(account)).PeriodEnd.Plus(TimeSpan.FromMinutes(90)));
        await Heard();

        Assert.Equal(["480 Paid Visa 4242", "50 Paid Visa 4242"], await Payments(account));
        Assert.Equal(("pro", "1500"), Stands(account));
        Assert.Equal(BillingInterval.Month, (await Row(account)).Interval);
    }

    [Fact]
    public async Task Cancel_UndoneAndCancelledAgain_EndsWithThePeriod()
    {
        var account = await Customer("modelstack", Visa);
        await Take(account, "pro");
        await Take(account, "topup_only");
        Assert.True((await Provider(account)).EndsWithPeriod);
        await Heard();
        Assert.Equal("Pro", (await host.Get<UndoPlanChange>().Run(host.Owner, account, default)).Value);
        await Heard();
        Assert.False((await Provider(account)).EndsWithPeriod);
        Assert.Null((await Row(account)).NextPlan);
        await Take(account, "topup_only");

        MoveTo((await Row(account)).PeriodEnd.Plus(TimeSpan.FromMinutes(5)));
        await Heard();

        Assert.Equal(("topup_only", "0"), Stands(account));
        Assert.Null((await Row(account)).GatewaySubscription);
        Assert.Equal(["50 Paid Visa 4242"], await Payments(account));
    }

    private Instant Now => host.Get<BillingClock>().Now;

    private static string Key() => Guid.NewGuid().ToString("N");

    private async Task<AccountId> Customer(string book, string? card)
    {
        var account = new AccountId(Guid.CreateVersion7());
        await host.Get<OpenAccount>().Open(account, "Acme", book, default);
        await host.Found(account);
        if (card is not null) await Card(account, card);
        return account;
    }

    private async Task Card(AccountId account, string card) =>
        Assert.Null((await host.Get<SaveCard>().Run(host.Owner, account, card, "owner@demo.example", Key(), default)).Refusal);

    private async Task<PlanQuote> Quote(AccountId account, string plan, string? code = null, BillingInterval interval = BillingInterval.Month) =>
        (await host.Get<QuotePlanChange>().Run(host.Owner, account, plan, interval, code, default)).Value;

    private async Task<ChangedPlan> Take(AccountId account, string plan, string? code = null, BillingInterval interval = BillingInterval.Month) =>
        (await host.Get<ChangePlan>().Run(host.Owner, account, (await Quote(account, plan, code, interval)).Id, Key(), default)).Value;

    /// <summary>The renewal comes due with a card that has expired meanwhile.</summary>
    private async Task Decline(AccountId account)
    {
        host.Sandbox.ExpireCard(await Read(account, (db, number) => db.Customers.Single(row => row.Account == number).Card!));
        MoveTo((await Row(account)).PeriodEnd.Plus(TimeSpan.FromMinutes(90)));
        await Heard();
    }

    /// <summary>The provider's clock first, then ours.</summary>
    private void MoveTo(Instant to)
    {
        var clock = host.Get<BillingClock>();
        host.Sandbox.ClockOffset = to - clock.Now.Plus(-clock.Offset);
        clock.MoveTo(to);
    }

    /// <summary>Every webhook has been delivered and worked off, and the jobs have looked.</summary>
    private async Task Heard()
    {
        for (var waited = 0; waited < 400; waited++)
        {
            if (host.Sandbox.UndeliveredWebhooks == 0)
            {
                await host.Get<InboxJob>().RunNow(default);
                await host.Get<RenewalsJob>().RunNow(default);
                if ((await host.Inbox()).All(row => row.HandledAt is not null)) return;
            }

            await Task.Delay(25);
        }

        Assert.Fail(string.Join('\n', (await host.Inbox()).Where(row => row.HandledAt is null).Select(row => $"{row.Type}: {row.LastError}")));
    }

    private (string Plan, string Balance) Stands(AccountId account)
    {
        var row = host.Writer.Run(scope => scope.Db.Subscriptions.Find(scope.Find(account)!.Account)!.Plan, default).GetAwaiter().GetResult();
        return (row, host.Writer.Find(account)!.BalanceAmount.ToDecimalText());
    }

    private Task<SubscriptionRow> Row(AccountId account) => host.Writer.Run(scope => scope.Db.Subscriptions.Find(scope.Find(account)!.Account)!, default);

    private async Task<GatewaySubscription> Provider(AccountId account) =>
        ((GatewayAnswer<GatewaySubscription>.Done)await host.Get<ISubscriptionGateway>().FindSubscription((await Row(account)).GatewaySubscription!, default)).Value;

    private Task<string> Session(AccountId account) => Read(account, (db, number) => db.Payments.Single(row => row.Account == number).GatewaySession!);

    private Task<List<string>> Payments(AccountId account) => Read(account, (db, number) => db.Payments.Where(row => row.Account == number).OrderBy(row => row.Number).AsEnumerable()
        .Select(row => $"{new Amount(row.Amount, new Asset(row.Asset)).ToDecimalText()} {row.State} {row.Method}").ToList());

    private Task<int> Mails(AccountId account, string kind) => Read(account, (db, _) =>
        db.Outbox.AsEnumerable().Count(row => row.Key.StartsWith(kind, StringComparison.Ordinal) && row.Mail.Contains(account.ToString(), StringComparison.Ordinal)));

    private async Task<T> Read<T>(AccountId account, Func<BillingDb, int, T> read)
    {
        await using var db = host.Get<BillingReader>().OpenContext();
        return read(db, host.Writer.Find(account)!.Account);
    }
}
