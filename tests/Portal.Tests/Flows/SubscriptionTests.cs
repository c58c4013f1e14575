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
public sealed class SubscriptionTests(FlowHost host) : SubscriptionHost(host), IClassFixture<FlowHost>
{
    private const string Visa = "pm_card_visa";

    [Fact]
    public async Task Subscribe_WithACard_ChargesTheQuoteAndGrantsOnceHoweverOftenItIsHeard()
    {
        var account = await Customer("modelstack", Visa);

        var taken = await Take(account, "starter", "NEW50");
        await Heard();
        foreach (var heard in await Host.Inbox()) Host.Sandbox.Redeliver(heard.EventId, 3);
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
        Assert.StartsWith(Host.Sandbox.Address, taken.PayAt, StringComparison.Ordinal);
        var session = await Session(account);
        Assert.Equal(PaymentState.Open, (await Host.Get<SettlePlanCheckout>().Run(session, default)).Value.State);
        Assert.Null(Host.Sandbox.PaySession(session, "4242424242424242"));

        Assert.Equal(PaymentState.Paid, (await Host.Get<SettlePlanCheckout>().Run(session, default)).Value.State);
        await Heard();
        Assert.Equal(("starter", "500"), Stands(account));
        Assert.Equal(["10 Paid Visa 4242"], await Payments(account));
    }

    [Fact]
    public async Task Subscribe_OnAPageNobodyComesBackFrom_IsDoneByTheWebhook()
    {
        var account = await Customer("kernstack", null);
        await Take(account, "launch");
        Assert.Null(Host.Sandbox.PaySession(await Session(account), "4242424242424242"));

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

        var refused = (await Host.Get<ChangePlan>().Run(Host.Owner, account, quote.Id, Key(), default)).Refusal;
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
        Assert.True((await Host.Get<PayRenewal>().Run(Host.Owner, account, Key(), default)).Value);

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
        Assert.Equal("Pro", (await Host.Get<UndoPlanChange>().Run(Host.Owner, account, default)).Value);
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
}
