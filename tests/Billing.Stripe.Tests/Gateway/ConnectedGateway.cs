using Billing.Gateway;
using Billing.Service.Ports;
using Billing.Stripe.Tests.Sandbox;
using Billing.Units;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Stripe.Tests.Gateway;

/// <summary>The portal's ports on one side, a sandbox of their own on the other.</summary>
internal sealed class ConnectedGateway : IAsyncDisposable
{
    public static readonly AccountId Account = new(Guid.CreateVersion7());
    private readonly ServiceProvider _services;

    private ConnectedGateway(TestSandbox sandbox, int retries)
    {
        Sandbox = sandbox;
        _services = new ServiceCollection().AddStripeGateway(new StripeOptions { Retries = retries }).BuildServiceProvider();
        _services.GetRequiredService<StripeConnection>().UseSandbox(sandbox.Server.Address);
    }

    public TestSandbox Sandbox { get; }

    public IPaymentGateway Payments => _services.GetRequiredService<IPaymentGateway>();

    public ICardGateway Cards => _services.GetRequiredService<ICardGateway>();

    public ISubscriptionGateway Subscriptions => _services.GetRequiredService<ISubscriptionGateway>();

    public IGatewayRecords Records => _services.GetRequiredService<IGatewayRecords>();

    public Instant Now => Instant.From(Sandbox.Server.Now);

    public static async Task<ConnectedGateway> StartAsync(int retries = 0) => new(await TestSandbox.StartAsync(), retries);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A customer without a card.</summary>
    public async Task<string> CustomerAsync() =>
        Done(await Payments.CreateCustomer(new NewCustomer(Account, "Halden", "mara@halden.example"), Key(), CancellationToken.None));

    /// <summary>A card of the customer's, by Stripe's name of a test card.</summary>
    public async Task<string> CardAsync(string customer, string token = "pm_card_visa") =>
        Done(await Payments.SaveCard(customer, token, Key(), CancellationToken.None)).Id;

    public async Task<CardChargeRequest> ChargeAsync(string token = "pm_card_visa", int whole = 10)
    {
        var customer = await CustomerAsync();
        return new CardChargeRequest(new PaymentId(Guid.CreateVersion7()), Account, customer, await CardAsync(customer, token), Amount.Whole(whole, Asset.Eur), "Refill");
    }

    /// <summary>Id of a payment of whole euros from a new customer's card.</summary>
    public async Task<string> PaidAsync(string token = "pm_card_visa", int whole = 10) =>
        Done(await Payments.ChargeCard(await ChargeAsync(token, whole), Key(), CancellationToken.None)).PaymentIntent;

    public static string Key() => Guid.CreateVersion7().ToString();

    public static T Done<T>(GatewayAnswer<T> answer) => Assert.IsType<GatewayAnswer<T>.Done>(answer).Value;

    public static string Refused<T>(GatewayAnswer<T> answer) => Assert.IsType<GatewayAnswer<T>.Refused>(answer).Code;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Sandbox.DisposeAsync();
    }
}
