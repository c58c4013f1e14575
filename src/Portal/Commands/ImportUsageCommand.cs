using System.CommandLine;
using System.Globalization;
using Billing.Units;
using Spectre.Console;

namespace BillingPortal.Portal.Commands;

/// <summary>
/// <c>import-usage FILE --account A --model M</c>: books a file of usage through the metering path, into the running
/// portal if there is one. Running it again, or on a copy of the file, books nothing.
/// </summary>
public static class ImportUsageCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "CloudEvents as JSON lines, or CSV with TIMESTAMP, ContextTokens, GeneratedTokens" };
        var account = new Option<string>("--account") { Description = "Organisation: its name or acct_… id", Required = true };
        var model = new Option<string?>("--model") { Description = "Model of the rows of a CSV file, by id or name" };
        var meter = new Option<string>("--meter") { Description = "Meter of the rows of a CSV file", DefaultValueFactory = _ => "chat" };
        var data = Folder.Option();
        var command = new Command("import-usage", "Book a file of usage; each row once, however often it is run") { file, account, model, meter, data };
        command.SetAction((result, cancel) => Run(
            result.GetRequiredValue(file), result.GetRequiredValue(account), result.GetValue(model), result.GetRequiredValue(meter), Folder.Of(result, data), cancel));
        return command;
    }

    private static async Task<int> Run(FileInfo file, string account, string? model, string meter, string data, CancellationToken cancel)
    {
        if (!file.Exists) return Fail($"There is no file {file.Name}.");
        var usage = await UsageFile.Open(file.FullName, cancel);
        if (usage.NeedsModel && model is null) return Fail("A CSV file needs --model: its rows do not name one.");
        try
        {
            await using var door = UsageDoor.Open(data, account);
            return await Book(usage, door, meter, model, cancel);
        }
        catch (NoUsageDoorException e)
        {
            Fail(e.Message);
            return ExitCode.Unavailable;
        }
    }

    private static async Task<int> Book(UsageFile usage, UsageDoor door, string meter, string? model, CancellationToken cancel)
    {
        var summary = new ImportSummary();
        try
        {
            await Progress(usage.Rows, async advance =>
            {
                foreach (var batch in usage.Lines(meter, model).Chunk(UsageDoor.BatchSize))
                {
                    summary.Add(await door.Send(batch, cancel), batch);
                    advance(batch.Length);
                }
            });
        }
        catch (UsageFileException e)
        {
            Print(summary, door.Asset);
            return Fail(e.Message + ". The rows before it are booked; mend the line and run it again.");
        }

        Print(summary, door.Asset);
        return summary.Refused > 0 ? ExitCode.Found : ExitCode.Ok;
    }

    private static Task Progress(long rows, Func<Action<int>, Task> work) => AnsiConsole.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .StartAsync(async context =>
        {
            var task = context.AddTask("Booking usage", maxValue: Math.Max(1, rows));
            await work(count => task.Increment(count));
            task.Value = task.MaxValue;
        });

    private static void Print(ImportSummary summary, Asset asset)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        table.AddRow("Rows read", Count(summary.Read));
        table.AddRow("Booked now", Count(summary.Accepted));
        table.AddRow("Already booked", Count(summary.Duplicates));
        table.AddRow("Refused", Count(summary.Refused));
        table.AddRow("Input tokens booked", Count(summary.InputTokens));
        table.AddRow("Output tokens booked", Count(summary.OutputTokens));
        table.AddRow("Charged", new Amount(summary.Cost, asset).ToString());
        if (summary.Uncovered > 0) table.AddRow("Not covered by the balance", new Amount(summary.Uncovered, asset).ToString());
        AnsiConsole.Write(table);
        if (summary.Accepted == 0 && summary.Duplicates > 0) Console.WriteLine("Nothing was booked: this usage is in the ledger already.");
        foreach (var (reason, count) in summary.Reasons.OrderByDescending(r => r.Value).Take(10)) Console.WriteLine($"{Count(count)} refused: {reason}");
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return ExitCode.BadInput;
    }
}
