using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BillingPortal.Portal.Parts;

public static class PartsServices
{
    /// <summary>What the parts need from the container: the circuit's toasts and real time for how long they stay.</summary>
    public static IServiceCollection AddPortalParts(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddScoped<Toasts>();
    }
}
