using System.Text.Json.Nodes;

namespace Billing.Stripe.Tests.Sandbox;

public sealed class SubscriptionTests
{
    [Fact]
    public async Task Subscription_WithAGoodCard_IsActiveAndPaid()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = await desk.CustomerAsync();
        var before = await desk.LastEventAsync();

        var subscription = await desk.SubscribeAsync(customer, more: "&metadata[account]=7&expand[]=latest_invoice.payments");

        Assert.Equal("active", (string?)subscription["status"]);
        Assert.Null(subscription["current_period_end"]);
        var (start, end) = BillingDesk.Period(subscription);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(start).AddMonths(1).ToUnixTimeSeconds(), end);
        var invoice = subscription["latest_invoice"]!;
        Assert.Equal(("paid", "subscription_create", 1000L), ((string?)invoice["status"], (string?)invoice["billing_reason"], (long)invoice["amount_paid"]!));
        Assert.Equal(BillingDesk.Id(subscription), (string?)invoice["parent"]!["subscription_details"]!["subscription"]);
        Assert.Equal("7", (string?)invoice["parent"]!["subscription_details"]!["metadata"]!["account"]);
        Assert.Equal((start, end), ((long)invoice["lines"]!["data"]![0]!["period"]!["start"]!, (long)invoice["lines"]!["data"]![0]!["period"]!["end"]!));

        var payment = (string)invoice["payments"]!["data"]![0]!["payment"]!["payment_intent"]!;
        var found = await desk.ListAsync($"/v1/invoice_payments?payment[type]=payment_intent&payment[payment_intent]={payment}");
        Assert.Equal((string?)invoice["id"], (string?)Assert.Single(found)["invoice"]);
        Assert.Equal(
            [
                "customer.subscription.created", "invoice.created", "invoice.finalized", "payment_intent.created", "charge.succeeded", "payment_intent.succeeded",
                "invoice.paid", "invoice_payment.paid", "invoice.payment_succeeded", "customer.subscription.updated", "charge.updated",
            ],
            await desk.EventsAsync(before));
    }

    [Fact]
    public async Task Renewal_AtThePeriodsEnd_BillsTheNextPeriodOnce()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var subscription = await desk.SubscribeAsync(await desk.CustomerAsync());
        var (_, end) = BillingDesk.Period(subscription);
        var before = await desk.LastEventAsync();

        desk.GoTo(end, 10);
        var draft = (await desk.GetAsync($"/v1/subscriptions/{BillingDesk.Id(subscription)}?expand[]=latest_invoice"))["latest_invoice"]!;
        Assert.Equal(("draft", end, end + 3600), ((string?)draft["status"], (long)draft["created"]!, (long)draft["automatically_finalizes_at"]!));
        desk.GoTo(end, 3700);

        Assert.Equal(
            [
                "invoice.upcoming", "invoice.created", "customer.subscription.updated", "invoice.finalized", "payment_intent.created", "charge.succeeded", "payment_intent.succeeded",
                "invoice.paid", "invoice_payment.paid", "invoice.payment_succeeded", "charge.updated",
            ],
            await desk.EventsAsync(before));
        var upcoming = (await desk.ListAsync("/v1/events?type=invoice.upcoming"))[0]["data"]!["object"]!.AsObject();
        Assert.False(upcoming.ContainsKey("id"));
        var invoices = await desk.ListAsync($"/v1/invoices?subscription={BillingDesk.Id(subscription)}");
        Assert.Equal(["subscription_cycle", "subscription_create"], invoices.Select(i => (string?)i["billing_reason"]));
        Assert.Equal(end, (long)invoices[0]["lines"]!["data"]![0]!["period"]!["start"]!);
    }

    [Fact]
    public async Task Renewals_MissedByAJumpOfTheClock_HappenOneAfterTheOther()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var subscription = await desk.SubscribeAsync(await desk.CustomerAsync());
        var (start, _) = BillingDesk.Period(subscription);

        desk.GoTo(DateTimeOffset.FromUnixTimeSeconds(start).AddMonths(6).ToUnixTimeSeconds(), 7200);

        var invoices = await desk.ListAsync($"/v1/invoices?subscription={BillingDesk.Id(subscription)}&status=paid");
        invoices.Reverse();
        Assert.Equal(7, invoices.Count);
        for (var month = 0; month < 7; month++)
        {
            var line = invoices[month]["lines"]!["data"]![0]!["period"]!;
            Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(start).AddMonths(month).ToUnixTimeSeconds(), (long)line["start"]!);
            Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(start).AddMonths(month + 1).ToUnixTimeSeconds(), (long)line["end"]!);
            Assert.Equal((long)line["start"]!, (long)invoices[month]["created"]!);
        }
    }

    [Fact]
    public async Task Renewal_ThatCannotBePaid_IsTriedFiveTimesThenEnds()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = await desk.CustomerAsync();
        var id = BillingDesk.Id(await desk.SubscribeAsync(customer));
        await desk.GiveCardAsync(customer, "pm_card_chargeCustomerFail");
        var (_, end) = BillingDesk.Period(await desk.GetAsync($"/v1/subscriptions/{id}"));
        var first = end + 3600;

        desk.GoTo(first, 60);
        Assert.Equal("past_due", (string?)(await desk.GetAsync($"/v1/subscriptions/{id}"))["status"]);
        foreach (var (day, attempt, next) in new[] { (0, 1, 1), (1, 2, 3), (3, 3, 5), (5, 4, 7) })
        {
            desk.GoTo(first + (day * BillingDesk.Day), 60);
            var invoice = (await desk.ListAsync($"/v1/invoices?subscription={id}&status=open"))[0];
            Assert.Equal((attempt, first + (next * BillingDesk.Day)), ((int)invoice["attempt_count"]!, (long)invoice["next_payment_attempt"]!));
        }

        desk.GoTo(first + (7 * BillingDesk.Day), 60);
        var ended = await desk.GetAsync($"/v1/subscriptions/{id}");
        Assert.Equal(("canceled", "payment_failed"), ((string?)ended["status"], (string?)ended["cancellation_details"]!["reason"]));
        var last = (await desk.ListAsync($"/v1/invoices?subscription={id}&status=open"))[0];
        Assert.Null(last["next_payment_attempt"]);
        Assert.Equal(5, (await desk.ListAsync("/v1/events?type=invoice.payment_failed&limit=100")).Count);
        Assert.Single(await desk.ListAsync("/v1/events?type=customer.subscription.deleted"));

        await desk.GiveCardAsync(customer, "pm_card_visa");
        Assert.Equal("paid", (string?)(await desk.PostAsync($"/v1/invoices/{BillingDesk.Id(last)}/pay", string.Empty))["status"]);
        Assert.Equal("canceled", (string?)(await desk.GetAsync($"/v1/subscriptions/{id}"))["status"]);
    }

    [Theory]
    [InlineData("billing_cycle_anchor", "9223372036854775807")]
    [InlineData("trial_end", "9223372036854775807")]
    [InlineData("trial_end", "-1")]
    [InlineData("cancel_at", "253402300800")]
    public async Task Subscription_WithAMomentThatIsNoDate_IsRefusedByName(string parameter, string moment)
    {
        await using var desk = await BillingDesk.OpenAsync();

        var refused = await desk.Sandbox.PostAsync("/v1/subscriptions", $"customer={await desk.CustomerAsync()}&items[0][price]={desk.Basic}&{parameter}={moment}");

        Assert.Equal((400, parameter), (refused.Status, refused.Body.Text("error.param")));
    }

    [Theory]
    [InlineData("mark_unpaid", "unpaid", "draft")]
    [InlineData("leave_past_due", "past_due", "open")]
    public async Task Renewal_ThatCannotBePaid_IsLeftAsTheSellerChose(string then, string status, string next)
    {
        await using var desk = await BillingDesk.OpenAsync();
        await desk.PostAsync("/_sandbox/after_last_retry", $"then={then}");
        var customer = await desk.CustomerAsync();
        var id = BillingDesk.Id(await desk.SubscribeAsync(customer));
        await desk.GiveCardAsync(customer, "pm_card_chargeCustomerFail");
        var (_, end) = BillingDesk.Period(await desk.GetAsync($"/v1/subscriptions/{id}"));

        desk.GoTo(end + 3600 + (7 * BillingDesk.Day), 60);
        Assert.Equal(status, (string?)(await desk.GetAsync($"/v1/subscriptions/{id}"))["status"]);
        Assert.Empty(await desk.ListAsync("/v1/events?type=customer.subscription.deleted"));

        (_, end) = BillingDesk.Period(await desk.GetAsync($"/v1/subscriptions/{id}"));
        desk.GoTo(end + 3600, 60);
        var renewed = await desk.GetAsync($"/v1/subscriptions/{id}?expand[]=latest_invoice");
        Assert.Equal((status, next), ((string?)renewed["status"], (string?)renewed["latest_invoice"]!["status"]));

        await desk.GiveCardAsync(customer, "pm_card_visa");
        var owed = BillingDesk.Id(renewed["latest_invoice"]!.AsObject());
        if (next == "draft")
            await desk.PostAsync($"/v1/invoices/{owed}/finalize", string.Empty);
        await desk.PostAsync($"/v1/invoices/{owed}/pay", string.Empty);
        Assert.Equal("active", (string?)(await desk.GetAsync($"/v1/subscriptions/{id}"))["status"]);
    }

    [Fact]
    public async Task Renewal_PaidAfterAFailure_IsActiveAgain()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = await desk.CustomerAsync();
        var id = BillingDesk.Id(await desk.SubscribeAsync(customer));
        await desk.GiveCardAsync(customer, "pm_card_authenticationRequired");
        var (_, end) = BillingDesk.Period(await desk.GetAsync($"/v1/subscriptions/{id}"));

        desk.GoTo(end, 3700);
        Assert.Single(await desk.ListAsync("/v1/events?type=invoice.payment_action_required"));
        await desk.GiveCardAsync(customer, "pm_card_visa");
        desk.GoTo(end, 3700 + BillingDesk.Day);

        var subscription = await desk.GetAsync($"/v1/subscriptions/{id}?expand[]=latest_invoice");
        Assert.Equal(("active", "paid", 2), ((string?)subscription["status"], (string?)subscription["latest_invoice"]!["status"], (int)subscription["latest_invoice"]!["attempt_count"]!));
    }

    [Theory]
    [InlineData("allow_incomplete", 200)]
    [InlineData("error_if_incomplete", 402)]
    public async Task Subscription_WithABadCard_IsIncompleteOrNothing(string behavior, int status)
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = await desk.CustomerAsync("pm_card_chargeCustomerFail");

        var answer = await desk.Sandbox.PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={desk.Basic}&payment_behavior={behavior}", "subscribe:1");
        Assert.Equal(status, answer.Status);
        Assert.Equal(status, (await desk.Sandbox.PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={desk.Basic}&payment_behavior={behavior}", "subscribe:1")).Status);

        var kept = await desk.ListAsync($"/v1/subscriptions?customer={customer}&status=all");
        if (status == 402)
        {
            Assert.Empty(kept);
            Assert.Empty(await desk.ListAsync($"/v1/invoices?customer={customer}"));
            return;
        }

        Assert.Equal("incomplete", (string?)Assert.Single(kept)["status"]);
        desk.GoTo((long)kept[0]["created"]!, 23 * 3600);
        var expired = await desk.GetAsync($"/v1/subscriptions/{BillingDesk.Id(kept[0])}?expand[]=latest_invoice");
        Assert.Equal(("incomplete_expired", "void"), ((string?)expired["status"], (string?)expired["latest_invoice"]!["status"]));
    }

    [Fact]
    public async Task Subscription_LeftIncompleteOnPurpose_BecomesActiveWithItsPayment()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = await desk.CustomerAsync();
        var subscription = await desk.SubscribeAsync(customer, more: "&payment_behavior=default_incomplete&payment_settings[save_default_payment_method]=on_subscription&expand[]=latest_invoice.payments");
        Assert.Equal("incomplete", (string?)subscription["status"]);
        var intent = (string)subscription["latest_invoice"]!["payments"]!["data"]![0]!["payment"]!["payment_intent"]!;

        await desk.PostAsync($"/v1/payment_intents/{intent}/confirm", "payment_method=pm_card_mastercard");

        var active = await desk.GetAsync($"/v1/subscriptions/{BillingDesk.Id(subscription)}?expand[]=default_payment_method");
        Assert.Equal(("active", "mastercard"), ((string?)active["status"], (string?)active["default_payment_method"]!["card"]!["brand"]));
    }

    [Fact]
    public async Task Cancellation_AtThePeriodsEnd_CanBeTakenBack()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var kept = await desk.SubscribeAsync(await desk.CustomerAsync());
        var ending = await desk.SubscribeAsync(await desk.CustomerAsync());
        var (_, end) = BillingDesk.Period(ending);

        foreach (var id in new[] { BillingDesk.Id(kept), BillingDesk.Id(ending) })
            Assert.Equal(end, (long)(await desk.PostAsync($"/v1/subscriptions/{id}", "cancel_at_period_end=true"))["cancel_at"]!, 5.0);
        Assert.Null((await desk.PostAsync($"/v1/subscriptions/{BillingDesk.Id(kept)}", "cancel_at_period_end=false"))["cancel_at"]);
        desk.GoTo(end, 7200);

        Assert.Equal("active", (string?)(await desk.GetAsync($"/v1/subscriptions/{BillingDesk.Id(kept)}"))["status"]);
        Assert.Equal("canceled", (string?)(await desk.GetAsync($"/v1/subscriptions/{BillingDesk.Id(ending)}"))["status"]);
        Assert.Equal(BillingDesk.Id(ending), (string?)Assert.Single(await desk.ListAsync("/v1/events?type=customer.subscription.deleted"))["data"]!["object"]!["id"]);
        Assert.Single(await desk.ListAsync($"/v1/invoices?subscription={BillingDesk.Id(ending)}"));
    }

    [Fact]
    public async Task Customer_Deleted_EndsHisSubscriptions()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = await desk.CustomerAsync();
        var id = BillingDesk.Id(await desk.SubscribeAsync(customer));
        var before = await desk.LastEventAsync();

        await desk.DeleteAsync($"/v1/customers/{customer}");

        Assert.Equal(["customer.subscription.deleted", "payment_method.detached", "customer.deleted"], await desk.EventsAsync(before));
        Assert.Equal("canceled", (string?)(await desk.GetAsync($"/v1/subscriptions/{id}"))["status"]);
        Assert.True((bool)(await desk.GetAsync($"/v1/customers/{customer}"))["deleted"]!);
        Assert.Equal((400, "resource_missing"), await desk.RefusedAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={desk.Basic}"));
        Assert.Empty(await desk.ListAsync("/v1/customers"));
    }
}
