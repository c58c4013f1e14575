namespace Billing.Stripe.Tests.Sandbox;

public sealed class SubscriptionEndTests
{
    [Fact]
    public async Task Subscription_CanceledAtOnce_GivesTheRestBackWhereWanted()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = await desk.CustomerAsync();
        var subscription = await desk.SubscribeAsync(customer);
        var (start, end) = BillingDesk.Period(subscription);
        desk.GoTo(start, (end - start) / 2);

        var canceled = await desk.DeleteAsync($"/v1/subscriptions/{BillingDesk.Id(subscription)}?prorate=true&invoice_now=true&expand[]=latest_invoice");

        Assert.Equal("canceled", (string?)canceled["status"]);
        Assert.InRange((long)canceled["latest_invoice"]!["total"]!, -501, -499);
        Assert.InRange((long)(await desk.GetAsync($"/v1/customers/{customer}"))["balance"]!, -501, -499);
        Assert.Equal(404, (await desk.Sandbox.SendAsync(HttpMethod.Delete, $"/v1/subscriptions/{BillingDesk.Id(subscription)}")).Status);
        Assert.Equal(400, (await desk.RefusedAsync($"/v1/subscriptions/{BillingDesk.Id(subscription)}", "cancel_at_period_end=true")).Status);
        Assert.Empty(await desk.ListAsync($"/v1/subscriptions?customer={customer}"));
        Assert.Single(await desk.ListAsync($"/v1/subscriptions?customer={customer}&status=ended"));
    }

    [Fact]
    public async Task Trial_WithoutACard_PausesAndIsTakenUpAgain()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = BillingDesk.Id(await desk.PostAsync("/v1/customers", "name=Mara"));
        var trial = await desk.SubscribeAsync(customer, more: "&trial_period_days=7&trial_settings[end_behavior][missing_payment_method]=pause");
        var id = BillingDesk.Id(trial);
        Assert.Equal("trialing", (string?)trial["status"]);

        desk.GoTo((long)trial["trial_end"]!, 60);
        Assert.Equal("paused", (string?)(await desk.GetAsync($"/v1/subscriptions/{id}"))["status"]);
        Assert.Equal(402, (await desk.RefusedAsync($"/v1/subscriptions/{id}/resume", string.Empty)).Status);
        await desk.GiveCardAsync(customer, "pm_card_visa");
        var resumed = await desk.PostAsync($"/v1/subscriptions/{id}/resume", "expand[]=latest_invoice");

        Assert.Equal(("active", 1000L), ((string?)resumed["status"], (long)resumed["latest_invoice"]!["amount_paid"]!));
    }

    [Fact]
    public async Task Update_OfASubscription_TellsWhatWasBefore()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var subscription = await desk.SubscribeAsync(await desk.CustomerAsync());

        await desk.PostAsync($"/v1/subscriptions/{BillingDesk.Id(subscription)}", "cancel_at_period_end=true");

        var before = (await desk.ListAsync("/v1/events?type=customer.subscription.updated"))[0]["data"]!["previous_attributes"]!.AsObject();
        Assert.Equal(["cancel_at", "cancel_at_period_end", "canceled_at", "cancellation_details"], before.Select(f => f.Key).Order());
        Assert.False((bool)before["cancel_at_period_end"]!);
    }

    [Fact]
    public async Task Schedule_WithAPhaseInTheMiddle_ProratesAsItSays()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var subscription = await desk.SubscribeAsync(await desk.CustomerAsync());
        var (start, end) = BillingDesk.Period(subscription);
        var middle = (start + end) / 2;
        var schedule = BillingDesk.Id(await desk.PostAsync("/v1/subscription_schedules", $"from_subscription={BillingDesk.Id(subscription)}"));
        await desk.PostAsync(
            $"/v1/subscription_schedules/{schedule}",
            $"phases[0][items][0][price]={desk.Basic}&phases[0][end_date]={middle}&phases[1][items][0][price]={desk.Pro}&phases[1][end_date]={end + BillingDesk.Day}&phases[1][proration_behavior]=always_invoice");

        desk.GoTo(middle, 60);

        var changed = await desk.GetAsync($"/v1/subscriptions/{BillingDesk.Id(subscription)}?expand[]=latest_invoice");
        Assert.Equal((desk.Pro, 1000L), ((string?)changed["items"]!["data"]![0]!["price"]!["id"], (long)changed["latest_invoice"]!["amount_paid"]!));
        Assert.Equal(middle, (long)changed["latest_invoice"]!["created"]!);
    }
}
