using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>Takes back a change that was chosen for the period's end, as long as it has not come. Nothing was charged for it.</summary>
public sealed class UndoPlanChange(Writer writer, IMemberships memberships, AlignSubscription align)
{
    /// <summary>Answers the plan that stays.</summary>
    public async Task<Outcome<string>> Run(Actor actor, AccountId account, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal) return refusal;
        var undone = await writer.Run(scope => Undo(scope, account), cancel);
        if (undone.IsAccepted) await align.Run(account, cancel);
        return undone;
    }

    private static Outcome<string> Undo(WriteScope scope, AccountId account)
    {
        if (PlanSituation.Of(scope, account) is not { Subscription: { Row.NextPlan: not null } subscription } situation)
            return new Refusal("nothing_scheduled", "No change of plan is waiting.");
        if (Subscription.CollectedByProvider(situation.Book) && !subscription.RenewsByProvider)
            return new Refusal("subscription_over", "The subscription has ended at the payment provider. Choose the plan again when its time is over, or another one now.");
        subscription.Next(null, default);
        return subscription.Plan.Name;
    }
}
