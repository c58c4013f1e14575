using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>Takes back a change that was chosen for the period's end, as long as it has not come. Nothing was charged for it.</summary>
public sealed class UndoPlanChange(Writer writer, IMemberships memberships)
{
    /// <summary>Answers the plan that stays.</summary>
    public async Task<Outcome<string>> Run(Actor actor, AccountId account, CancellationToken cancel) =>
        await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal ? refusal
            : await writer.Run(scope => Undo(scope, account), cancel);

    private static Outcome<string> Undo(WriteScope scope, AccountId account)
    {
        if (PlanSituation.Of(scope, account)?.Subscription is not { } subscription || subscription.Row.NextPlan is null)
            return new Refusal("nothing_scheduled", "No change of plan is waiting.");
        (subscription.Row.NextPlan, subscription.Row.NextInterval) = (null, default);
        return subscription.Plan.Name;
    }
}
