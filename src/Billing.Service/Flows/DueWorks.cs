using Billing.Service.Flows.Credits;
using Billing.Service.Flows.Invoices;
using Billing.Service.Flows.Plans;
using Billing.Service.Flows.Recovery;
using Billing.Service.Flows.Resources;
using Billing.Service.Metering;

namespace Billing.Service.Flows;

/// <summary>Everything that happens to an account by time alone.</summary>
internal static class DueWorks
{
    /// <summary>
    /// The order at one instant: what has expired pays nothing any more, then new allowances are there, then what is
    /// blocked stops, then what runs is charged, and what is over is invoiced.
    /// </summary>
    public static IReadOnlyList<OpenDueWork> InOrder { get; } =
    [
        GrantExpiry.Of,
        PlanMonths.Of,
        PaymentRecovery.Of,
        ResourceCharging.Of,
        IssueInvoice.Of,
    ];
}
