using System.CommandLine;
using System.Globalization;
using Billing.Service.Audit;

namespace BillingPortal.Portal.Commands;

/// <summary><c>verify-ledger</c>: makes every number, balance and hash again from the rows. Works while the portal runs, and on a copy.</summary>
public static class VerifyLedgerCommand
{
    public static Command Create()
    {
        var data = Folder.Option();
        var command = new Command("verify-ledger", "Recompute every entry, balance and hash, and name what does not follow") { data };
        command.SetAction((result, cancel) => Task.Run(() => Run(Folder.Of(result, data), cancel), cancel));
        return command;
    }

    private static int Run(string folder, CancellationToken cancel)
    {
        var billing = Path.Combine(folder, "billing.db");
        if (!File.Exists(billing))
        {
            Console.Error.WriteLine($"There is no ledger in {folder}.");
            return ExitCode.BadInput;
        }

        var report = LedgerVerification.Run(billing, Path.Combine(folder, "views.db"), cancel: cancel);
        foreach (var violation in report.Violations) Console.WriteLine(violation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Accounts:N0} accounts, {report.Entries:N0} entries, {report.UsageRows:N0} usage rows, cached figures {(report.ViewsChecked ? "compared" : "absent")}, {report.Elapsed.TotalSeconds:N1} s"));
        Console.WriteLine(report.IsSound ? "The ledger is sound." : $"{report.Violations.Count} violations.");
        return report.IsSound ? ExitCode.Ok : ExitCode.Found;
    }
}
