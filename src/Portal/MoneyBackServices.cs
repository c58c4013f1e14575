using Billing.Service.Flows.MoneyBack;
using Billing.Service.Flows.Notices;
using Billing.Service.Jobs;
using Billing.Service.Reads;

namespace BillingPortal.Portal;

/// <summary>Refunds, ours and others', and disputes.</summary>
internal static class MoneyBackServices
{
    public static void AddMoneyBack(this IServiceCollection services)
    {
        services.AddSingleton<RefundPayment>();
        services.AddSingleton<SyncMoneyBack>();
        services.AddSingleton<SyncDispute>();
        services.AddSingleton<MoneyBackRead>();
        services.AddSingleton<INoticeFlow, MoneyBackNotice>();
        services.AddSingleton<INoticeFlow, DisputeNotice>();
        services.AddSingleton<IOpenItems, OpenMoneyBack>();
    }
}
