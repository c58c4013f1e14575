using System.Text;
using Billing.Gateway;
using Billing.Service.Ports;
using Billing.Stripe.Tests.Sandbox;
using Billing.Units;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Stripe.Tests.Gateway;

public sealed class GatewayTests
{
    private static readonly AccountId Account = new(Guid.CreateVersion7());

    [Fact]
    public async Task TopUp_FromOrderToNotice_GoesThroughThePort()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        using var services = Connect(sandbox);
        var gateway = services.GetRequiredService<IPaymentGateway>();
        await services.GetRequiredService<WebhookRegistration>().Ensure(receiver.Url, null, CancellationToken.None);

        var customer = Done(await gateway.CreateCustomer(new NewCustomer(Account, "Halden", "mara@halden.example"), "customer:1", CancellationToken.None));
        var request = Order(customer);
        var opened = Done(await gateway.OpenCheckout(request, "payment:1", CancellationToken.None));
        Assert.Equal((CheckoutState.Open, false, false, null), (opened.State, opened.Paid, opened.Pending, opened.PaymentIntent));
        Assert.Equal(opened, Done(await gateway.OpenCheckout(request, "payment:1", CancellationToken.None)));

        Assert.Null(sandbox.Server.PaySession(opened.Id, "4242424242424242"));
        var paid = Done(await gateway.FindCheckout(opened.Id, CancellationToken.None));
        Assert.Equal((CheckoutState.Complete, true, Amount.Whole(50, Asset.Eur), "Visa 4242"), (paid.State, paid.Paid, paid.Total, paid.Method));
        Assert.Equal((request.Payment.ToString(), customer), (paid.ClientReference, paid.CustomerId));

