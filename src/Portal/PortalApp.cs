using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace BillingPortal.Portal;

/// <summary>
/// The whole portal as one object: built, started, stopped. `dotnet run` and the tests start the same one.
/// </summary>
public sealed class PortalApp : IAsyncDisposable
{
    private readonly WebApplication _web;

    private PortalApp(WebApplication web) => _web = web;

    public IServiceProvider Services => _web.Services;

    /// <summary>Where it listens, known after <see cref="Start"/>.</summary>
    public Uri Address => new(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <param name="args">Host settings, e.g. <c>--Portal:DataFolder=x</c>.</param>
    /// <param name="configure">Replaces parts before the host is built (tests).</param>
    public static PortalApp Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = "BillingPortal" });
        var options = builder.Configuration.GetSection(PortalOptions.Section).Get<PortalOptions>() ?? new();
        builder.WebHost.UseUrls(options.Url);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        configure?.Invoke(builder);
        var web = builder.Build();
        web.MapStaticAssets();
        web.UseAntiforgery();
        return new PortalApp(web);
    }

    public Task Start(CancellationToken cancel) => _web.StartAsync(cancel);

    public Task WaitForShutdown() => _web.WaitForShutdownAsync();

    public ValueTask DisposeAsync() => _web.DisposeAsync();
}
