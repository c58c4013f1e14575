using System.CommandLine;
using System.Text.Json;
using BillingPortal.Portal.Commands.Vectors;

namespace BillingPortal.Portal.Commands;

/// <summary><c>vectors FILE</c>: runs acceptance vectors through the engine's own decisions; prints each failure and a count.</summary>
public static class VectorsCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A JSON file of acceptance vectors" };
        var command = new Command("vectors", "Run acceptance vectors against the billing engine") { file };
        command.SetAction(result => Run(result.GetRequiredValue(file)));
        return command;
    }

    private static int Run(FileInfo file)
    {
        try
        {
            using var json = file.OpenRead();
            var results = VectorRun.Of(json);
            foreach (var failure in results.Where(result => !result.Passed))
                Console.WriteLine($"{failure.Vector.Id} {failure.Vector.Title}: {failure.Difference}");
            var passed = results.Count(result => result.Passed);
            Console.WriteLine($"{passed} passed, {results.Count - passed} failed");
            return passed == results.Count ? ExitCode.Ok : ExitCode.Found;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            Console.Error.WriteLine($"{file.FullName}: {e.Message}");
            return ExitCode.BadInput;
        }
    }
}
