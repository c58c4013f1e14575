using Billing.Service.Flows.Coupons;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Plans;
using Billing.Service.Jobs;

namespace BillingPortal.Portal;

/// <summary>Plans, their renewals, and codes.</summary>
internal static class PlanServices
{
    public static void AddPlans(this IServiceCollection services)
    {
        services.AddSingleton<IPaymentEffect, PlanPayment>();
        services.AddSingleton<QuotePlanChange>();
        services.AddSingleton<ChangePlan>();
        services.AddSingleton<UndoPlanChange>();
        services.AddSingleton<RenewSubscription>();
        services.AddSingleton<RedeemCoupon>();
        services.AddJob<RenewalsJob>();
    }
}
