using Billing.Gateway;
using Billing.Service.Flows.Cards;
using Billing.Service.Flows.Notices;
using Billing.Service.Flows.Payments;
using Billing.Service.Jobs;
using Billing.Service.Reads;

namespace BillingPortal.Portal;

/// <summary>Cards on file: entered, checked, chosen, removed, and compared with the provider's.</summary>
internal static class CardServices
{
    public static void AddCards(this IServiceCollection services)
    {
        services.AddSingleton<Customers>();
        services.AddSingleton<SaveCard>();
        services.AddSingleton<TellDefaultCard>();
        services.AddSingleton<CheckCard>();
        services.AddSingleton<DetachCard>();
        services.AddSingleton<CardErrands>();
        services.AddSingleton<SyncCards>();
        services.AddSingleton<StartCardPage>();
        services.AddSingleton<FinishCardPage>();
        services.AddSingleton<SetDefaultCard>();
        services.AddSingleton<RemoveCard>();
        services.AddSingleton<WarnOfExpiry>();
        services.AddSingleton(provider => new SelfService(!provider.GetRequiredService<StripeConnection>().UsesSandbox));
        services.AddSingleton<OpenSelfService>();
        services.AddSingleton<CardsRead>();
        services.AddSingleton<INoticeFlow, CardPageNotice>();
        services.AddSingleton<INoticeFlow, CardNotice>();
        services.AddSingleton<INoticeFlow, CustomerNotice>();
        services.AddSingleton<IOpenItems, OpenCardChecks>();
        services.AddSingleton<IOpenItems, OpenCardRemovals>();
        services.AddSingleton<IOpenItems, OpenDefaultCards>();
        services.AddJob<CardExpiryJob>();
    }
}
