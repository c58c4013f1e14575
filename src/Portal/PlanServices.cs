using Billing.Service.Access;
using Billing.Service.Flows.Coupons;
using Billing.Service.Flows.Entitlements;
using Billing.Service.Flows.Notices;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Plans;
using Billing.Service.Jobs;
using Billing.Service.Reads;

namespace BillingPortal.Portal;

/// <summary>Plans, their renewals, codes, and what plans allow.</summary>
internal static class PlanServices
{
    public static void AddPlans(this IServiceCollection services)
    {
        services.AddSingleton<PlanPayment>();
        services.AddSingleton<IPaymentEffect>(provider => provider.GetRequiredService<PlanPayment>());
        services.AddSingleton<CollectPlan>();
        services.AddSingleton<SubscribePlan>();
        services.AddSingleton<SettlePlanInvoice>();
        services.AddSingleton<SettlePlanCheckout>();
        services.AddSingleton<FollowSubscription>();
        services.AddSingleton<AlignSubscription>();
        services.AddSingleton<PayRenewal>();
        services.AddSingleton<INoticeFlow, InvoiceNotice>();
        services.AddSingleton<INoticeFlow, SubscriptionNotice>();
        services.AddSingleton<INoticeFlow, SubscribePageNotice>();
        services.AddSingleton<IOpenItems, OpenPlanPayments>();
        services.AddSingleton<QuotePlanChange>();
        services.AddSingleton<ChangePlan>();
        services.AddSingleton<UndoPlanChange>();
        services.AddSingleton<RenewSubscription>();
        services.AddSingleton<RedeemCoupon>();
        services.AddSingleton<CheckEntitlement>();
        services.AddSingleton<IKeyLimit, PlanKeyLimit>();
        services.AddSingleton<PlanRead>();
        services.AddSingleton<CouponsRead>();
        services.AddJob<RenewalsJob>();
    }
}
