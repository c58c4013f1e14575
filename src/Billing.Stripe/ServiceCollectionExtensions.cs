using Billing.Service.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Billing.Gateway;

public static class ServiceCollectionExtensions
{
    /// <summary>Payments by Stripe: <see cref="IPaymentGateway"/> and the ports beside it, their connection and the webhook's registration.</summary>
    public static IServiceCollection AddStripeGateway(this IServiceCollection services, StripeOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        // Made now and not when it is first needed: the portal must not start on settings that cannot be right.
        var connection = new StripeConnection(options);
        services.AddSingleton(_ => connection);
        services.AddSingleton<StripeWebhooks>();
        services.AddSingleton<WebhookRegistration>();
        services.AddSingleton<IPaymentGateway, StripeGateway>();
        services.AddSingleton<ICardGateway, StripeCards>();
        services.AddSingleton<ISubscriptionGateway, StripeSubscriptions>();
        services.AddSingleton<IGatewayRecords, StripeRecords>();
        return services;
    }
}
