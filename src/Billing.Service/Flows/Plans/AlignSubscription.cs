using Billing.PriceBooks;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>
/// Tells the provider what is to become of its subscription (F14): another price from the next period on, an end with the
/// period, or now, or nothing of the kind any more. Its subscription is read first and only what differs is asked for, by
/// the key of the wish; a wish stands until the provider has confirmed it.
/// </summary>
public sealed class AlignSubscription(Writer writer, ISubscriptionGateway gateway, FollowSubscription follow)
{
    /// <summary>Null when the provider knows all there is to know.</summary>
    public async Task<Refusal?> Run(AccountId account, CancellationToken cancel)
    {
        if (await writer.Run(scope => Load(scope, account), cancel) is not { } wish) return null;
        switch (await gateway.FindSubscription(wish.Subscription, cancel))
        {
            case GatewayAnswer<GatewaySubscription>.Done { Value.State: GatewaySubscriptionState.Ended }:
                return await follow.Run(wish.Subscription, cancel);
            case GatewayAnswer<GatewaySubscription>.Done { Value: var known }:
                if (await Ask(wish, known, cancel) is not GatewayAnswer<GatewaySubscription>.Done) return Customers.NoAnswer;
                await writer.Run(scope => Told(scope, account, wish.Key), cancel);
                return wish.Price is null ? await follow.Run(wish.Subscription, cancel) : null;
            default:
                return Customers.NoAnswer;
        }
    }

    private async Task<GatewayAnswer<GatewaySubscription>> Ask(Wish wish, GatewaySubscription known, CancellationToken cancel)
    {
        if (wish.Price is not { } price) return await gateway.End(known.Id, $"{wish.Key}:end", cancel);
        GatewayAnswer<GatewaySubscription> answer = new GatewayAnswer<GatewaySubscription>.Done(known);
        if (known.EndsWithPeriod != wish.Ends) answer = await gateway.SetEndsWithPeriod(known.Id, wish.Ends, $"{wish.Key}:ends", cancel);
        if (answer is not GatewayAnswer<GatewaySubscription>.Done || wish.Ends || known.Price == price.Amount) return answer;
        return await gateway.ChangeAtRenewal(known.Id, price, $"{wish.Key}:price", cancel);
    }

    private static Wish? Load(WriteScope scope, AccountId account)
    {
        if (PlanSituation.Of(scope, account) is not { Subscription: { Row: { GatewayWish: { } key, GatewaySubscription: { } id } } subscription } situation) return null;
        return new(key, id, subscription.EndsWithPeriod, subscription.HasPrice ? PlanPrices.Of(situation, subscription.NextPlan, subscription.NextInterval) : null);
    }

    private static bool Told(WriteScope scope, AccountId account, string key)
    {
        var row = Subscription.Of(scope, scope.Find(account)!.Account)!.Row;
        if (row.GatewayWish != key) return false;
        row.GatewayWish = null;
        return true;
    }

    /// <param name="Price">Of the next period; null to end the subscription now, since no plan of the account has one.</param>
    private sealed record Wish(string Key, string Subscription, bool Ends, PlanPrice? Price);
}
