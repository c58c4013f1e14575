using Billing.Gateway;
using Billing.Service.Ports;
using Billing.Units;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Stripe.Tests.Gateway;

/// <summary>Only what Stripe itself says no to is a refusal; whatever else comes back leaves open whether money moved.</summary>
public sealed class OddAnswerTests
{
    private const string Refusal = """{"error":{"type":"card_error","code":"card_declined","decline_code":"lost_card","message":"Your card was declined."}}""";
    private const string BadKey = """{"error":{"type":"invalid_request_error","message":"Invalid API Key provided"}}""";
    private const string NotAllowed = """{"error":{"type":"invalid_request_error","code":"more_permissions_required","message":"The key does not have the permissions"}}""";
    private const string Page = "<html><body><h1>Not here</h1></body></html>";

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "null")]
    [InlineData(200, "{}")]
    [InlineData(200, "[]")]
    [InlineData(200, "\"done\"")]
    [InlineData(200, Page)]
    [InlineData(200, """{"object":"list","data":[],"has_more":false}""")]
    [InlineData(200, """{"error":{"type":"card_error","code":"card_declined"}}""")]
    [InlineData(204, "")]
    [InlineData(400, Page)]
    [InlineData(402, Page)]
    [InlineData(403, Page)]
    [InlineData(404, Page)]
    [InlineData(404, "{}")]
    [InlineData(413, "")]
    [InlineData(401, BadKey)]
    [InlineData(403, NotAllowed)]
    [InlineData(408, Refusal)]
    [InlineData(429, Refusal)]
    [InlineData(500, Refusal)]
    public async Task Charge_AnsweredByNobodyWhoKnows_IsUnknown(int status, string body)
    {
        await using var wire = WireAnswer.Of(status, body);

        Assert.IsType<GatewayAnswer<CardCharge>.Unknown>(await ChargeAsync(wire));
    }

    [Theory]
    [InlineData(200, """{"id":"pi_1","object":"payment_intent","status":"succeeded""")]
    [InlineData(402, """{"error":{"type":"card_error","code":"card_declined"}}""")]
    public async Task Charge_CutInTheMiddleOfTheAnswer_IsUnknown(int status, string begun)
    {
        await using var wire = WireAnswer.Of(status, begun, missing: 40);

        Assert.IsType<GatewayAnswer<CardCharge>.Unknown>(await ChargeAsync(wire));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    public async Task Charge_SentElsewhere_IsUnknownAndNotTakenThere(int status)
    {
        await using var elsewhere = WireAnswer.Of(404, """{"error":{"type":"invalid_request_error","message":"Unrecognized request URL"}}""");
        await using var wire = WireAnswer.Of(status, string.Empty, $"Location: {elsewhere.Address}/v1/payment_intents\r\n");

        Assert.IsType<GatewayAnswer<CardCharge>.Unknown>(await ChargeAsync(wire));
        Assert.Empty(elsewhere.Asked);
    }

    [Theory]
    [InlineData("requires_payment_method")]
    [InlineData("requires_capture")]
    [InlineData("canceled")]
    [InlineData("on_hold_at_the_bank")]
    public async Task Charge_InAStateThatIsNeitherDoneNorRefused_IsUnknown(string status)
    {
        await using var wire = WireAnswer.Of(200, $$"""{"id":"pi_1","object":"payment_intent","amount":1000,"currency":"eur","status":"{{status}}"}""");

        Assert.IsType<GatewayAnswer<CardCharge>.Unknown>(await ChargeAsync(wire));
    }

    [Theory]
    [InlineData(402, Refusal, "lost_card")]
    [InlineData(200, """{"id":"pi_1","object":"payment_intent","amount":1000,"currency":"eur","status":"requires_action"}""", "authentication_required")]
    [InlineData(400, """{"error":{"type":"idempotency_error","message":"Keys can only be used with the same parameters"}}""", "idempotency_error")]
    public async Task Charge_RefusedByStripeItself_IsRefused(int status, string body, string code)
    {
        await using var wire = WireAnswer.Of(status, body);

        Assert.Equal(code, Assert.IsType<GatewayAnswer<CardCharge>.Refused>(await ChargeAsync(wire)).Code);
    }

    [Fact]
    public async Task Search_AnsweredWithoutAList_IsUnknownAndNotNothing()
    {
        await using var wire = WireAnswer.Of(200, """{"object":"list"}""");
        await using var services = Connect(wire);

        Assert.IsType<GatewayAnswer<GatewayPayment?>.Unknown>(await services.GetRequiredService<IPaymentGateway>().FindPaymentOf(
            new PaymentId(Guid.CreateVersion7()), "cus_1", default, CancellationToken.None));
        await Assert.ThrowsAsync<GatewayAwayException>(async () =>
            await services.GetRequiredService<IGatewayRecords>().Refunds(default, CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task Subscription_WithoutItems_IsUnknown()
    {
        await using var wire = WireAnswer.Of(200, """{"id":"sub_1","object":"subscription","status":"active","items":{"object":"list","data":[]}}""");
        await using var services = Connect(wire);

        Assert.IsType<GatewayAnswer<GatewaySubscription>.Unknown>(
            await services.GetRequiredService<ISubscriptionGateway>().FindSubscription("sub_1", CancellationToken.None));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"object":"checkout.session"}""")]
    public async Task Page_WithoutAnId_IsUnknown(string body)
    {
        await using var wire = WireAnswer.Of(200, body);
        await using var services = Connect(wire);
        var gateway = services.GetRequiredService<IPaymentGateway>();

        Assert.IsType<GatewayAnswer<CheckoutSession>.Unknown>(await gateway.FindCheckout("cs_1", CancellationToken.None));
        Assert.IsType<GatewayAnswer<string>.Unknown>(
            await gateway.CreateCustomer(new NewCustomer(ConnectedGateway.Account, "Halden", "mara@halden.example"), "customer:1", CancellationToken.None));
    }

    private static async Task<GatewayAnswer<CardCharge>> ChargeAsync(WireAnswer wire)
    {
        await using var services = Connect(wire);
        return await services.GetRequiredService<IPaymentGateway>().ChargeCard(
            new CardChargeRequest(new PaymentId(Guid.CreateVersion7()), ConnectedGateway.Account, "cus_1", "pm_1", Amount.Whole(10, Asset.Eur), "Refill"), "charge:1", CancellationToken.None);
    }

    private static ServiceProvider Connect(WireAnswer wire)
    {
        var services = new ServiceCollection().AddStripeGateway(new StripeOptions { Retries = 0 }).BuildServiceProvider();
        services.GetRequiredService<StripeConnection>().UseSandbox(wire.Address);
        return services;
    }
}