        await Eventually.HoldsAsync(() => receiver.Types.Contains("checkout.session.completed"), "completed notice");
        var (body, signature) = receiver.Received.Single(r => r.Body.Contains("checkout.session.completed", StringComparison.Ordinal));
        var notice = gateway.VerifyWebhook(Encoding.UTF8.GetBytes(body), signature, out var reason);
        Assert.Null(reason);
        Assert.Equal((NoticeSubject.Checkout, opened.Id), (notice!.Subject, notice.Id));
        Assert.Equal(notice, gateway.ReadWebhook(Encoding.UTF8.GetBytes(body)));
        Assert.Null(gateway.VerifyWebhook(Encoding.UTF8.GetBytes(body + " "), signature, out _));
        Assert.Null(gateway.VerifyWebhook(Encoding.UTF8.GetBytes(body), null, out _));
    }

    [Fact]
    public async Task Expire_OfAPaidSession_AnswersAsItIs()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var services = Connect(sandbox);
        var gateway = services.GetRequiredService<IPaymentGateway>();
        var id = await sandbox.OpenSessionAsync();
        sandbox.Server.PaySession(id, "4242424242424242");

        Assert.True(Done(await gateway.ExpireCheckout(id, CancellationToken.None)).Paid);
    }

    [Fact]
    public async Task Call_ThatIsRefused_AnswersADefiniteNo()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var services = Connect(sandbox);
        var gateway = services.GetRequiredService<IPaymentGateway>();

        var missing = Assert.IsType<GatewayAnswer<CheckoutSession>.Refused>(await gateway.FindCheckout("cs_test_none", CancellationToken.None));
        var half = Assert.IsType<GatewayAnswer<CheckoutSession>.Refused>(
            await gateway.OpenCheckout(Order(null!) with { Amount = new Amount(1, Asset.Eur) }, "payment:2", CancellationToken.None));

        Assert.Equal(("resource_missing", "amount_not_payable"), (missing.Code, half.Code));
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("lost_answer")]
    [InlineData("unavailable")]
    [InlineData("rate_limit")]
    [InlineData("garbage")]
    [InlineData("bad_gateway")]
    [InlineData("lock_timeout")]
    [InlineData("server_error")]
    public async Task Outage_OfAnyKind_IsUnknownUntilTheSameKeyAsksAgain(string kind)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var services = Connect(sandbox, retries: 0);
        var gateway = services.GetRequiredService<IPaymentGateway>();
        await sandbox.PostAsync("/_sandbox/faults", $"path=/v1/customers&kind={kind}");
        var customer = new NewCustomer(Account, "Halden", "mara@halden.example");

        Assert.IsType<GatewayAnswer<string>.Unknown>(await gateway.CreateCustomer(customer, "customer:1", CancellationToken.None));

        // Stripe keeps a 500 for its key; everything else is settled by asking again.
        var again = await gateway.CreateCustomer(customer, "customer:1", CancellationToken.None);
        if (kind == "server_error")
            Assert.IsType<GatewayAnswer<string>.Unknown>(again);
        else
            Done(again);
        Assert.True((await sandbox.GetAsync("/v1/customers")).Body["data"]!.AsArray().Count <= 1);
    }

    [Fact]
    public async Task Call_WithNobodyListening_IsUnknown()
    {
        var sandbox = await TestSandbox.StartAsync();
        using var services = Connect(sandbox, retries: 0);
        await sandbox.DisposeAsync();

        Assert.IsType<GatewayAnswer<CheckoutSession>.Unknown>(
            await services.GetRequiredService<IPaymentGateway>().FindCheckout("cs_test_1", CancellationToken.None));
    }

    [Fact]
    public async Task Registration_OfTheSameUrl_DoesNotDouble()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var services = Connect(sandbox);
        var registration = services.GetRequiredService<WebhookRegistration>();

        var first = await registration.Ensure("http://127.0.0.1:1/webhook", null, CancellationToken.None);
        Assert.Equal(first, await registration.Ensure("http://127.0.0.1:1/webhook", first, CancellationToken.None));
        Assert.NotEqual(first, await registration.Ensure("http://127.0.0.1:1/webhook", null, CancellationToken.None));

        Assert.Single((await sandbox.GetAsync("/v1/webhook_endpoints")).Body["data"]!.AsArray());
    }

    [Fact]
    public async Task Registration_AfterTheAddressChangedAndCameBack_AcceptsWhatIsSent()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        using var services = Connect(sandbox);
        var registration = services.GetRequiredService<WebhookRegistration>();
        var here = await registration.Ensure(receiver.Url, null, CancellationToken.None);
        var elsewhere = await registration.Ensure("http://127.0.0.1:1/webhook", here, CancellationToken.None);
        await registration.Ensure(receiver.Url, elsewhere, CancellationToken.None);

        sandbox.Server.PaySession(await sandbox.OpenSessionAsync(), "4242424242424242");
        await Eventually.HoldsAsync(() => !receiver.Received.IsEmpty, "webhook");

        var (body, signature) = receiver.Received.First();
        Assert.NotNull(services.GetRequiredService<IPaymentGateway>().VerifyWebhook(Encoding.UTF8.GetBytes(body), signature, out _));
        Assert.Single((await sandbox.GetAsync("/v1/webhook_endpoints")).Body["data"]!.AsArray());
    }

    [Theory]
    [InlineData("sk_test_1", "")]
    [InlineData("sk_live_1", "")]
    [InlineData("sk_test_1", "secret")]
    [InlineData("sk_test_1", "whsec_")]
    [InlineData("sk_test_1", "whsec_12345678 ")]
    [InlineData("sk_test_1", " whsec_12345678")]
    [InlineData("sk_test_1", "whsec_1234\n5678")]
    [InlineData("pk_test_1", "whsec_12345678")]
    [InlineData("", "secret")]
    public void Settings_WithAnOddKeyOrSecret_DoNotStart(string key, string secret)
    {
        var refused = Assert.Throws<StripeSettingsException>(() => new StripeConnection(new StripeOptions { SecretKey = key, WebhookSecret = secret }));

        Assert.DoesNotContain("1234", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_WithOnlyTheOldSecret_DoNotStart() =>
        Assert.Throws<StripeSettingsException>(() => new StripeConnection(new StripeOptions { SecretKey = "sk_test_1", PreviousWebhookSecret = "whsec_12345678" }));

    [Fact]
    public void RealKey_PointedAtTheSandbox_IsRefused()
    {
        using var connection = new StripeConnection(new StripeOptions { SecretKey = "sk_live_1", WebhookSecret = "whsec_12345678" });

        Assert.Throws<InvalidOperationException>(() => connection.UseSandbox("http://127.0.0.1:1"));
    }

    private static CheckoutRequest Order(string customer) => new(
        new PaymentId(Guid.CreateVersion7()), Account, customer, Amount.Whole(50, Asset.Eur), "5,000 credits", "KernStack top-up",
        "http://127.0.0.1:1/done?session={CHECKOUT_SESSION_ID}", "http://127.0.0.1:1/credits");

    private static T Done<T>(GatewayAnswer<T> answer) => Assert.IsType<GatewayAnswer<T>.Done>(answer).Value;

    private static ServiceProvider Connect(TestSandbox sandbox, int retries = 1)
    {
        var services = new ServiceCollection().AddStripeGateway(new StripeOptions { Retries = retries }).BuildServiceProvider();
        services.GetRequiredService<StripeConnection>().UseSandbox(sandbox.Server.Address);
        return services;
    }
}
