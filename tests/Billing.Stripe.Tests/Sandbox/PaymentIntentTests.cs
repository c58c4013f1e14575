namespace Billing.Stripe.Tests.Sandbox;

public sealed class PaymentIntentTests
{
    [Fact]
    public async Task Intent_Updated_IsConfirmedWithWhatItThenSays()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var intent = await sandbox.CreateAsync("payment_intents", "amount=1000&currency=eur&metadata[a]=1");
        Assert.Equal("requires_payment_method", intent.Text("status"));

        await sandbox.CreateAsync($"payment_intents/{intent.Text("id")}", "amount=2500&description=Top-up&metadata[b]=2&payment_method=pm_card_visa");
        var paid = await sandbox.CreateAsync($"payment_intents/{intent.Text("id")}/confirm", "expand[]=latest_charge");

        Assert.Equal(("succeeded", "2500", "Top-up", "1", "2"),
            (paid.Text("status"), paid.Text("amount_received"), paid.Text("latest_charge.description"), paid.Text("latest_charge.metadata.a"), paid.Text("latest_charge.metadata.b")));
        Assert.Equal("payment_intent_unexpected_state", (await sandbox.CreateAsync($"payment_intents/{intent.Text("id")}", "amount=1", status: 400)).Text("error.code"));
    }

    [Fact]
    public async Task Intent_ThatMayNotAsk_FailsWhereTheBankWouldAsk()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var refused = await sandbox.PostAsync("/v1/payment_intents", "amount=1000&currency=eur&confirm=true&payment_method=pm_card_threeDSecure2Required&error_on_requires_action=true");

        Assert.Equal((402, "authentication_required", "requires_payment_method"), (refused.Status, refused.Body.Text("error.code"), refused.Body.Text("error.payment_intent.status")));
    }

    [Fact]
    public async Task Intent_KeptForLater_SavesItsCard()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = await sandbox.CustomerAsync();

        await sandbox.PaidAsync(more: $"&customer={customer}&setup_future_usage=off_session");

        Assert.Single((await sandbox.ReadAsync($"payment_methods?customer={customer}&type=card"))["data"]!.AsArray());
    }

    [Fact]
    public async Task Intents_OfACustomerSinceATime_AreListedAtOnce()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = await sandbox.CustomerAsync();
        sandbox.Server.ClockOffset = TimeSpan.FromDays(-2);
        await sandbox.PaidAsync(more: $"&customer={customer}");
        sandbox.Server.ClockOffset = TimeSpan.Zero;
        var since = sandbox.Server.Now.ToUnixTimeSeconds();
        var recent = await sandbox.PaidAsync(more: $"&customer={customer}");
        await sandbox.PaidAsync();

        var found = (await sandbox.ReadAsync($"payment_intents?customer={customer}&created[gte]={since}"))["data"]!.AsArray();

        Assert.Equal(recent.Text("id"), Assert.Single(found)!.Text("id"));
        Assert.Equal("parameter_unknown", (await sandbox.GetAsync("/v1/payment_intents/search?query=x")).Body.Text("error.code"));
    }

    [Fact]
    public async Task Charge_Described_TellsSo()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var charge = (await sandbox.PaidAsync()).Text("latest_charge");

        var updated = await sandbox.CreateAsync($"charges/{charge}", "description=Top-up&metadata[order]=7&fraud_details[user_report]=safe");

        Assert.Equal(("Top-up", "7", "safe"), (updated.Text("description"), updated.Text("metadata.order"), updated.Text("fraud_details.user_report")));
        Assert.Equal("charge.updated", (await sandbox.EventTypesAsync())[^1]);
    }
}
