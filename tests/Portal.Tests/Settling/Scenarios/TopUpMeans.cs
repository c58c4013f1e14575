using Billing.Service.Ports;

namespace Portal.Tests.Settling.Scenarios;

/// <summary>What payers have, and what becomes of their payment pages.</summary>
internal static class TopUpMeans
{
    public const string Card = "4242424242424242";
    public const string DebitThatSucceeds = "000123456789";
    public const string DebitThatFails = "000222222227";

    public static async Task<string> PaymentOf(SettlementHost host, string session) =>
        ((GatewayAnswer<CheckoutSession>.Done)await host.Get<IPaymentGateway>().FindCheckout(session, CancellationToken.None)).Value.PaymentIntent!;

    /// <summary>As the provider does when the page's time is up.</summary>
    public static Task Expire(SettlementHost host, string session) => host.Get<IPaymentGateway>().ExpireCheckout(session, CancellationToken.None);
}
