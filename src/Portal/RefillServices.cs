using Billing.Service.Flows.Notices;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Refills;
using Billing.Service.Jobs;
using Billing.Service.Reads;

namespace BillingPortal.Portal;

/// <summary>Automatic refill, and what settles charges with nobody present.</summary>
internal static class RefillServices
{
    public static void AddRefills(this IServiceCollection services)
    {
        services.AddSingleton<IPaymentEffect, RefillPayment>();
        services.AddSingleton<INoticeFlow, PaymentNotice>();
        services.AddSingleton<INoticeFlow, RefillCardNotice>();
        services.AddSingleton<EvaluateRefill>();
        services.AddSingleton<RefillWatch>();
        services.AddSingleton<SetRefill>();
        services.AddSingleton<StopRefill>();
        services.AddSingleton<RefillRead>();
        services.AddJob<RefillsJob>();
    }
}
