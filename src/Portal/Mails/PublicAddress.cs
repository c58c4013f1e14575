using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace BillingPortal.Portal.Mails;

/// <summary>
/// The address that links in mails begin with: from settings, else where the portal itself listens. Never from a request,
/// whose Host header anybody can write.
/// </summary>
public sealed class PublicAddress(IOptions<PortalOptions> options, IServer server)
{
    public Uri Link(string path) => new(Root, path);

    private Uri Root => new(
        options.Value.PublicUrl is { Length: > 0 } named ? WithSlash(named)
        : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } bound ? WithSlash(bound)
        : WithSlash(options.Value.Url));

    private static string WithSlash(string address) => address.EndsWith('/') ? address : address + "/";
}
