namespace Portal.Tests.Settling.Scenarios;

internal sealed class EverythingOff : IFlowScenario
{
    public string Name => "F3 top-up whose code takes everything off";
    public IEnumerable<string> Settings => ["--Portal:PromotionCodes=true"];

    public Task Play(SettlementHost host) => Promotion.Pay(host, "100");

    public IEnumerable<string> Ends => ["entry: account 1 topup 110 bonus"];
}

internal sealed class PartOff : IFlowScenario
{
    public string Name => "F3 top-up whose code takes a part off";
    public IEnumerable<string> Settings => ["--Portal:PromotionCodes=true"];

    public Task Play(SettlementHost host) => Promotion.Pay(host, "25");

    public IEnumerable<string> Ends => ["entry: account 1 topup 75 topup", "entry: account 1 topup 35 bonus", "mail: Receipt: $75.00 to Kunavo"];
}

/// <summary>A code is entered on the page on which credit for 100 is bought, which has a bonus of 10.</summary>
internal static class Promotion
{
    public static async Task Pay(SettlementHost host, string percentOff)
    {
        var coupon = await host.Provider(HttpMethod.Post, "/v1/coupons", ("percent_off", percentOff), ("duration", "once"));
        await host.Provider(HttpMethod.Post, "/v1/promotion_codes", ("promotion[type]", "coupon"), ("promotion[coupon]", (string)coupon["id"]!), ("code", "WELCOME"));
        var session = await host.OpenPage("100");
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("code", "WELCOME")]);
        using var answer = await http.PostAsync(new Uri($"{host.Sandbox.Address}/c/pay/{session}/promotion"), form);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Null(host.Sandbox.PaySession(session, TopUpMeans.Card));
    }
}
