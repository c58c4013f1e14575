using System.Net;

namespace Billing.Stripe.Tests.Sandbox;

/// <summary>What the payer adds on the hosted page, by plain forms.</summary>
public sealed class CheckoutExtrasTests
{
    [Fact]
    public async Task Code_TypedOnThePage_LowersThePriceAndCanBeTakenBack()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await OpenAsync(sandbox, "percent_off=20");

        await EnterAsync(sandbox, id, "nonsense");
        Assert.Contains("This code is invalid.", await ReadAsync(sandbox, id));
        await EnterAsync(sandbox, id, " welcome ");
        Assert.Contains("Pay €40.00", await ReadAsync(sandbox, id));
        Assert.Equal(4000, (long)(await SessionAsync(sandbox, id))["amount_total"]!);
        using var removed = await sandbox.Http.PostAsync($"/c/pay/{id}/promotion", new FormUrlEncodedContent([new("remove", "1")]));
        Assert.Contains("Pay €50.00", await ReadAsync(sandbox, id));
        await EnterAsync(sandbox, id, "WELCOME");

        Assert.Null(sandbox.Server.PaySession(id, "4242424242424242"));
        Assert.Equal(4000, (long)(await sandbox.GetAsync("/v1/charges")).Body["data"]![0]!["amount"]!);
        Assert.Equal(1, (int)(await sandbox.GetAsync("/v1/promotion_codes")).Body["data"]![0]!["times_redeemed"]!);
    }

    [Fact]
    public async Task Code_TypedAfterADecline_LowersTheSamePayment()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await OpenAsync(sandbox, "percent_off=20");
        Assert.NotNull(sandbox.Server.PaySession(id, "4000000000000002"));

        await EnterAsync(sandbox, id, "WELCOME");
        Assert.Null(sandbox.Server.PaySession(id, "4242424242424242"));

        Assert.Equal(4000, (long)Assert.Single((await sandbox.GetAsync("/v1/payment_intents")).Body["data"]!.AsArray())!["amount_received"]!);
    }

    [Fact]
    public async Task Code_ThatPaysAll_LeavesOneButton()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await OpenAsync(sandbox, "percent_off=100");
        await EnterAsync(sandbox, id, "WELCOME");

        var page = await ReadAsync(sandbox, id);
        Assert.Contains("Complete the order", page);
        Assert.DoesNotContain("cc-number", page);
        using var done = await sandbox.Http.PostAsync($"/c/pay/{id}", new FormUrlEncodedContent([]));

        Assert.StartsWith("http://127.0.0.1:1/done", done.Headers.Location!.ToString());
        Assert.Equal("no_payment_required", (string?)(await SessionAsync(sandbox, id))["payment_status"]);
        Assert.Empty((await sandbox.GetAsync("/v1/payment_intents")).Body["data"]!.AsArray());
    }

    [Fact]
    public async Task Place_TypedOnThePage_DecidesTheTaxAndIsKept()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = (string)(await sandbox.PostAsync("/v1/customers", "email=mara@halden.example")).Body["id"]!;
        Assert.Equal(400, (await sandbox.PostAsync("/v1/checkout/sessions", TestSandbox.SessionForm() + $"&customer={customer}&automatic_tax[enabled]=true")).Status);
        var id = await sandbox.OpenSessionAsync(more: $"&customer={customer}&automatic_tax[enabled]=true&customer_update[address]=auto&tax_id_collection[enabled]=true");
        Assert.Contains("choose your country", sandbox.Server.PaySession(id, "4242424242424242"));

        await PlaceAsync(sandbox, id, "DE", string.Empty);
        Assert.Equal((5950L, 950L), ((long)(await SessionAsync(sandbox, id))["amount_total"]!, (long)(await SessionAsync(sandbox, id))["total_details"]!["amount_tax"]!));
        await PlaceAsync(sandbox, id, "FR", "7");
        Assert.Contains("Invalid value for eu_vat.", await ReadAsync(sandbox, id));
        await PlaceAsync(sandbox, id, "FR", "FR 12345678901");
        Assert.Null(sandbox.Server.PaySession(id, "4242424242424242"));

        Assert.Equal(5000, (long)(await sandbox.GetAsync("/v1/charges")).Body["data"]![0]!["amount"]!);
        Assert.Equal("FR", (string?)(await sandbox.GetAsync($"/v1/customers/{customer}")).Body["address"]!["country"]);
        Assert.Equal("FR12345678901", (string?)(await sandbox.GetAsync($"/v1/customers/{customer}/tax_ids")).Body["data"]![0]!["value"]);
    }

    [Fact]
    public async Task Invoice_WantedWithAPayment_IsThereWhenItIsPaid()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.PostAsync("/v1/coupons", "id=LESS&amount_off=500&currency=eur");
        var id = await sandbox.OpenSessionAsync(more: "&invoice_creation[enabled]=true&invoice_creation[invoice_data][metadata][order]=7&discounts[0][coupon]=LESS");
        Assert.Null(sandbox.Server.PaySession(id, "4242424242424242"));

        var session = (await sandbox.GetAsync($"/v1/checkout/sessions/{id}?expand[]=invoice.payments&expand[]=invoice.discounts")).Body;
        var invoice = session["invoice"]!;
        Assert.Equal(("paid", 5000L, 4500L, "7"), ((string?)invoice["status"], (long)invoice["subtotal"]!, (long)invoice["amount_paid"]!, (string?)invoice["metadata"]!["order"]));
        Assert.Equal((string?)session["payment_intent"], (string?)invoice["payments"]!["data"]![0]!["payment"]!["payment_intent"]);
        Assert.Equal("LESS", (string?)invoice["discounts"]![0]!["source"]!["coupon"]);
        Assert.Single((await sandbox.GetAsync("/v1/payment_intents")).Body["data"]!.AsArray());
    }

    private static async Task<string> OpenAsync(TestSandbox sandbox, string coupon)
    {
        var id = (string)(await sandbox.PostAsync("/v1/coupons", coupon)).Body["id"]!;
        await sandbox.PostAsync("/v1/promotion_codes", $"promotion[type]=coupon&promotion[coupon]={id}&code=WELCOME");
        return await sandbox.OpenSessionAsync(more: "&allow_promotion_codes=true");
    }

    private static async Task EnterAsync(TestSandbox sandbox, string id, string code)
    {
        using var answer = await sandbox.Http.PostAsync($"/c/pay/{id}/promotion", new FormUrlEncodedContent([new("code", code)]));
        Assert.Equal((HttpStatusCode.SeeOther, $"/c/pay/{id}"), (answer.StatusCode, answer.Headers.Location!.ToString()));
    }

    private static async Task PlaceAsync(TestSandbox sandbox, string id, string country, string number)
    {
        using var answer = await sandbox.Http.PostAsync($"/c/pay/{id}/place", new FormUrlEncodedContent([new("country", country), new("tax_id", number)]));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> SessionAsync(TestSandbox sandbox, string id) => (await sandbox.GetAsync($"/v1/checkout/sessions/{id}")).Body;

    private static async Task<string> ReadAsync(TestSandbox sandbox, string id) => WebUtility.HtmlDecode(await sandbox.Http.GetStringAsync($"/c/pay/{id}"));
}
