namespace Billing.Stripe.Tests.Sandbox;

/// <summary>Means of payment whose bank answers days later.</summary>
public sealed class BankDebitTests
{
    [Theory]
    [InlineData("us_bank_account", "000123456789", "succeeded", "paid", "checkout.session.async_payment_succeeded")]
    [InlineData("us_bank_account", "000222222227", "requires_payment_method", "unpaid", "checkout.session.async_payment_failed")]
    [InlineData("sepa_debit", "DE89370400440532013000", "succeeded", "paid", "checkout.session.async_payment_succeeded")]
    [InlineData("sepa_debit", "DE62370400440532013001", "requires_payment_method", "unpaid", "checkout.session.async_payment_failed")]
    public async Task Session_PaidByDebit_IsUnpaidUntilTheBankAnswers(string method, string account, string intent, string paymentStatus, string type)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await sandbox.OpenSessionAsync(currency: method == "sepa_debit" ? "eur" : "usd", more: $"&payment_method_types[]=card&payment_method_types[]={method}");

        Assert.Null(sandbox.Server.PaySession(id, account));
        var waiting = await sandbox.ReadAsync($"checkout/sessions/{id}?expand[]=payment_intent");
        Assert.Equal(("complete", "unpaid", "processing"), (waiting.Text("status"), waiting.Text("payment_status"), waiting.Text("payment_intent.status")));
        var before = await sandbox.LastEventAsync();

        sandbox.Server.ClockOffset = TimeSpan.FromDays(3);
        Assert.Empty(await sandbox.EventTypesAsync(before));
        sandbox.Server.ClockOffset = TimeSpan.FromDays(6);

        var answered = await sandbox.ReadAsync($"checkout/sessions/{id}?expand[]=payment_intent.latest_charge");
        Assert.Equal(("complete", paymentStatus, intent), (answered.Text("status"), answered.Text("payment_status"), answered.Text("payment_intent.status")));
        Assert.Equal(method, answered.Text("payment_intent.latest_charge.payment_method_details.type"));
        Assert.Equal(type, (await sandbox.EventTypesAsync(before))[^1]);
    }

    [Fact]
    public async Task Debit_ThatTheBankSendsBack_SaysWhy()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var ordered = await sandbox.PaidAsync("pm_usBankAccount_insufficientFunds", "&payment_method_types[]=us_bank_account");
        Assert.Equal("processing", ordered.Text("status"));
        Assert.Equal("charge_not_refundable", (await sandbox.CreateAsync("refunds", $"payment_intent={ordered.Text("id")}", status: 400)).Text("error.code"));

        sandbox.Server.AnswerDebit(ordered.Text("id")!);

        var failed = await sandbox.ReadAsync($"payment_intents/{ordered.Text("id")}?expand[]=latest_charge");
        Assert.Equal(("requires_payment_method", "insufficient_funds"), (failed.Text("status"), failed.Text("latest_charge.failure_code")));
        Assert.Empty((await sandbox.ReadAsync("balance_transactions"))["data"]!.AsArray());
    }

    [Fact]
    public async Task Debit_OfATypeNotNamed_IsRefused()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var refused = await sandbox.PostAsync("/v1/payment_intents", "amount=1000&currency=eur&confirm=true&payment_method=pm_usBankAccount_success");

        Assert.Equal((400, "payment_method"), (refused.Status, refused.Body.Text("error.param")));
    }
}
