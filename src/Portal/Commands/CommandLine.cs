using System.CommandLine;

namespace BillingPortal.Portal.Commands;

/// <summary>The binary's commands. Without one, the portal runs.</summary>
public static class CommandLine
{
    public static async Task<int> Run(string[] args)
    {
        // Host settings such as --Portal:Url=… are no commands: without a command word the portal takes all arguments.
        if (args.Length == 0 || args[0].StartsWith("--Portal", StringComparison.Ordinal) || args[0].StartsWith("--environment", StringComparison.Ordinal))
            return await RunPortalCommand.Run(args);

        var root = new RootCommand("BillingPortal: run without a command to start the portal")
        {
            ImportUsageCommand.Create(),
            VerifyLedgerCommand.Create(),
            ReconcileCommand.Create(),
            DemoCommand.Create(),
            PriceBookCommand.Create(),
            VectorsCommand.Create(),
            StripeSandboxCommand.Create(),
        };
        var parsed = root.Parse(args);
        var exit = await parsed.InvokeAsync();
        return parsed.Errors.Count > 0 ? ExitCode.BadInput : exit;
    }
}
