using System.Diagnostics;
using System.Text.Json;
using BillingPortal.Portal.Commands;
using Portal.Tests.Settling;
using Portal.Tests.Settling.Scenarios;
using Stripe.Sandbox;

namespace Portal.Tests.Commands;

/// <summary><c>reconcile</c> as an operator's script runs it: a process of its own, beside a running portal and without one.</summary>
public sealed class ReconcileCommandTests
{
    [Fact]
    public async Task Reconcile_OfEqualBooks_SaysSoAndEndsWithZero()
    {
        await using var host = await SettlementHost.Start();
        await MoneyBack.Buy(host);
        await host.Quiet();

        var (exit, said, _) = await Run("--data", host.Folder);
        Assert.Equal((ExitCode.Ok, true), (exit, said.StartsWith("0 differences; 1 payments, 0 refunds", StringComparison.Ordinal)));
        (exit, said, _) = await Run("--data", host.Folder, "--json");
        using var match = JsonDocument.Parse(said);
        Assert.Equal((ExitCode.Ok, 0, 1), (exit, match.RootElement.GetProperty("differences").GetArrayLength(), match.RootElement.GetProperty("payments").GetInt32()));
    }

    [Fact]
    public async Task Reconcile_OfARefundNobodyTold_NamesItWithThePortalAndWithoutIt()
    {
        var folder = Directory.CreateTempSubdirectory("reconcile-").FullName;
        var host = await SettlementHost.Start(folder: folder);
        var bought = await MoneyBack.Buy(host);
        await host.Quiet();
        host.Sandbox.DisturbWebhooks(host.WebhookUrl.ToString(), new WebhookDisturbance { DropNext = 1_000 });
        var refund = (string)(await host.Provider(HttpMethod.Post, "/v1/refunds", ("payment_intent", bought.GatewayPayment!), ("amount", "4000")))["id"]!;

        var (exit, said, _) = await Run("--data", folder);
        Assert.Equal(ExitCode.Found, exit);
        Assert.Contains($"refund_unknown {refund}: ", said, StringComparison.Ordinal);
        (exit, said, _) = await Run("--data", folder, "--json");
        using var match = JsonDocument.Parse(said);
        var only = Assert.Single(match.RootElement.GetProperty("differences").EnumerateArray());
        Assert.Equal((ExitCode.Found, "refund_unknown", refund), (exit, only.GetProperty("code").GetString(), only.GetProperty("subject").GetString()));
        // Nothing of it was made so late.
        var later = host.Sandbox.Now.AddDays(3).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(ExitCode.Ok, (await Run("--data", folder, "--since", later)).Exit);

        await host.Stop();
        (exit, said, _) = await Run("--data", folder);
        Assert.Equal(ExitCode.Found, exit);
        Assert.Contains($"refund_unknown {refund}: ", said, StringComparison.Ordinal);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Reconcile_WhileTheProviderIsAway_CouldNotAndSaysWhy()
    {
        await using var host = await SettlementHost.Start();
        host.Sandbox.Away(true);

        var (exit, said, error) = await Run("--data", host.Folder);

        Assert.Equal((ExitCode.BadInput, "", true), (exit, said, error.Contains("the payment provider could not be read", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("no-such-folder", "", "There is no ledger in ")]
    [InlineData("no-such-folder", "--since yesterday", "--since takes a day such as")]
    [InlineData("no-such-folder", "--loudly", "--loudly")]
    [InlineData(null, "", "file is not a database")]
    public async Task Reconcile_ThatCannotBegin_IsNeverTakenForDifferences(string? folder, string options, string why)
    {
        var damaged = Directory.CreateTempSubdirectory("reconcile-").FullName;
        await File.WriteAllTextAsync(Path.Combine(damaged, "billing.db"), new string('x', 8_192));

        var (exit, _, error) = await Run(["--data", folder ?? damaged, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains(why, error, StringComparison.Ordinal);
        Directory.Delete(damaged, recursive: true);
    }

    private static async Task<(int Exit, string Said, string Error)> Run(params string[] options)
    {
        var here = AppContext.BaseDirectory;
        string[] portal =
        [
            "exec", "--runtimeconfig", Path.Combine(here, "Portal.Tests.runtimeconfig.json"), "--depsfile", Path.Combine(here, "Portal.Tests.deps.json"),
            typeof(ReconcileCommand).Assembly.Location, "reconcile",
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", [.. portal, .. options])
        {
            WorkingDirectory = here,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            var said = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, said, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
