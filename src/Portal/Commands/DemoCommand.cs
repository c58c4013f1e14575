using System.CommandLine;
using Billing.Service.Storage;

namespace BillingPortal.Portal.Commands;

/// <summary><c>demo reset</c>: throws the data folder's databases away; the next start fills the demo in again.</summary>
public static class DemoCommand
{
    private static readonly string[] Files = ["billing.db", "portal.db", "views.db", "stripe-sandbox.db"];

    public static Command Create()
    {
        var data = Folder.Option();
        var reset = new Command("reset", "Throw the demo away; the next start makes it again") { data };
        reset.SetAction(result => Reset(Folder.Of(result, data)));
        return new Command("demo", "The demo data") { reset };
    }

    private static int Reset(string path)
    {
        var environment = WebApplication.CreateBuilder().Environment;
        if (!environment.IsDevelopment())
        {
            Console.Error.WriteLine($"demo reset deletes every database of the folder, so it works in Development only; this is {environment.EnvironmentName}.");
            return ExitCode.BadInput;
        }

        try
        {
            using var folder = DataFolder.Take(path);
            foreach (var file in Files.SelectMany(file => new[] { file, file + "-wal", file + "-shm", file + "-journal" }))
                File.Delete(Path.Combine(folder.Path, file));
            Console.WriteLine("The demo is gone. `dotnet run` makes it again.");
            return ExitCode.Ok;
        }
        catch (DataFolderInUseException e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.Unavailable;
        }
    }
}
