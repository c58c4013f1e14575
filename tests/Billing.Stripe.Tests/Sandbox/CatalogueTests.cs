namespace Billing.Stripe.Tests.Sandbox;

public sealed class CatalogueTests
{
    [Fact]
    public async Task Price_WithALookupKey_IsFoundAndHandsTheKeyOn()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var product = (string)(await sandbox.PostAsync("/v1/products", "name=Pro&metadata[plan]=pro")).Body["id"]!;
        var first = (string)(await sandbox.PostAsync("/v1/prices", Price(product, 3000))).Body["id"]!;

        Assert.Equal(400, (await sandbox.PostAsync("/v1/prices", Price(product, 3500))).Status);
        var second = (string)(await sandbox.PostAsync("/v1/prices", Price(product, 3500) + "&transfer_lookup_key=true")).Body["id"]!;

        Assert.Equal(second, (string?)Assert.Single((await sandbox.GetAsync("/v1/prices?lookup_keys[]=pro_monthly&lookup_keys[]=other&expand[]=data.product")).Body["data"]!.AsArray())!["id"]);
        Assert.Null((await sandbox.GetAsync($"/v1/prices/{first}")).Body["lookup_key"]);
        await sandbox.PostAsync($"/v1/prices/{first}", "active=false");
        Assert.Equal(second, (string?)Assert.Single((await sandbox.GetAsync($"/v1/prices?product={product}&active=true")).Body["data"]!.AsArray())!["id"]);
        var customer = (string)(await sandbox.PostAsync("/v1/customers", "name=Mara")).Body["id"]!;
        Assert.Equal(400, (await sandbox.PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={first}")).Status);
    }

    [Theory]
    [InlineData("unit_amount_decimal=0.125", 1000, 125)]
    [InlineData("unit_amount_decimal=12.5", 3, 38)]
    [InlineData("unit_amount=7", 9, 63)]
    public async Task Price_InFractions_IsRoundedOnTheWholeLine(string unit, long quantity, long amount)
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = await desk.CustomerAsync();
        var price = BillingDesk.Id(await desk.PostAsync("/v1/prices", $"currency=eur&{unit}&product_data[name]=Token"));

        var item = await desk.PostAsync("/v1/invoiceitems", $"customer={customer}&pricing[price]={price}&quantity={quantity}");

        Assert.Equal(amount, (long)item["amount"]!);
    }

    [Theory]
    [InlineData("/v1/prices", "currency=eur&unit_amount=100", "product")]
    [InlineData("/v1/prices", "currency=eur&product_data[name]=x", "unit_amount")]
    [InlineData("/v1/prices", "unit_amount=1&product_data[name]=x", "currency")]
    [InlineData("/v1/prices", "unit_amount=1&currency=eur&product_data[name]=x&recurring[interval]=fortnight", "recurring[interval]")]
    [InlineData("/v1/products", "description=x", "name")]
    [InlineData("/v1/coupons", "percent_off=101", "percent_off")]
    [InlineData("/v1/coupons", "percent_off=10&amount_off=5&currency=eur", "percent_off")]
    [InlineData("/v1/coupons", "percent_off=10&duration=repeating", "duration_in_months")]
    [InlineData("/v1/coupons", "amount_off=10", "currency")]
    [InlineData("/v1/promotion_codes", "coupon=x", "coupon")]
    [InlineData("/v1/promotion_codes", "promotion[type]=coupon&promotion[coupon]=none", "promotion[coupon]")]
    public async Task Entry_ThatIsImpossible_IsRefusedByName(string path, string form, string parameter)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var (status, body, _) = await sandbox.PostAsync(path, form);

        Assert.Equal((400, parameter), (status, (string?)body["error"]!["param"]));
    }

    [Fact]
    public async Task Coupon_Deleted_IsGoneForNewcomersOnly()
    {
        await using var desk = await BillingDesk.OpenAsync();
        await desk.PostAsync("/v1/coupons", "id=ALWAYS&percent_off=50&duration=forever");
        var subscription = await desk.SubscribeAsync(await desk.CustomerAsync(), more: "&discounts[0][coupon]=ALWAYS");

        await desk.DeleteAsync("/v1/coupons/ALWAYS");
        Assert.Equal(404, (await desk.Sandbox.GetAsync("/v1/coupons/ALWAYS")).Status);
        Assert.Empty(await desk.ListAsync("/v1/coupons"));
        desk.GoTo(BillingDesk.Period(subscription).End, 7200);

        Assert.Equal([500L, 500], (await desk.ListAsync("/v1/invoices")).Select(i => (long)i["amount_paid"]!));
    }

    [Fact]
    public async Task Events_OfSeveralTypes_AreFoundTogether()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var subscription = await desk.SubscribeAsync(await desk.CustomerAsync());
        desk.GoTo(BillingDesk.Period(subscription).End, 7200);

        var paid = await desk.ListAsync($"/v1/events?types[]=invoice.paid&types[]=customer.subscription.deleted&created[gte]={BillingDesk.Period(subscription).End}");

        Assert.Equal("subscription_cycle", (string?)Assert.Single(paid)["data"]!["object"]!["billing_reason"]);
    }

    private static string Price(string product, long amount) => $"product={product}&currency=eur&unit_amount={amount}&recurring[interval]=month&lookup_key=pro_monthly";
}
