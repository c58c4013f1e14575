namespace Billing.Stripe.Tests.Sandbox;

/// <summary>Money that is held on a card and taken later, or let go.</summary>
public sealed class HoldTests
{
    private const string Manual = "&capture_method=manual";

    [Fact]
    public async Task Hold_CapturedInPart_TakesThatAndLetsGoOfTheRest()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var held = await sandbox.PaidAsync(more: Manual);
        Assert.Equal(("requires_capture", "1000", "0"), (held.Text("status"), held.Text("amount_capturable"), held.Text("amount_received")));
        Assert.Contains("payment_intent.amount_capturable_updated", await sandbox.EventTypesAsync());

        var taken = await sandbox.CreateAsync($"payment_intents/{held.Text("id")}/capture", "amount_to_capture=700&expand[]=latest_charge");

        Assert.Equal(("succeeded", "700", "0"), (taken.Text("status"), taken.Text("amount_received"), taken.Text("amount_capturable")));
        Assert.Equal(("true", "700", "300"), (taken.Text("latest_charge.captured"), taken.Text("latest_charge.amount_captured"), taken.Text("latest_charge.amount_refunded")));
        Assert.Equal("700", (await sandbox.CreateAsync("refunds", $"payment_intent={held.Text("id")}")).Text("amount"));
        Assert.Equal("charge_already_refunded", (await sandbox.CreateAsync("refunds", $"payment_intent={held.Text("id")}", status: 400)).Text("error.code"));
    }

    [Fact]
    public async Task Hold_Canceled_IsReleasedAsARefundOfNothingTaken()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var held = await sandbox.PaidAsync(more: Manual);

        var canceled = await sandbox.CreateAsync($"payment_intents/{held.Text("id")}/cancel", "cancellation_reason=requested_by_customer&expand[]=latest_charge");

        Assert.Equal(("canceled", "0", "true", "false"), (canceled.Text("status"), canceled.Text("amount_capturable"), canceled.Text("latest_charge.refunded"), canceled.Text("latest_charge.captured")));
        Assert.Contains("charge.refunded", await sandbox.EventTypesAsync());
        Assert.Empty((await sandbox.ReadAsync("balance_transactions"))["data"]!.AsArray());
    }

    [Fact]
    public async Task Hold_NotCapturedInAWeek_Lapses()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var held = await sandbox.PaidAsync(more: Manual);

        sandbox.Server.ClockOffset = TimeSpan.FromDays(8);

        var lapsed = await sandbox.ReadAsync($"payment_intents/{held.Text("id")}");
        Assert.Equal(("canceled", "automatic"), (lapsed.Text("status"), lapsed.Text("cancellation_reason")));
        Assert.Contains("charge.expired", await sandbox.EventTypesAsync());
    }

    [Theory]
    [InlineData("amount_to_capture=1001")]
    [InlineData("amount_to_capture=0")]
    public async Task Capture_OfMoreThanIsHeldOrOfNothing_IsRefused(string form)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var held = await sandbox.PaidAsync(more: Manual);

        Assert.Equal("amount_to_capture", (await sandbox.CreateAsync($"payment_intents/{held.Text("id")}/capture", form, status: 400)).Text("error.param"));
        Assert.Equal("payment_intent_unexpected_state", (await sandbox.CreateAsync($"payment_intents/{(await sandbox.PaidAsync()).Text("id")}/capture", string.Empty, status: 400)).Text("error.code"));
    }

    [Fact]
    public async Task Session_WithManualCapture_IsCompleteButUnpaidUntilCaptured()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await sandbox.OpenSessionAsync(more: "&payment_intent_data[capture_method]=manual");

        sandbox.Server.PaySession(id, "4242424242424242");

        var session = await sandbox.ReadAsync($"checkout/sessions/{id}?expand[]=payment_intent");
        Assert.Equal(("complete", "unpaid", "requires_capture"), (session.Text("status"), session.Text("payment_status"), session.Text("payment_intent.status")));
    }
}
