using Microsoft.AspNetCore.Http.HttpResults;

namespace BillingPortal.Portal.Session;

/// <summary>Where a sign-in may lead back to: a path of this portal and nothing else.</summary>
public static class LocalUrl
{
    public const string Home = "/";

    /// <summary>The path, or <see cref="Home"/> for anything that is not plainly one of ours.</summary>
    public static string OrHome(string? url) =>
        url is { Length: > 0 and <= 2_000 } && url[0] == '/' && !url.Contains('\\') && RedirectHttpResult.IsLocalUrl(url) ? url : Home;
}
