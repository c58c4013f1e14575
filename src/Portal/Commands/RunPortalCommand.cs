namespace BillingPortal.Portal.Commands;

/// <summary>Starts everything and stays until stopped.</summary>
public static class RunPortalCommand
{
    public static async Task<int> Run(string[] args)
    {
        await using var app = PortalApp.Build(args);
        await app.Start(CancellationToken.None);
        await app.WaitForShutdown();
        return ExitCode.Ok;
    }
}
