namespace Billing.Stripe.Tests.Sandbox;

/// <summary>The customer's own page.</summary>
public sealed class BillingPortalTests
{
    [Fact]
    public async Task Customer_OnTheirPage_ChoosesCorrectsAndRemovesCards()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = await sandbox.CustomerAsync();
        var (visa, amex) = (await sandbox.CardOfAsync(customer), await sandbox.CardOfAsync(customer, "pm_card_amex"));
        var page = (await OpenAsync(sandbox, customer)).Text("url")!;
        var shown = await PaymentPageTests.PageAsync(sandbox, page);
        Assert.Contains("Visa ending in 4242", shown);
        Assert.Contains("href=\"http://127.0.0.1:1/account\"", shown);

        using (await PaymentPageTests.PostAsync(sandbox, page + "/change", ("payment_method", amex), ("act", "default")))
        using (await PaymentPageTests.PostAsync(sandbox, page + "/change", ("payment_method", visa), ("act", "remove")))
        using (await PaymentPageTests.PostAsync(sandbox, $"{page}/card/{amex}", ("expiry", "11 / 39")))
        {
            Assert.Equal(amex, (await sandbox.ReadAsync($"customers/{customer}")).Text("invoice_settings.default_payment_method"));
            var left = Assert.Single((await sandbox.ReadAsync($"payment_methods?customer={customer}"))["data"]!.AsArray())!;
            Assert.Equal((amex, "11", "2039"), (left.Text("id"), left.Text("card.exp_month"), left.Text("card.exp_year")));
        }

        Assert.Equal(["customer.updated", "payment_method.detached", "payment_method.updated"], (await sandbox.EventTypesAsync())[^3..]);
    }

    [Theory]
    [InlineData("4242424242424242", "/p/session/", 1)]
    [InlineData("4000002500003155", "/3ds/", 0)]
    [InlineData("4000000000000002", null, 0)]
    public async Task Card_Added_BecomesTheDefaultOnlyWhenItsBankAgrees(string number, string? next, int saved)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = await sandbox.CustomerAsync();
        var page = (await OpenAsync(sandbox, customer)).Text("url")!;

        using var answer = await PaymentPageTests.PostAsync(sandbox, page + "/add", ("number", number), ("expiry", "12 / 34"), ("cvc", "123"), ("name", "Mara"));

        Assert.StartsWith(next ?? string.Empty, answer.Headers.Location?.ToString() ?? string.Empty);
        Assert.Equal(saved, (await sandbox.ReadAsync($"payment_methods?customer={customer}"))["data"]!.AsArray().Count);
        if (next == "/3ds/")
        {
            using var decided = await PaymentPageTests.PostAsync(sandbox, answer.Headers.Location!.ToString(), ("decision", "pass"));
            using var back = await sandbox.Http.GetAsync(decided.Headers.Location!.ToString());
            Assert.NotNull((await sandbox.ReadAsync($"customers/{customer}")).Text("invoice_settings.default_payment_method"));
        }
    }

    [Fact]
    public async Task Flow_ToUpdateTheCard_LeadsStraightThereAndBackToTheSeller()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var session = await OpenAsync(sandbox, await sandbox.CustomerAsync(),
            "&flow_data[type]=payment_method_update&flow_data[after_completion][type]=redirect&flow_data[after_completion][redirect][return_url]=http://127.0.0.1:1/thanks");
        using var first = await sandbox.Http.GetAsync(session.Text("url"));
        Assert.EndsWith("/add", first.Headers.Location!.ToString());

        using var answer = await PaymentPageTests.PostAsync(sandbox, session.Text("url") + "/add", ("number", "4242424242424242"), ("expiry", "12 / 34"), ("cvc", "123"), ("name", "Mara"));

        Assert.Equal("http://127.0.0.1:1/thanks", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Page_AfterAnHour_IsClosed()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var session = await OpenAsync(sandbox, await sandbox.CustomerAsync());

        sandbox.Server.ClockOffset = TimeSpan.FromMinutes(61);

        using var late = await sandbox.Http.GetAsync(session.Text("url"));
        Assert.Equal(404, (int)late.StatusCode);
    }

    [Fact]
    public async Task Configuration_Changed_KeepsWhatWasNotNamed()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var made = await sandbox.CreateAsync("billing_portal/configurations", "features[payment_method_update][enabled]=true&business_profile[headline]=KernStack");

        var changed = await sandbox.CreateAsync($"billing_portal/configurations/{made.Text("id")}", "features[invoice_history][enabled]=true");

        Assert.Equal(("true", "true", "KernStack"), (changed.Text("features.payment_method_update.enabled"), changed.Text("features.invoice_history.enabled"), changed.Text("business_profile.headline")));
    }

    private static Task<System.Text.Json.Nodes.JsonObject> OpenAsync(TestSandbox sandbox, string customer, string more = "") =>
        sandbox.CreateAsync("billing_portal/sessions", $"customer={customer}&return_url=http://127.0.0.1:1/account{more}");
}
