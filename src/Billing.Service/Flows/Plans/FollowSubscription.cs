using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>
/// Reads the provider's subscription back and follows it: its latest invoice first, then whether it ends, and whether it
/// has ended. One that has ended never collects again, whatever is heard of it later.
/// </summary>
public sealed class FollowSubscription(Writer writer, ISubscriptionGateway gateway, SettlePlanInvoice settle)
{
    /// <summary>A renewal is an hour's draft at the provider; after two its event was lost.</summary>
    public static readonly TimeSpan LongestRenewal = TimeSpan.FromHours(2);

    private const int DaysToPay = 7;
    private static readonly TimeSpan UntilNextLook = TimeSpan.FromHours(1);

    /// <summary>Null when there is nothing more to do.</summary>
    public async Task<Refusal?> Run(string subscriptionId, CancellationToken cancel)
    {
        var before = await writer.Run(scope => Seen(scope, subscriptionId), cancel);
        if (await gateway.FindSubscription(subscriptionId, cancel) is not GatewayAnswer<GatewaySubscription>.Done { Value: var known })
            return new Refusal("checking_with_bank", "The payment provider did not answer yet.");
        var unsettled = known.LatestInvoice is { } invoice ? await settle.Run(invoice, cancel) : null;
        if (unsettled?.Code == "checking_with_bank") return unsettled;
        return await writer.Run(scope => Follow(scope, known, before), cancel) ?? unsettled;
    }

    /// <summary>Looks after a renewal of which nothing was heard, so that a lost event loses none.</summary>
    public async Task Look(AccountId account, CancellationToken cancel)
    {
        if (await writer.Run(scope => Overdue(scope, account), cancel) is not { } subscription) return;
        await Run(subscription, cancel);
        await writer.Run(scope => Looked(scope, account), cancel);
    }

    private static Refusal? Follow(WriteScope scope, GatewaySubscription known, (string?, string?)? before)
    {
        if (scope.Db.Subscriptions.FirstOrDefault(row => row.GatewaySubscription == known.Id) is not { } row) return null;
        if (scope.Db.Customers.Find(row.Account)?.GatewayCustomer != known.CustomerId)
            return new Refusal("payment_mismatch", $"Subscription {known.Id}: the provider's customer is not the account's. Nothing was changed.", "customer");
        _ = scope.Wallet(row.Account);
        var subscription = Subscription.Of(scope, row.Account)!;
        if (known.State == GatewaySubscriptionState.Ended) End(scope, subscription);
        else if (known.State == GatewaySubscriptionState.PastDue && IsGivenUp(scope, subscription)) Lapse(scope, subscription);
        // Somebody changed his mind while the provider was asked: what it said is older than that.
        else if (row.GatewayWish is null && (row.NextPlan, row.GatewayWish) == before) Adopt(scope, subscription, known.EndsWithPeriod);
        return null;
    }

    /// <summary>The provider tries no more and leaves the subscription as it is: here the plan is over (F12).</summary>
    private static bool IsGivenUp(WriteScope scope, Subscription subscription) =>
        subscription is { AwaitsProvider: true, Row: { NextAttempt: null, FailedAt: { } failed } } && failed.PlusDays(DaysToPay) <= scope.Now;

    private static void Lapse(WriteScope scope, Subscription subscription)
    {
        PlanMail.Ended(scope, subscription.Row.Account, subscription.Plan.Name, scope.Now);
        subscription.Lapse();
    }

    private static void End(WriteScope scope, Subscription subscription)
    {
        var (had, until) = (subscription.HasPrice ? subscription.Plan.Name : null, subscription.Row.PeriodEnd);
        subscription.LostAtProvider();
        if (had is not null) PlanMail.Ended(scope, subscription.Row.Account, had, until);
    }

    /// <summary>The seller, or the customer on the provider's own pages, has decided how it goes on.</summary>
    private static void Adopt(WriteScope scope, Subscription subscription, bool ends)
    {
        if (!subscription.HasPrice || subscription.Row.PeriodEnd <= scope.Now || ends == subscription.EndsWithPeriod) return;
        var lowest = scope.BookOf(subscription.Row.Account, scope.Now).Plans[0];
        (subscription.Row.NextPlan, subscription.Row.NextInterval) = (ends ? lowest.Id : null, default);
    }

    private static (string?, string?)? Seen(WriteScope scope, string subscription) =>
        scope.Db.Subscriptions.FirstOrDefault(row => row.GatewaySubscription == subscription) is { } row ? (row.NextPlan, row.GatewayWish) : null;

    private static string? Overdue(WriteScope scope, AccountId account) =>
        PlanSituation.Of(scope, account)?.Subscription is { AwaitsProvider: true, Row: var row } && row.PeriodEnd <= scope.Now.Plus(-LongestRenewal) && !(row.NextAttempt > scope.Now)
            ? row.GatewaySubscription
            : null;

    private static bool Looked(WriteScope scope, AccountId account)
    {
        if (PlanSituation.Of(scope, account)?.Subscription is not { AwaitsProvider: true, Row: { FailedAt: null } row }) return false;
        row.NextAttempt = scope.Now.Plus(UntilNextLook);
        return true;
    }
}
