using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Flows.Recovery;

/// <summary>What payment recovery does to an account's resources (KO-38).</summary>
internal static class ResourceBlocks
{
    public static void Block(WriteScope scope, int account, Instant at) { }

    public static void Unblock(WriteScope scope, int account, Instant at) { }

    public static void Delete(WriteScope scope, int account, Instant at) { }
}
