using System.Net.Http.Headers;
using Billing.Service.Audit;
using Billing.Service.Jobs;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal.Demo;
using BillingPortal.Portal.Webhooks;
using Stripe.Sandbox;

namespace Portal.Tests.Flows;

/// <summary>
/// Money goes back of a payment whose own webhooks were lost: what tells of the refund or dispute comes while nothing was
/// credited here yet. Within the janitor's rounds both are booked, once.
/// </summary>
public sealed class EarlyNewsTests(FlowHost host) : SubscriptionHost(host), IClassFixture<FlowHost>
{
    private const string Visa = "4242424242424242";

    [Fact]
    public async Task Refund_HeardOfBeforeItsPayment_IsBookedOnceItIsCredited()
    {
        var (payment, intent, before) = await PaidUnheard();

        await RefundThere(intent, 4_000);
        await Settled();
        await HearEverythingAgain();

        Assert.Equal(["topup 100", "topup 10", "manual_adjust -40", "manual_adjust -4"], Moves(before));
        await AgreesWithTheProvider();
        Assert.Equal(PaymentState.Paid, (await Order(payment)).State);
    }

    [Fact]
    public async Task Dispute_HeardOfBeforeItsPayment_KeepsTheCreditAsideOnceItIsCredited()
    {
        var (_, intent, before) = await PaidUnheard();
        var held = Host.Wallet.Frozen;

        var dispute = Host.Sandbox.OpenDispute(intent);
        await Settled();

        Assert.Equal(held + Amount.Parse("110", Asset.Usd).Units, Host.Wallet.Frozen);
        Host.Sandbox.DecideDispute(dispute, DisputeOutcome.Won);
        await Heard();
        Assert.Equal(held, Host.Wallet.Frozen);
        Assert.Equal(["topup 100", "topup 10"], Moves(before));
        await AgreesWithTheProvider();
    }

    [Fact]
    public async Task Dispute_LostBeforeItsPaymentWasHeardOf_TakesTheCreditBackOnce()
    {
        var (_, intent, before) = await PaidUnheard();

        Host.Sandbox.DecideDispute(Host.Sandbox.OpenDispute(intent), DisputeOutcome.Lost);
        await Settled();
        await HearEverythingAgain();

        Assert.Equal(["topup 100", "topup 10", "reversal -100", "reversal -10"], Moves(before));
        await AgreesWithTheProvider();
    }

    [Fact]
    public async Task Refund_OfARenewalNobodyHeardOf_IsNotedOnceTheRenewalIs()
    {
        var account = await Customer("modelstack", "pm_card_visa");
        await Take(account, "starter");
        await Heard();
        var end = (await Row(account)).PeriodEnd;
        LoseWebhooks();
        MoveTo(end.Plus(TimeSpan.FromMinutes(90)));
        var paid = await Newest(await CustomerOf(account));
        HearWebhooks();

        await RefundThere(paid.Id, 2_000);
        await Heard();
        Assert.Empty(await RefundsOf(account));
        MoveTo(end.Plus(TimeSpan.FromHours(3)));
        await Settled();

        Assert.Equal([Amount.Parse("20", Asset.Usd).Units], (await RefundsOf(account)).Select(row => row.Amount));
        await AgreesWithTheProvider();
    }

    /// <summary>A page that was paid, of which the portal heard nothing.</summary>
    private async Task<(PaymentId Payment, string Intent, long LastEntry)> PaidUnheard()
    {
        var started = (await Host.Start(Host.Owner, "100")).Value;
        LoseWebhooks();
        Assert.Null(Host.Sandbox.PaySession(started.Session, Visa));
        HearWebhooks();
        var page = (GatewayAnswer<CheckoutSession>.Done)await Host.Get<IPaymentGateway>().FindCheckout(started.Session, default);
        Assert.NotEqual(PaymentState.Paid, (await Order(started.Payment)).State);
        return (started.Payment, page.Value.PaymentIntent!, Host.Wallet.LastNumber);
    }

    /// <summary>The news was worked off, and the janitor has been round: once for the payment, once for what went back of it.</summary>
    private async Task Settled()
    {
        await Heard();
        await Host.Get<OpenItemsJob>().RunNow(default);
        await Host.Get<OpenItemsJob>().RunNow(default);
        await Heard();
    }

    private async Task HearEverythingAgain()
    {
        Host.Sandbox.ReplayEvents(DateTimeOffset.UnixEpoch, Host.Sandbox.Now);
        await Settled();
    }

    private async Task AgreesWithTheProvider()
    {
        var match = await Host.Get<Reconciliation>().Run(Now.PlusDays(-60), default);
        Assert.Empty(match.Differences.Where(difference => difference.Code != "event_not_received").Select(difference => difference.Sentence));
        var report = LedgerVerification.Run(Host.BillingFile, Host.BillingFile + ".no-views");
        Assert.True(report.IsSound, string.Join('\n', report.Violations));
    }

    private void LoseWebhooks() => Host.Sandbox.DisturbWebhooks(WebhookUrl, new WebhookDisturbance { DropNext = 10_000 });

    /// <summary>What was lost stays lost.</summary>
    private void HearWebhooks()
    {
        Assert.Equal(0, Host.Sandbox.UndeliveredWebhooks);
        Host.Sandbox.DisturbWebhooks(WebhookUrl, new WebhookDisturbance());
    }

    private string WebhookUrl => new Uri(Host.Address, StripeWebhook.Path).ToString();

    private async Task RefundThere(string intent, long cents)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Host.Sandbox.Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_dashboard");
        using var form = new FormUrlEncodedContent([new("payment_intent", intent), new("amount", cents.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        using var answer = await http.PostAsync(new Uri("/v1/refunds", UriKind.Relative), form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<GatewayPayment> Newest(string customer)
    {
        var payments = await Host.Get<IGatewayRecords>().Payments(Instant.Earliest, default).Where(payment => payment.CustomerId == customer).ToListAsync();
        Assert.Equal(2, payments.Count);
        return payments[0];
    }

    private Task<string> CustomerOf(AccountId account) => Read(account, (db, number) => db.Customers.Single(row => row.Account == number).GatewayCustomer);

    private Task<List<RefundRow>> RefundsOf(AccountId account) => Read(account, (db, number) => db.Refunds.Where(row => row.Account == number).ToList());

    private Task<PaymentRow> Order(PaymentId payment) => Read(DemoPeople.Account, (db, _) => db.Payments.Single(row => row.Id == payment));

    private List<string> Moves(long number) => [.. Host.EntriesAfter(number).Select(entry => string.Join(' ', entry.Split(' ').Take(2)))];
}
