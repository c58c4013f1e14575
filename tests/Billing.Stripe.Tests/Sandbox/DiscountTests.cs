namespace Billing.Stripe.Tests.Sandbox;

public sealed class DiscountTests
{
    [Theory]
    [InlineData("percent_off=33.3", 4999, 1665)]
    [InlineData("percent_off=12.5", 4004, 501)]
    [InlineData("amount_off=1500&currency=eur", 4999, 1500)]
    public async Task Session_WithADiscount_CostsThatMuchLess(string coupon, long amount, long off)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.PostAsync("/v1/coupons", "id=LESS&" + coupon);

        var id = await sandbox.OpenSessionAsync(amount, more: "&discounts[0][coupon]=LESS");
        Assert.Null(sandbox.Server.PaySession(id, "4242424242424242"));

        var paid = (await sandbox.GetAsync($"/v1/checkout/sessions/{id}?expand[]=payment_intent")).Body;
        Assert.Equal((amount, amount - off, off), ((long)paid["amount_subtotal"]!, (long)paid["amount_total"]!, (long)paid["total_details"]!["amount_discount"]!));
        Assert.Equal(amount - off, (long)paid["payment_intent"]!["amount_received"]!);
        Assert.Equal("LESS", (string?)paid["discounts"]![0]!["coupon"]);
    }

    [Fact]
    public async Task Session_DiscountedWhole_NeedsNoPayment()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var code = await CodeAsync(sandbox, "percent_off=100", string.Empty);

        var id = await sandbox.OpenSessionAsync(more: $"&discounts[0][promotion_code]={code}");
        Assert.Null(sandbox.Server.PaySession(id, "4000000000000002"));

        var paid = (await sandbox.GetAsync($"/v1/checkout/sessions/{id}")).Body;
        Assert.Equal(("complete", "no_payment_required", 0L), ((string?)paid["status"], (string?)paid["payment_status"], (long)paid["amount_total"]!));
        Assert.Null(paid["payment_intent"]);
        Assert.Equal(1, (int)(await sandbox.GetAsync($"/v1/promotion_codes/{code}")).Body["times_redeemed"]!);
    }

    [Fact]
    public async Task Code_ForOne_IsHeldByAnOpenSessionAndFreeAfterIt()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var code = await CodeAsync(sandbox, "percent_off=10", "&max_redemptions=1");
        var discount = $"&discounts[0][promotion_code]={code}";

        var first = await sandbox.OpenSessionAsync(more: discount);
        Assert.Equal(400, (await sandbox.PostAsync("/v1/checkout/sessions", TestSandbox.SessionForm() + discount)).Status);
        await sandbox.PostAsync($"/v1/checkout/sessions/{first}/expire", string.Empty);
        Assert.Equal(0, (int)(await sandbox.GetAsync($"/v1/promotion_codes/{code}")).Body["times_redeemed"]!);
        var second = await sandbox.OpenSessionAsync(more: discount);
        Assert.Null(sandbox.Server.PaySession(second, "4242424242424242"));

        var used = (await sandbox.GetAsync($"/v1/promotion_codes/{code}")).Body;
        Assert.Equal((1, false), ((int)used["times_redeemed"]!, (bool)used["active"]!));
        Assert.Empty((await sandbox.GetAsync("/v1/promotion_codes?code=welcome&active=true")).Body["data"]!.AsArray());
        Assert.Single((await sandbox.GetAsync("/v1/promotion_codes?code=welcome")).Body["data"]!.AsArray());
    }

    [Fact]
    public async Task Code_WantedByManyAtOnce_IsGivenAsOftenAsItMay()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var code = await CodeAsync(sandbox, "percent_off=10", "&max_redemptions=3");

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ =>
            sandbox.PostAsync("/v1/checkout/sessions", $"{TestSandbox.SessionForm()}&discounts[0][promotion_code]={code}")));

        Assert.Equal(3, answers.Count(a => a.Status == 200));
        await Task.WhenAll(answers.Where(a => a.Status == 200).Select(a => Task.Run(() => sandbox.Server.PaySession((string)a.Body["id"]!, "4242424242424242"))));
        Assert.Equal(3, (int)(await sandbox.GetAsync($"/v1/promotion_codes/{code}")).Body["times_redeemed"]!);
    }

    [Theory]
    [InlineData("&restrictions[minimum_amount]=9000&restrictions[minimum_amount_currency]=eur")]
    [InlineData("&active=false")]
    [InlineData("&customer=other")]
    public async Task Code_ForSomethingElse_IsRefused(string limit)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var other = (string)(await sandbox.PostAsync("/v1/customers", "name=Other")).Body["id"]!;
        var code = await CodeAsync(sandbox, "percent_off=10", limit.Replace("other", other, StringComparison.Ordinal));

        Assert.Equal(400, (await sandbox.PostAsync("/v1/checkout/sessions", $"{TestSandbox.SessionForm()}&discounts[0][promotion_code]={code}")).Status);
    }

    [Fact]
    public async Task Coupon_PastItsLastDay_CanNoLongerBeTaken()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var day = TimeProvider.System.GetUtcNow().AddDays(2).ToUnixTimeSeconds();
        var code = await CodeAsync(sandbox, $"percent_off=10&redeem_by={day}", string.Empty);

        sandbox.Server.ClockOffset = TimeSpan.FromDays(3);

        Assert.False((bool)(await sandbox.GetAsync($"/v1/promotion_codes/{code}")).Body["active"]!);
        Assert.False((bool)(await sandbox.GetAsync("/v1/coupons")).Body["data"]![0]!["valid"]!);
    }

    [Fact]
    public async Task Session_WithBothKindsOfDiscount_IsRefused()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.PostAsync("/v1/coupons", "id=LESS&percent_off=10");

        Assert.Equal(400, (await sandbox.PostAsync("/v1/checkout/sessions", TestSandbox.SessionForm() + "&discounts[0][coupon]=LESS&allow_promotion_codes=true")).Status);
    }

    private static async Task<string> CodeAsync(TestSandbox sandbox, string coupon, string more)
    {
        var id = (string)(await sandbox.PostAsync("/v1/coupons", coupon)).Body["id"]!;
        var (status, body, _) = await sandbox.PostAsync("/v1/promotion_codes", $"promotion[type]=coupon&promotion[coupon]={id}&code=WELCOME{more}");
        Assert.True(status == 200, body.ToJsonString());
        return (string)body["id"]!;
    }
}
