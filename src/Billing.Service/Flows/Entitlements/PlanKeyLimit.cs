using Billing.Service.Access;
using Billing.Units;

namespace Billing.Service.Flows.Entitlements;

/// <summary>The plan says how many API keys there may be (MS-8). Keys that exist stay when a plan with fewer begins.</summary>
public sealed class PlanKeyLimit(CheckEntitlement entitlements) : IKeyLimit
{
    /// <summary>The feature's name in price books.</summary>
    public const string Feature = "api_keys";

    public Refusal? RefuseAnother(AccountId account, int working)
    {
        var answer = entitlements.Of(account, Feature, working);
        if (answer.Allowed) return null;
        return answer.Limit is { } limit
            ? new(answer.Reason!, $"The plan allows {limit.ToDecimalText(0)} API keys, and {working} work. Revoke one, or change to a plan with more.")
            : new(answer.Reason!, "The plan has no API keys.");
    }
}
