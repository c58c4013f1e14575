using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Resources;

/// <summary>What payment recovery does to an account's resources (KO-38), within a flow or while an account is brought up to the present.</summary>
public static class ResourceBlocks
{
    private const string Actor = "Payment recovery";

    /// <summary>Pauses everything, whatever is wanted. Again changes nothing.</summary>
    public static void Block(WriteScope scope, int account, Instant at) =>
        Each(scope, account, (charging, resource) => charging.Block(resource, Actor, at));

    /// <summary>What was wanted resumes, if credit allows. Again changes nothing.</summary>
    public static void Unblock(WriteScope scope, int account, Instant at) =>
        Each(scope, account, (charging, resource) => charging.Unblock(resource, Actor, at));

    /// <summary>Ends everything for good.</summary>
    public static void Delete(WriteScope scope, int account, Instant at) =>
        Each(scope, account, (charging, resource) => charging.Delete(resource, ResourceReason.Recovery, Actor, at));

    private static void Each(WriteScope scope, int account, Action<ResourceCharging, ResourceRow> act)
    {
        if (ResourceCharging.Of(scope, account) is not { } charging) return;
        foreach (var resource in charging.Resources.ToList()) act(charging, resource);
    }
}
