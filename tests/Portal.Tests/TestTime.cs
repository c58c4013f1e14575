using Billing.Service.Ports;
using Billing.Units;
using BillingPortal.Portal;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests;

/// <summary>
/// The time in which the tests' portals live, whatever the day on which they are run: the codes of the shipped price books
/// end, and a month's length decides amounts. It runs on from there as real time does.
/// </summary>
internal static class TestTime
{
    public static readonly Instant Start = Instant.At(2026, 3, 10, 12);

    private static readonly TimeSpan Offset = Start - Instant.From(TimeProvider.System.GetUtcNow());

    /// <summary>While the portal is built, before its first commit: a ledger never again writes a time before its latest.</summary>
    public static void LiveInTestTime(this WebApplicationBuilder builder) =>
        builder.Services.Select(service => service.ImplementationInstance).OfType<BillingClock>().Single().Offset = Offset;

    /// <summary>The provider's clock first, then ours.</summary>
    public static void MoveTo(this PortalApp portal, Instant to)
    {
        var clock = portal.Services.GetRequiredService<BillingClock>();
        portal.Sandbox!.ClockOffset = to - clock.Now.Plus(-clock.Offset);
        clock.MoveTo(to);
    }
}
