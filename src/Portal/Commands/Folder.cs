using System.CommandLine;

namespace BillingPortal.Portal.Commands;

/// <summary>The data folder of a command: the one it is given, or the configured one.</summary>
public static class Folder
{
    public static Option<string?> Option() => new("--data") { Description = "Data folder; the configured one if left out" };

    public static string Of(ParseResult result, Option<string?> option)
    {
        if (result.GetValue(option) is { } given) return Path.GetFullPath(given);
        var builder = WebApplication.CreateBuilder();
        var options = builder.Configuration.GetSection(PortalOptions.Section).Get<PortalOptions>() ?? new();
        return options.FolderIn(builder.Environment.ContentRootPath);
    }
}
