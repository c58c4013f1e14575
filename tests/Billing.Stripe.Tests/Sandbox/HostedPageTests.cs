using System.Net;

namespace Billing.Stripe.Tests.Sandbox;

/// <summary>The pages by plain forms, as a browser without scripts sends them.</summary>
public sealed class HostedPageTests
{
    [Fact]
    public async Task Page_OfAnOpenSession_ShowsOrderAndBannerWithoutScript()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var page = await ReadAsync(sandbox, $"/c/pay/{await sandbox.OpenSessionAsync()}");

        Assert.Contains("No card is charged and no money moves", page);
        Assert.Contains("5,000 credits", page);
        Assert.Contains("KernStack top-up", page);
        Assert.Contains("Pay €50.00", page);
        Assert.Contains("href=\"http://127.0.0.1:1/credits\"", page);
        foreach (var hint in new[] { "cc-number", "cc-exp", "cc-csc", "cc-name", "email" })
            Assert.Contains($"autocomplete=\"{hint}\"", page);
        Assert.DoesNotContain("<script", page);
    }

    [Fact]
    public async Task Payment_WithAGoodCard_GoesToTheSuccessUrlWithTheSessionId()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await sandbox.OpenSessionAsync();

        using var answer = await PayAsync(sandbox, id, "4242 4242 4242 4242");

        Assert.Equal((HttpStatusCode.SeeOther, $"http://127.0.0.1:1/done?session={id}"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        using var again = await PayAsync(sandbox, id, "4242 4242 4242 4242");
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Single((await sandbox.GetAsync("/v1/charges")).Body["data"]!.AsArray());
    }

    [Fact]
    public async Task Payment_WithADeclinedCard_StaysOnThePageWithTheReason()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await sandbox.OpenSessionAsync();

        using var answer = await PayAsync(sandbox, id, "4000 0000 0000 0002");
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("role=\"alert\"", page);
        Assert.Contains("Your card was declined.", page);
        Assert.Contains("value=\"Mara Kessler\"", page);
        Assert.DoesNotContain("value=\"123\"", page);
        Assert.Contains("Your card was declined.", await ReadAsync(sandbox, $"/c/pay/{id}"));
        Assert.Equal("open", (string?)(await sandbox.GetAsync($"/v1/checkout/sessions/{id}")).Body["status"]);
    }

    [Fact]
    public async Task Payment_WithACardThatIsNoTestCard_IsRefusedAndNeverEchoed()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await sandbox.OpenSessionAsync();

        using var answer = await PayAsync(sandbox, id, "4111111111111111");
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Contains("Never enter a real card here.", page);
        Assert.DoesNotContain("4111111111111111", page);
        Assert.Empty((await sandbox.GetAsync("/v1/payment_intents")).Body["data"]!.AsArray());
    }

    [Theory]
    [InlineData("13 / 30", "123", "Mara", "Enter the expiry date")]
    [InlineData("01 / 20", "123", "Mara", "expiration year is in the past")]
    [InlineData("12 / 34", "12", "Mara", "Enter the 3 digits")]
    [InlineData("12 / 34", "123", "", "Enter the name")]
    public async Task Field_ThatCannotBeUsed_IsMarked(string expiry, string code, string name, string problem)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        using var answer = await PayAsync(sandbox, await sandbox.OpenSessionAsync(), "4242424242424242", expiry, code, name);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Contains(problem, page);
        Assert.Single(page.Split("aria-invalid=\"true\"")[1..]);
    }

    [Theory]
    [InlineData("pass", "paid", "http://127.0.0.1:1/done")]
    [InlineData("fail", "unpaid", "/c/pay/")]
    public async Task Payment_WithThreeDSecure_IsDecidedByTheBank(string decision, string paymentStatus, string next)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await sandbox.OpenSessionAsync();

        using var pay = await PayAsync(sandbox, id, "4000000000003220");
        Assert.Equal($"/c/pay/{id}/bank", pay.Headers.Location!.ToString());
        Assert.Contains("3220", await ReadAsync(sandbox, $"/c/pay/{id}/bank"));
        using var decided = await sandbox.Http.PostAsync($"/c/pay/{id}/bank", new FormUrlEncodedContent([new("decision", decision)]));

        Assert.StartsWith(next, decided.Headers.Location!.ToString());
        Assert.Equal(paymentStatus, (string?)(await sandbox.GetAsync($"/v1/checkout/sessions/{id}")).Body["payment_status"]);
        if (decision == "fail")
            Assert.Contains("unable to authenticate", await ReadAsync(sandbox, $"/c/pay/{id}"));
    }

    [Fact]
    public async Task Page_OfAnExpiredSession_ShowsTheWayBack()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await sandbox.OpenSessionAsync();
        await sandbox.PostAsync($"/v1/checkout/sessions/{id}/expire", string.Empty);

        var page = await ReadAsync(sandbox, $"/c/pay/{id}");

        Assert.Contains("has expired", page);
        Assert.Contains("http://127.0.0.1:1/credits", page);
    }

    [Fact]
    public async Task Page_WithMarkupInAName_EncodesIt()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await sandbox.OpenSessionAsync(more: "&branding_settings[display_name]=%3Cb%3EEvil%3C/b%3E");

        using var answer = await sandbox.Http.GetAsync($"/c/pay/{id}");

        Assert.DoesNotContain("<b>Evil", await answer.Content.ReadAsStringAsync());
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Receipt_OfACharge_NamesTheCard()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.PaySession(await sandbox.OpenSessionAsync(), "4242424242424242");
        var receipt = (string)(await sandbox.GetAsync("/v1/charges")).Body["data"]![0]!["receipt_url"]!;

        Assert.Contains("visa ending in 4242", await ReadAsync(sandbox, receipt));
    }

    private static async Task<string> ReadAsync(TestSandbox sandbox, string path) =>
        WebUtility.HtmlDecode(await sandbox.Http.GetStringAsync(path));

    private static Task<HttpResponseMessage> PayAsync(TestSandbox sandbox, string id, string number, string expiry = "12 / 34", string code = "123", string name = "Mara Kessler") =>
        sandbox.Http.PostAsync($"/c/pay/{id}", new FormUrlEncodedContent(
            [new("email", "mara@halden.example"), new("number", number), new("expiry", expiry), new("cvc", code), new("name", name)]));
}
