using System.Net;

namespace Billing.Stripe.Tests.Sandbox;

/// <summary>The other ways to pay on the hosted page, and its other modes.</summary>
public sealed class PaymentPageTests
{
    [Fact]
    public async Task Page_WithSeveralMethods_OffersEachByALink()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await OpenAsync(sandbox);

        var card = await PageAsync(sandbox, $"/c/pay/{id}");
        var sepa = await PageAsync(sandbox, $"/c/pay/{id}?method=sepa_debit");

        Assert.Contains($"href=\"/c/pay/{id}?method=us_bank_account\"", card);
        Assert.Contains("Apple Pay", card);
        Assert.Contains("name=\"iban\"", sepa);
        Assert.DoesNotContain("name=\"number\"", sepa);
        Assert.Contains("DE89370400440532013000", sepa);
    }

    [Theory]
    [InlineData("usd", "", "card us_bank_account")]
    [InlineData("eur", "", "card sepa_debit")]
    [InlineData("gbp", "", "card")]
    [InlineData("usd", "&payment_intent_data[capture_method]=manual", "card")]
    [InlineData("usd", "&payment_method_types[]=card", "card")]
    public async Task Session_ThatNamesNoMethod_TakesCardsFirstAndTheDebitOfItsCurrency(string currency, string more, string methods)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await sandbox.OpenSessionAsync(currency: currency, more: more);

        var session = await sandbox.ReadAsync($"checkout/sessions/{id}");

        Assert.Equal(methods.Split(' '), session["payment_method_types"]!.AsArray().Select(m => (string)m!));
        Assert.Contains("name=\"number\"", await PageAsync(sandbox, $"/c/pay/{id}"));
    }

    [Theory]
    [InlineData("sepa_debit", "iban", "DE89 3704 0044 0532 0130 00")]
    [InlineData("us_bank_account", "account", "000123456789")]
    public async Task Debit_TypedIn_CompletesTheSessionUnpaid(string method, string field, string account)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await OpenAsync(sandbox);

        using var answer = await PostAsync(sandbox, $"/c/pay/{id}", ("method", method), (field, account), ("routing", "110000000"), ("name", "Mara"), ("email", "mara@halden.example"));

        Assert.Equal($"http://127.0.0.1:1/done?session={id}", answer.Headers.Location!.ToString());
        Assert.Equal("unpaid", (await sandbox.ReadAsync($"checkout/sessions/{id}")).Text("payment_status"));
    }

    [Fact]
    public async Task Account_ThatIsNoTestAccount_IsRefusedAndNeverEchoed()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        using var answer = await PostAsync(sandbox, $"/c/pay/{await OpenAsync(sandbox)}", ("method", "sepa_debit"), ("iban", "GB29NWBK60161331926819"), ("name", "Mara"), ("email", "mara@halden.example"));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Contains("Never enter a real account here.", page);
        Assert.DoesNotContain("GB29NWBK60161331926819", page);
    }

    [Theory]
    [InlineData("apple_pay")]
    [InlineData("google_pay")]
    [InlineData("link")]
    public async Task Wallet_Pressed_PaysWithItsCard(string wallet)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await sandbox.OpenSessionAsync();

        using var answer = await PostAsync(sandbox, $"/c/pay/{id}", ("wallet", wallet));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var session = await sandbox.ReadAsync($"checkout/sessions/{id}?expand[]=payment_intent.latest_charge");
        Assert.Equal(("paid", wallet), (session.Text("payment_status"), session.Text("payment_intent.latest_charge.payment_method_details.card.wallet.type")));
    }

    [Fact]
    public async Task Page_OfASetup_SavesThroughTheBanksCheck()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = await sandbox.CustomerAsync();
        var id = (await sandbox.CreateAsync("checkout/sessions", $"mode=setup&currency=eur&customer={customer}&success_url=http://127.0.0.1:1/done")).Text("id");
        Assert.Contains("Nothing is charged now.", await PageAsync(sandbox, $"/c/pay/{id}"));

        using var pay = await PostAsync(sandbox, $"/c/pay/{id}", ("number", "4000002500003155"), ("expiry", "12 / 34"), ("cvc", "123"), ("name", "Mara"));
        Assert.Equal($"/c/pay/{id}/bank", pay.Headers.Location!.ToString());
        Assert.Contains("nothing is charged", await PageAsync(sandbox, $"/c/pay/{id}/bank"));
        using var decided = await PostAsync(sandbox, $"/c/pay/{id}/bank", ("decision", "pass"));

        Assert.Equal("http://127.0.0.1:1/done", decided.Headers.Location!.ToString());
        Assert.Single((await sandbox.ReadAsync($"payment_methods?customer={customer}"))["data"]!.AsArray());
    }

    [Theory]
    [InlineData("pass", "succeeded", "succeeded")]
    [InlineData("fail", "requires_payment_method", "failed")]
    public async Task Intent_ConfirmedWithAReturnUrl_GoesByTheBanksPage(string decision, string status, string redirect)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var intent = await sandbox.PaidAsync("pm_card_threeDSecure2Required", "&return_url=http://127.0.0.1:1/back?order=7");
        Assert.Equal(("requires_action", "redirect_to_url"), (intent.Text("status"), intent.Text("next_action.type")));
        var page = intent.Text("next_action.redirect_to_url.url")!;
        Assert.StartsWith(sandbox.Server.Address, page);
        Assert.Contains("€10.00", await PageAsync(sandbox, page));

        using var decided = await PostAsync(sandbox, page, ("decision", decision));

        var back = decided.Headers.Location!.ToString();
        Assert.StartsWith($"http://127.0.0.1:1/back?order=7&payment_intent={intent.Text("id")}&payment_intent_client_secret=", back);
        Assert.EndsWith($"redirect_status={redirect}", back);
        Assert.Equal(status, (await sandbox.ReadAsync($"payment_intents/{intent.Text("id")}")).Text("status"));
    }

    private static Task<string> OpenAsync(TestSandbox sandbox) =>
        sandbox.OpenSessionAsync(more: "&payment_method_types[]=card&payment_method_types[]=us_bank_account&payment_method_types[]=sepa_debit");

    internal static async Task<string> PageAsync(TestSandbox sandbox, string path) => WebUtility.HtmlDecode(await sandbox.Http.GetStringAsync(path));

    internal static async Task<HttpResponseMessage> PostAsync(TestSandbox sandbox, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));
        return await sandbox.Http.PostAsync(path, form);
    }
}
