using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Billing.Stripe.Tests.Sandbox;

public sealed class ApiContractTests
{
    [Theory]
    [InlineData("Bearer sk_test_abc", 200)]
    [InlineData("Basic sk_test_abc:", 200)]
    [InlineData("Bearer sk_live_abc", 401)]
    [InlineData("Basic rk_live_abc:", 401)]
    [InlineData("Bearer pk_test_abc", 401)]
    [InlineData("Digest sk_test_abc", 401)]
    public async Task Key_OfEachKind_MayOrMayNotCall(string authorization, int status)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var (scheme, key) = (authorization.Split(' ')[0], authorization.Split(' ')[1]);
        sandbox.Http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue(scheme, scheme == "Basic" ? Convert.ToBase64String(Encoding.UTF8.GetBytes(key)) : key);

        Assert.Equal(status, (await sandbox.GetAsync("/v1/customers")).Status);
    }

    [Fact]
    public async Task Key_ThatIsLive_IsNamedAsTheMistakeItIs()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_live_abc");

        var refused = await sandbox.GetAsync("/v1/customers");

        Assert.Contains("refuses live keys", (string?)refused.Body["error"]!["message"]);
        Assert.DoesNotContain("sk_live_abc", refused.Body.ToJsonString());
    }

    [Fact]
    public async Task Answer_ToAnyCall_NamesRequestAndVersion()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var answer = await sandbox.GetAsync("/v1/customers");

        Assert.StartsWith("req_", answer.Headers.GetValues("Request-Id").Single());
        Assert.Equal("2026-07-29.dahlia", answer.Headers.GetValues("Stripe-Version").Single());
    }

    [Theory]
    [InlineData("/v1/customers", "nickname=x", "nickname")]
    [InlineData("/v1/checkout/sessions", "mode=payment&line_items[0][price_data][color]=x", "line_items[0][price_data][color]")]
    [InlineData("/v1/payment_intents", "amount[value]=5", "amount[value]")]
    [InlineData("/v1/payment_intents", "metadata[a][b]=5", "metadata[a][b]")]
    public async Task Parameter_ThatIsUnknown_IsRefusedByName(string path, string form, string parameter)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var refused = await sandbox.PostAsync(path, form);

        Assert.Equal((400, "parameter_unknown", parameter), (refused.Status, (string?)refused.Body["error"]!["code"], (string?)refused.Body["error"]!["param"]));
    }

    [Theory]
    [InlineData("amount=ten&currency=usd", "parameter_invalid_integer")]
    [InlineData("amount=49&currency=usd", "amount_too_small")]
    [InlineData("amount=100000000&currency=usd", "amount_too_large")]
    [InlineData("currency=usd", "parameter_missing")]
    [InlineData("amount=500&currency=", "parameter_invalid_empty")]
    [InlineData("amount=500&currency=usd&customer=cus_none", "resource_missing")]
    public async Task Parameter_ThatIsImpossible_IsRefusedWithItsCode(string form, string code)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var refused = await sandbox.PostAsync("/v1/payment_intents", form);

        Assert.Equal((400, code), (refused.Status, (string?)refused.Body["error"]!["code"]));
    }

    [Fact]
    public async Task Parameter_OfTheWrongKind_IsRefusedByName()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        foreach (var (form, parameter) in new[] { ("metadata=x", "metadata"), ("address=x", "address"), ("preferred_locales=x", "preferred_locales"), ("balance=1.5", "balance") })
        {
            var refused = await sandbox.PostAsync("/v1/customers", form);
            Assert.Equal((400, parameter), (refused.Status, refused.Body.Text("error.param")));
        }
    }

    [Theory]
    [InlineData("customers", "balance=9223372036854775807", "balance", "amount_too_large")]
    [InlineData("invoiceitems", "amount=-9223372036854775808&currency=eur&customer={0}", "amount", "amount_too_large")]
    [InlineData("invoices", "days_until_due=9223372036854775807&customer={0}", null, "parameter_invalid_integer")]
    [InlineData("test_helpers/test_clocks", "frozen_time=99999999999", "frozen_time", null)]
    [InlineData("test_helpers/test_clocks", "frozen_time=-9223372036854775808", null, "parameter_invalid_integer")]
    [InlineData("prices", "currency=eur&unit_amount=100&product_data[name]=x&product_data[id]=gold", "id", "resource_already_exists")]
    public async Task Value_ThatCannotBeKept_IsRefusedAndNoDefect(string path, string form, string? parameter, string? code)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.CreateAsync("products", "name=Gold&id=gold");
        var customer = await sandbox.CustomerAsync();

        var refused = await sandbox.PostAsync("/v1/" + path, string.Format(System.Globalization.CultureInfo.InvariantCulture, form, customer));

        Assert.Equal((400, parameter, code), (refused.Status, refused.Body.Text("error.param"), refused.Body.Text("error.code")));
    }

    [Fact]
    public async Task Hash_SetToNothing_IsAsGoodAsLeftOut()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        Assert.Equal(200, (await sandbox.PostAsync("/v1/checkout/sessions", TestSandbox.SessionForm() + "&payment_intent_data=&metadata=")).Status);
    }

    [Fact]
    public async Task Body_BeyondAMebibyte_IsRefusedWhole()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var refused = await sandbox.PostAsync("/v1/customers", "description=" + new string('x', 1_100_000));

        Assert.Equal((413, "invalid_request_error"), (refused.Status, refused.Body.Text("error.type")));
        Assert.Empty((await sandbox.ReadAsync("customers"))["data"]!.AsArray());
    }

    [Theory]
    [InlineData("/v1/customers/cus_none", "resource_missing")]
    [InlineData("/v1/nothing", null)]
    public async Task Path_ThatLeadsNowhere_Is404(string path, string? code)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var missing = await sandbox.GetAsync(path);

        Assert.Equal((404, code), (missing.Status, (string?)missing.Body["error"]!["code"]));
    }

    [Theory]
    [InlineData("&line_items[0][quantity]=9223372036854775807", "line_items[0]")]
    [InlineData("&payment_method_types[]=hologram", "payment_method_types")]
    [InlineData("&expires_at=1", "expires_at")]
    [InlineData("&success_url=javascript:alert(1)", "success_url")]
    [InlineData("&line_items[1][quantity]=1&line_items[1][price_data][currency]=usd", "line_items[1][price_data][currency]")]
    public async Task Session_WithAnImpossibleWish_IsRefusedByName(string more, string parameter)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var refused = await sandbox.PostAsync("/v1/checkout/sessions", TestSandbox.SessionForm() + more);

        Assert.Equal((400, parameter), (refused.Status, (string?)refused.Body["error"]!["param"]));
    }

    [Fact]
    public async Task List_PagedInEitherDirection_IsNewestFirst()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        foreach (var name in "abcde")
            await sandbox.PostAsync("/v1/customers", $"name={name}");

        var first = (await sandbox.GetAsync("/v1/customers?limit=2")).Body;
        var second = (await sandbox.GetAsync($"/v1/customers?limit=2&starting_after={Ids(first)[^1]}")).Body;
        var third = (await sandbox.GetAsync($"/v1/customers?limit=2&starting_after={Ids(second)[^1]}")).Body;
        var back = (await sandbox.GetAsync($"/v1/customers?limit=2&ending_before={Ids(third)[0]}")).Body;

        Assert.Equal(("ed", true), (Names(first), (bool)first["has_more"]!));
        Assert.Equal(("cb", true), (Names(second), (bool)second["has_more"]!));
        Assert.Equal(("a", false), (Names(third), (bool)third["has_more"]!));
        Assert.Equal(("cb", true), (Names(back), (bool)back["has_more"]!));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("starting_after=cus_none")]
    [InlineData("starting_after=cus_none&ending_before=cus_none")]
    public async Task List_WithImpossiblePage_IsRefused(string query)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        Assert.Equal(400, (await sandbox.GetAsync("/v1/customers?" + query)).Status);
    }

    [Fact]
    public async Task Expand_InAList_ReachesFourLevels()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = (string)(await sandbox.PostAsync("/v1/customers", "name=A")).Body["id"]!;
        sandbox.Server.PaySession(await sandbox.OpenSessionAsync(more: $"&customer={customer}"), "4242424242424242");

        var listed = (await sandbox.GetAsync("/v1/checkout/sessions?expand[]=data.payment_intent.latest_charge.customer")).Body;
        Assert.Equal("A", (string?)listed["data"]![0]!["payment_intent"]!["latest_charge"]!["customer"]!["name"]);

        Assert.Equal(400, (await sandbox.GetAsync("/v1/checkout/sessions?expand[]=data.payment_intent.latest_charge.customer.test_clock")).Status);
        Assert.Equal(400, (await sandbox.GetAsync("/v1/checkout/sessions?expand[]=data.mode")).Status);
    }

    [Fact]
    public async Task Answer_OfEachKind_HoldsNoPrivateField()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await sandbox.OpenSessionAsync();
        sandbox.Server.PaySession(id, "4242424242424242");
        await sandbox.PostAsync("/v1/webhook_endpoints", "url=http://127.0.0.1:1/x&enabled_events[]=nothing");

        foreach (var path in new[] { "/v1/checkout/sessions/" + id, "/v1/payment_methods", "/v1/events?limit=100", "/v1/webhook_endpoints" })
            Assert.DoesNotContain("\"_", (await sandbox.GetAsync(path)).Body.ToJsonString());
    }

    private static List<string> Ids(JsonObject list) => [.. list["data"]!.AsArray().Select(i => (string)i!["id"]!)];

    private static string Names(JsonObject list) => string.Concat(list["data"]!.AsArray().Select(i => (string)i!["name"]!));
}
