using Billing.Service.Access;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>The customer presses "Pay now" while a renewal is unpaid: the card on file is charged at once, whenever the next attempt would have been (F12).</summary>
public sealed class PayRenewal(Writer writer, IMemberships memberships, ISubscriptionGateway gateway, FollowSubscription follow, RenewSubscription renew)
{
    /// <param name="key">Made when the page opens; a new one after each answer.</param>
    /// <returns>True when it is paid.</returns>
    public async Task<Outcome<bool>> Run(Actor actor, AccountId account, string key, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal) return refusal;
        var due = await writer.Run(scope => Due(scope, actor, account, key), cancel);
        if (due.Refusal is not null) return due.Refusal;
        if (due.Value.Subscription is not { } subscription) return Said(await renew.Run(account, cancel));
        if (await gateway.FindSubscription(subscription, cancel) is not GatewayAnswer<GatewaySubscription>.Done { Value.LatestInvoice: { } invoice }) return Customers.NoAnswer;
        var paid = await gateway.PayInvoice(invoice, due.Value.Card, $"renewal:{key}", cancel);
        if (paid is GatewayAnswer<GatewayInvoice>.Refused no) return Declined(no.Code);
        if (paid is GatewayAnswer<GatewayInvoice>.Unknown) return Customers.NoAnswer;
        return await follow.Run(subscription, cancel) is { } open ? open : true;
    }

    private static Outcome<Unpaid> Due(WriteScope scope, Actor actor, AccountId account, string key)
    {
        if (PlanSituation.Of(scope, account)?.Subscription.Row is not { FailedAt: not null } row || row.PeriodEnd > scope.Now) return new Refusal("nothing_due", "Nothing is to be paid for the plan.");
        if (scope.Db.Customers.Find(row.Account)?.Card is not { } card) return new Refusal("no_card", "There is no card on file. Add one, then pay.");
        if (row.GatewaySubscription is null) row.NextAttempt = scope.Now;
        // The key and the card asked for stand before the provider is asked.
        return scope.Once<Unpaid>(
            new NewCommand($"renewal:{key}", "pay_renewal", row.Account, actor.Label, RequestHash.Of(account), Reason: "Pay the renewal"), _ => new Unpaid(row.GatewaySubscription, card));
    }

    private static Outcome<bool> Said(Renewal renewal) => renewal switch
    {
        Renewal.UpToDate => true,
        Renewal.Declined => Declined(null),
        _ => Customers.NoAnswer,
    };

    private static Refusal Declined(string? code) => new("card_declined", $"{BankWords.Of(code)} Nothing was taken; use another card, or ask your bank.", code);

    /// <param name="Subscription">Null where the portal collects.</param>
    private sealed record Unpaid(string? Subscription, string Card);
}
