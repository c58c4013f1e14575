namespace Billing.Stripe.Tests.Sandbox;

/// <summary>Saved cards: how they come, change, and turn out when charged.</summary>
public sealed class PaymentMethodTests
{
    [Theory]
    [InlineData("card[token]=tok_visa", "4242")]
    [InlineData("card[number]=5555+5555+5555+4444&card[exp_month]=8&card[exp_year]=2040&card[cvc]=123", "4444")]
    public async Task Card_MadeFromATokenOrATestNumber_HasTheFingerprintOfItsNumber(string form, string last4)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var first = await sandbox.CreateAsync("payment_methods", "type=card&billing_details[name]=Mara&" + form);
        var second = await sandbox.CreateAsync("payment_methods", "type=card&" + form);

        Assert.Equal((last4, "Mara", first.Text("card.fingerprint")), (first.Text("card.last4"), first.Text("billing_details.name"), second.Text("card.fingerprint")));
        Assert.NotEqual(first.Text("id"), second.Text("id"));
    }

    [Fact]
    public async Task Number_ThatIsNoTestCard_IsRefused()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var refused = await sandbox.CreateAsync("payment_methods", "type=card&card[number]=4111111111111111&card[exp_month]=8&card[exp_year]=2040", status: 400);

        Assert.Equal("incorrect_number", refused.Text("error.code"));
    }

    [Theory]
    [InlineData("pm_card_visa_debit", "visa", "debit")]
    [InlineData("pm_card_mastercard_prepaid", "mastercard", "prepaid")]
    [InlineData("pm_card_diners", "diners", "credit")]
    [InlineData("pm_card_discover", "discover", "credit")]
    [InlineData("pm_card_jcb", "jcb", "credit")]
    [InlineData("pm_card_unionpay", "unionpay", "credit")]
    public async Task Token_OfEveryBrand_Pays(string token, string brand, string funding)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var paid = await sandbox.PaidAsync(token, "&expand[]=latest_charge");

        Assert.Equal((brand, funding), (paid.Text("latest_charge.payment_method_details.card.brand"), paid.Text("latest_charge.payment_method_details.card.funding")));
    }

    [Theory]
    [InlineData("pm_card_visa_chargeDeclined", 402)]
    [InlineData("pm_card_chargeDeclinedInsufficientFunds", 402)]
    [InlineData("pm_card_chargeCustomerFail", 200)]
    public async Task Card_Attached_IsTriedByItsBank(string token, int status)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        Assert.Equal(status, (await sandbox.PostAsync($"/v1/payment_methods/{token}/attach", $"customer={await sandbox.CustomerAsync()}")).Status);
    }

    [Fact]
    public async Task Card_ReplacedByItsNetwork_KeepsItsIdAndWorks()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = await sandbox.CustomerAsync();
        var card = await sandbox.CardOfAsync(customer, "pm_card_chargeCustomerFail");

        sandbox.Server.ReplaceCard(card, "5555555555554444");

        Assert.Equal("payment_method.automatically_updated", (await sandbox.EventTypesAsync())[^1]);
        var paid = await ChargeAsync(sandbox, customer, card);
        Assert.Equal((200, "succeeded"), (paid.Status, paid.Body.Text("status")));
        Assert.Equal("4444", (await sandbox.ReadAsync($"payment_methods/{card}")).Text("card.last4"));
    }

    [Fact]
    public async Task Card_Expired_DeclinesUntilItsDateIsCorrected()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = await sandbox.CustomerAsync();
        var card = await sandbox.CardOfAsync(customer);

        sandbox.Server.ExpireCard(card);
        Assert.Equal("expired_card", (await ChargeAsync(sandbox, customer, card)).Body.Text("error.code"));
        await sandbox.CreateAsync($"payment_methods/{card}", "card[exp_month]=12&card[exp_year]=2044");

        Assert.Equal(200, (await ChargeAsync(sandbox, customer, card)).Status);
        Assert.Equal(2, (await sandbox.EventTypesAsync()).Count(t => t == "payment_method.updated"));
    }

    [Fact]
    public async Task Card_Detached_IsNoLongerTheDefaultNorChargeable()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = await sandbox.CustomerAsync();
        var card = await sandbox.CardOfAsync(customer);
        await sandbox.CreateAsync($"customers/{customer}", $"invoice_settings[default_payment_method]={card}");

        sandbox.Server.DetachCard(card);

        Assert.Null((await sandbox.ReadAsync($"customers/{customer}")).Text("invoice_settings.default_payment_method"));
        Assert.Empty((await sandbox.ReadAsync($"payment_methods?customer={customer}&type=card"))["data"]!.AsArray());
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/payment_methods/{card}/detach", string.Empty)).Status);
        Assert.Equal((400, "payment_method"), await Refusal(ChargeAsync(sandbox, customer, card)));
        Assert.Equal((400, "payment_method"), await Refusal(sandbox.PostAsync($"/v1/payment_methods/{card}/attach", $"customer={customer}")));

        static async Task<(int, string?)> Refusal(Task<(int Status, System.Text.Json.Nodes.JsonObject Body, System.Net.Http.Headers.HttpResponseHeaders)> call) =>
            ((await call).Status, (await call).Body.Text("error.param"));
    }

    [Fact]
    public async Task Card_DetachedWhereASubscriptionNamesIt_IsNotChargedForTheRenewal()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = await desk.CustomerAsync("pm_card_mastercard");
        var own = await desk.Sandbox.CardOfAsync(customer);
        var id = BillingDesk.Id(await desk.SubscribeAsync(customer, more: $"&default_payment_method={own}"));
        var (_, end) = BillingDesk.Period(await desk.GetAsync($"/v1/subscriptions/{id}"));

        await desk.PostAsync($"/v1/payment_methods/{own}/detach", string.Empty);
        desk.GoTo(end + 3600, 60);

        var brands = (await desk.ListAsync("/v1/charges?limit=2")).Select(c => c.Text("payment_method_details.card.brand"));
        Assert.Equal(["mastercard", "visa"], brands);
    }

    [Fact]
    public async Task Outcomes_SetForACard_ComeInTurnAndThenItIsItself()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = await sandbox.CustomerAsync();
        var card = await sandbox.CardOfAsync(customer);

        sandbox.Server.NextOutcomes(card, "pm_card_visa_chargeDeclinedInsufficientFunds", "pm_card_visa", "pm_card_chargeDeclinedProcessingError");

        var outcomes = new List<string?>();
        foreach (var _ in Enumerable.Range(0, 4))
        {
            var charged = (await ChargeAsync(sandbox, customer, card)).Body;
            outcomes.Add(charged.Text("status") ?? charged.Text("error.decline_code") ?? charged.Text("error.code"));
        }

        Assert.Equal(["insufficient_funds", "succeeded", "processing_error", "succeeded"], outcomes);
    }

    private static Task<(int Status, System.Text.Json.Nodes.JsonObject Body, System.Net.Http.Headers.HttpResponseHeaders Headers)> ChargeAsync(TestSandbox sandbox, string customer, string card) =>
        sandbox.PostAsync("/v1/payment_intents", $"amount=1000&currency=eur&customer={customer}&payment_method={card}&off_session=true&confirm=true");
}
