using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BillingPortal.Portal.Parts;

public static class PartsServices
{
    /// <summary>What the parts need from the container: the circuit's toasts, what pages were drawn with a moment ago, and real time for how long both stay.</summary>
    public static IServiceCollection AddPortalParts(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RecentReads>();
        return services.AddScoped<Toasts>();
    }
}
