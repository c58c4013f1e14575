using System.Text.Json.Nodes;

namespace Billing.Stripe.Tests.Sandbox;

/// <summary>Speaks the billing part of the API by raw HTTP, with a plan for 10.00 and one for 30.00 a month on the shelf.</summary>
public sealed class BillingDesk : IAsyncDisposable
{
    public const long Day = 24 * 60 * 60;

    private BillingDesk(TestSandbox sandbox) => Sandbox = sandbox;

    public TestSandbox Sandbox { get; }

    public string Basic { get; private set; } = string.Empty;

    public string Pro { get; private set; } = string.Empty;

    public static async Task<BillingDesk> OpenAsync()
    {
        var desk = new BillingDesk(await TestSandbox.StartAsync());
        desk.Basic = await desk.PriceAsync("Basic", 1000);
        desk.Pro = await desk.PriceAsync("Pro", 3000);
        return desk;
    }

    public async Task<string> PriceAsync(string name, long amount, string interval = "month") => Id(await PostAsync(
        "/v1/prices", $"currency=eur&unit_amount={amount}&recurring[interval]={interval}&product_data[name]={name}"));

    /// <summary>A customer with this card as the default for invoices.</summary>
    public async Task<string> CustomerAsync(string token = "pm_card_visa", string more = "")
    {
        var customer = Id(await PostAsync("/v1/customers", "email=mara@halden.example&name=Mara" + more));
        await GiveCardAsync(customer, token);
        return customer;
    }

    public async Task GiveCardAsync(string customer, string token)
    {
        var method = Id(await PostAsync($"/v1/payment_methods/{token}/attach", $"customer={customer}"));
        await PostAsync($"/v1/customers/{customer}", $"invoice_settings[default_payment_method]={method}");
    }

    public async Task<JsonObject> SubscribeAsync(string customer, string? price = null, string more = "") =>
        await PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={price ?? Basic}" + more);

    public async Task<JsonObject> PostAsync(string path, string form)
    {
        var (status, body, _) = await Sandbox.PostAsync(path, form);
        Assert.True(status == 200, $"POST {path}: {body.ToJsonString()}");
        return body;
    }

    public async Task<JsonObject> GetAsync(string path)
    {
        var (status, body, _) = await Sandbox.GetAsync(path);
        Assert.True(status == 200, $"GET {path}: {body.ToJsonString()}");
        return body;
    }

    public async Task<JsonObject> DeleteAsync(string path)
    {
        var (status, body, _) = await Sandbox.SendAsync(HttpMethod.Delete, path);
        Assert.True(status == 200, $"DELETE {path}: {body.ToJsonString()}");
        return body;
    }

    public async Task<(int Status, string? Code)> RefusedAsync(string path, string form)
    {
        var (status, body, _) = await Sandbox.PostAsync(path, form);
        return (status, (string?)body["error"]!["code"]);
    }

    public async Task<List<JsonObject>> ListAsync(string path) => [.. (await GetAsync(path))["data"]!.AsArray().Select(i => i!.AsObject())];

    /// <summary>The types of what happened, oldest first, from this event on (not counting it).</summary>
    public async Task<List<string>> EventsAsync(string? after = null)
    {
        var events = await ListAsync("/v1/events?limit=100" + (after is null ? string.Empty : $"&ending_before={after}"));
        events.Reverse();
        return events.ConvertAll(e => (string)e["type"]!);
    }

    public async Task<string> LastEventAsync() => Id((await ListAsync("/v1/events?limit=1"))[0]);

    /// <summary>Moves the sandbox's clock to so many seconds after the moment.</summary>
    public void GoTo(long moment, long beyond = 0) =>
        Sandbox.Server.ClockOffset = TimeSpan.FromSeconds(moment + beyond - TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());

    public static string Id(JsonObject item) => (string)item["id"]!;

    public static (long Start, long End) Period(JsonObject subscription)
    {
        var item = subscription["items"]!["data"]![0]!;
        return ((long)item["current_period_start"]!, (long)item["current_period_end"]!);
    }

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();
}
