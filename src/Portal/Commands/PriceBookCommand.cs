using System.CommandLine;
using Billing.PriceBooks;

namespace BillingPortal.Portal.Commands;

/// <summary><c>pricebook check FILE</c>: says whether a price book can be published, and else every fault with its path.</summary>
public static class PriceBookCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A price book as JSON (pricebooks/pricebook.schema.json)" };
        var check = new Command("check", "Read a price book and name every fault by its path") { file };
        check.SetAction(result => Check(result.GetRequiredValue(file), Console.Out, Console.Error));
        return new Command("pricebook", "Work on price books") { check };
    }

    /// <summary>Answers the exit code.</summary>
    public static int Check(FileInfo file, TextWriter output, TextWriter error)
    {
        byte[] json;
        try
        {
            json = File.ReadAllBytes(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"{file.FullName}: {e.Message}");
            return ExitCode.BadInput;
        }

        var reading = PriceBookDocument.Parse(json);
        foreach (var fault in reading.Faults) output.WriteLine(fault);
        output.WriteLine(reading.Book is { } book
            ? $"{book.Name} version {book.Version} is in order: effective from {book.EffectiveFrom}, {book.Meters.Count} meters, {book.Lines.Count} price lines, {book.Plans.Count} plans, {book.Samples.Count} sample figures."
            : $"{reading.Faults.Count} {(reading.Faults.Count == 1 ? "fault" : "faults")}.");
        return reading.Book is null ? ExitCode.Found : ExitCode.Ok;
    }
}
