using Billing.Service.Audit;
using Billing.Service.Flows.Messages;
using Billing.Service.Flows.Notices;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.TopUps;
using Billing.Service.Jobs;
using Billing.Service.Reads;
using BillingPortal.Portal.Webhooks;

namespace BillingPortal.Portal;

/// <summary>Payments: pages of the provider, its webhooks, and what looks after whatever is open there.</summary>
internal static class SettlementServices
{
    public static void AddSettlement(this IServiceCollection services)
    {
        services.AddSingleton<StartTopUp>();
        services.AddSingleton<SettleTopUp>();
        services.AddSingleton<GiveUpTopUp>();
        services.AddSingleton<INoticeFlow, CheckoutNotice>();
        services.AddSingleton<KeepWebhook>();
        services.AddSingleton<ReplayWebhook>();
        services.AddSingleton<CatchUp>();
        services.AddSingleton<Reconciliation>();
        services.AddSingleton<InboxRead>();
        services.AddSingleton<WebhookSecret>();
        services.AddSingleton<IOpenItems, OpenTopUps>();
        services.AddSingleton<IOpenItems, OpenCharges>();
        services.AddJob<InboxJob>();
        services.AddJob<OpenItemsJob>();
        services.AddJob<CatchUpJob>();
    }
}
