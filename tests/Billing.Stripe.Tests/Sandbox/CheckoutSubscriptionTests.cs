namespace Billing.Stripe.Tests.Sandbox;

public sealed class CheckoutSubscriptionTests
{
    private const string Urls = "&success_url=http://127.0.0.1:1/done&cancel_url=http://127.0.0.1:1/plans";

    [Fact]
    public async Task Session_ForASubscription_StartsItWithItsPayment()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = BillingDesk.Id(await desk.PostAsync("/v1/customers", "email=mara@halden.example"));
        var session = await SessionAsync(desk, $"&customer={customer}&subscription_data[metadata][plan]=basic&client_reference_id=7");
        var before = await desk.LastEventAsync();

        Assert.Null(desk.Sandbox.Server.PaySession(session, "4242424242424242"));

        var paid = await desk.GetAsync($"/v1/checkout/sessions/{session}?expand[]=subscription.default_payment_method&expand[]=invoice.payments");
        Assert.Equal(("complete", "paid", 1000L), ((string?)paid["status"], (string?)paid["payment_status"], (long)paid["amount_total"]!));
        Assert.Null(paid["payment_intent"]);
        Assert.Equal(("active", "basic"), ((string?)paid["subscription"]!["status"], (string?)paid["subscription"]!["metadata"]!["plan"]));
        Assert.Equal("4242", (string?)paid["subscription"]!["default_payment_method"]!["card"]!["last4"]);
        Assert.Equal(("paid", "subscription_create"), ((string?)paid["invoice"]!["status"], (string?)paid["invoice"]!["billing_reason"]));
        Assert.Equal(
            [
                "customer.subscription.created", "invoice.created", "invoice.finalized", "payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "invoice.paid",
                "invoice_payment.paid", "invoice.payment_succeeded", "customer.subscription.updated", "payment_method.attached", "charge.updated", "checkout.session.completed",
            ],
            await desk.EventsAsync(before));
    }

    [Theory]
    [InlineData("4000002500003155")]
    [InlineData("4000002760003184")]
    public async Task Session_WhoseCardAsksForTheBank_IsPaidAfterIt(string card)
    {
        await using var desk = await BillingDesk.OpenAsync();
        var session = await SessionAsync(desk, string.Empty);

        Assert.Null(desk.Sandbox.Server.PaySession(session, card));

        var paid = await desk.GetAsync($"/v1/checkout/sessions/{session}?expand[]=subscription&expand[]=customer");
        Assert.Equal("active", (string?)paid["subscription"]!["status"]);
        Assert.Equal("customer", (string?)paid["customer"]!["object"]);
    }

    [Fact]
    public async Task Session_DeclinedAndLeft_LeavesNothingToPay()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var session = await SessionAsync(desk, string.Empty);
        Assert.Equal("Your card was declined.", desk.Sandbox.Server.PaySession(session, "4000000000000002"));
        Assert.Null((await desk.GetAsync($"/v1/checkout/sessions/{session}"))["subscription"]);

        await desk.PostAsync($"/v1/checkout/sessions/{session}/expire", string.Empty);

        Assert.Equal("incomplete_expired", (string?)Assert.Single(await desk.ListAsync("/v1/subscriptions?status=all"))["status"]);
        Assert.Equal("void", (string?)Assert.Single(await desk.ListAsync("/v1/invoices"))["status"]);
    }

    [Fact]
    public async Task Session_WithADiscountForMonths_DiscountsTheFirstInvoices()
    {
        await using var desk = await BillingDesk.OpenAsync();
        await desk.PostAsync("/v1/coupons", "id=HALF&percent_off=50&duration=repeating&duration_in_months=2");
        var session = await SessionAsync(desk, "&discounts[0][coupon]=HALF");
        Assert.Equal(500, (long)(await desk.GetAsync($"/v1/checkout/sessions/{session}"))["total_details"]!["amount_discount"]!);

        Assert.Null(desk.Sandbox.Server.PaySession(session, "4242424242424242"));
        var subscription = await desk.GetAsync($"/v1/subscriptions/{(string?)(await desk.GetAsync($"/v1/checkout/sessions/{session}"))["subscription"]}");
        var (start, _) = BillingDesk.Period(subscription);
        desk.GoTo(DateTimeOffset.FromUnixTimeSeconds(start).AddMonths(3).ToUnixTimeSeconds(), 7200);

        var invoices = await desk.ListAsync($"/v1/invoices?subscription={BillingDesk.Id(subscription)}");
        invoices.Reverse();
        Assert.Equal([500L, 500, 1000, 1000], invoices.Select(i => (long)i["total"]!));
        Assert.Equal(1, (int)(await desk.GetAsync("/v1/coupons/HALF"))["times_redeemed"]!);
    }

    [Fact]
    public async Task Session_WithATrial_KeepsTheCardAndChargesLater()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var session = await SessionAsync(desk, "&subscription_data[trial_period_days]=14");

        Assert.Null(desk.Sandbox.Server.PaySession(session, "4242424242424242"));

        var paid = await desk.GetAsync($"/v1/checkout/sessions/{session}?expand[]=subscription");
        Assert.Equal(("no_payment_required", 0L, "trialing"), ((string?)paid["payment_status"], (long)paid["amount_total"]!, (string?)paid["subscription"]!["status"]));
        desk.GoTo((long)paid["subscription"]!["trial_end"]!, 7200);
        var active = await desk.GetAsync($"/v1/subscriptions/{(string?)paid["subscription"]!["id"]}?expand[]=latest_invoice");
        Assert.Equal(("active", 1000L), ((string?)active["status"], (long)active["latest_invoice"]!["amount_paid"]!));
        Assert.Single(await desk.ListAsync("/v1/events?type=customer.subscription.trial_will_end"));
    }

    [Fact]
    public async Task Session_WithTheWrongKindOfPrice_IsRefused()
    {
        await using var desk = await BillingDesk.OpenAsync();

        Assert.Equal(400, (await desk.RefusedAsync("/v1/checkout/sessions", $"mode=payment&line_items[0][price]={desk.Basic}&line_items[0][quantity]=1{Urls}")).Status);
        Assert.Equal(400, (await desk.RefusedAsync("/v1/checkout/sessions", TestSandbox.SessionForm().Replace("mode=payment", "mode=subscription", StringComparison.Ordinal))).Status);
    }

    private static async Task<string> SessionAsync(BillingDesk desk, string more) => BillingDesk.Id(await desk.PostAsync(
        "/v1/checkout/sessions", $"mode=subscription&line_items[0][price]={desk.Basic}&line_items[0][quantity]=1{Urls}{more}"));
}
