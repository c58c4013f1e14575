namespace Billing.Stripe.Tests.Sandbox;

/// <summary>Saving a card without charging it.</summary>
public sealed class SetupTests
{
    [Fact]
    public async Task Session_ToSaveACard_AttachesItAndMovesNothing()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = await sandbox.CustomerAsync();
        var session = await OpenAsync(sandbox, customer);
        Assert.Equal(("setup", "no_payment_required", null), (session.Text("mode"), session.Text("payment_status"), session.Text("amount_total")));
        var before = await sandbox.LastEventAsync();

        Assert.Null(sandbox.Server.PaySession(session.Text("id")!, "4242424242424242"));

        var done = await sandbox.ReadAsync($"checkout/sessions/{session.Text("id")}?expand[]=setup_intent.payment_method");
        Assert.Equal(("complete", "succeeded", customer, "4242"), (done.Text("status"), done.Text("setup_intent.status"), done.Text("setup_intent.payment_method.customer"), done.Text("setup_intent.payment_method.card.last4")));
        Assert.Equal(["setup_intent.succeeded", "payment_method.attached", "checkout.session.completed"], await sandbox.EventTypesAsync(before));
        Assert.Empty((await sandbox.ReadAsync("charges"))["data"]!.AsArray());
    }

    [Fact]
    public async Task Card_ThatIsAuthenticatedAtSetup_IsChargedLaterWithoutItsOwner()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = await sandbox.CustomerAsync();
        var session = await OpenAsync(sandbox, customer);

        Assert.Null(sandbox.Server.PaySession(session.Text("id")!, "4000002500003155"));
        var card = (await sandbox.ReadAsync($"payment_methods?customer={customer}&type=card"))["data"]![0]!.Text("id");

        var paid = await sandbox.CreateAsync("payment_intents", $"amount=1000&currency=eur&customer={customer}&payment_method={card}&off_session=true&confirm=true");
        Assert.Equal("succeeded", paid.Text("status"));
    }

    [Fact]
    public async Task Card_DeclinedAtSetup_LeavesTheSessionOpen()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var session = await OpenAsync(sandbox, await sandbox.CustomerAsync());

        Assert.Equal("Your card was declined.", sandbox.Server.PaySession(session.Text("id")!, "4000000000000002"));

        var open = await sandbox.ReadAsync($"checkout/sessions/{session.Text("id")}?expand[]=setup_intent");
        Assert.Equal(("open", "requires_payment_method", "generic_decline"), (open.Text("status"), open.Text("setup_intent.status"), open.Text("setup_intent.last_setup_error.decline_code")));
        Assert.Contains("setup_intent.setup_failed", await sandbox.EventTypesAsync());
    }

    [Theory]
    [InlineData("currency=eur&line_items[0][quantity]=1", "line_items")]
    [InlineData("", "currency")]
    public async Task Session_ToSaveACard_RefusesAnOrderAndNeedsItsCurrency(string form, string parameter)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var refused = await sandbox.PostAsync("/v1/checkout/sessions", "mode=setup&success_url=http://127.0.0.1:1/done&" + form);

        Assert.Equal((400, parameter), (refused.Status, refused.Body.Text("error.param")));
    }

    [Theory]
    [InlineData("pm_card_visa", 200, "succeeded")]
    [InlineData("pm_card_authenticationRequired", 200, "requires_action")]
    [InlineData("pm_card_chargeCustomerFail", 200, "succeeded")]
    [InlineData("pm_card_visa_chargeDeclined", 402, "requires_payment_method")]
    public async Task SetupIntent_Confirmed_EndsAsItsCardDecides(string card, int status, string expected)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var answer = await sandbox.PostAsync("/v1/setup_intents", $"customer={await sandbox.CustomerAsync()}&payment_method={card}&confirm=true");

        Assert.Equal((status, expected), (answer.Status, answer.Body.Text("status") ?? answer.Body.Text("error.setup_intent.status")));
    }

    [Fact]
    public async Task SetupIntent_Canceled_CannotBeConfirmed()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var intent = await sandbox.CreateAsync("setup_intents", string.Empty);

        Assert.Equal("canceled", (await sandbox.CreateAsync($"setup_intents/{intent.Text("id")}/cancel", "cancellation_reason=abandoned")).Text("status"));
        var refused = await sandbox.CreateAsync($"setup_intents/{intent.Text("id")}/confirm", "payment_method=pm_card_visa", status: 400);

        Assert.Equal("setup_intent_unexpected_state", refused.Text("error.code"));
    }

    [Fact]
    public async Task Session_ToSaveACardThatExpires_CancelsItsSetup()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var session = await OpenAsync(sandbox, await sandbox.CustomerAsync());

        sandbox.Server.ClockOffset = TimeSpan.FromHours(25);

        Assert.Equal("canceled", (await sandbox.ReadAsync($"setup_intents/{session.Text("setup_intent")}")).Text("status"));
    }

    private static Task<System.Text.Json.Nodes.JsonObject> OpenAsync(TestSandbox sandbox, string customer) => sandbox.CreateAsync(
        "checkout/sessions", $"mode=setup&currency=eur&customer={customer}&success_url=http://127.0.0.1:1/done");
}
