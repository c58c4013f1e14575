using System.CommandLine;

namespace BillingPortal.Portal.Commands;

public static class ImportUsageCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "x" };
        var command = new Command("import-usage", "x") { file };
        command.SetAction(async (result, cancel) => { await Task.Yield(); _ = result.GetRequiredValue(file); return ExitCode.Ok; });
        return command;
    }
}
