using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Billing.Gateway;
using Billing.Service.Audit;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal.Api;
using Stripe.Sandbox;

namespace BillingPortal.Portal.Commands;

/// <summary>
/// <c>reconcile</c>: compares what the payment provider has on record with the ledger, in both directions, one line per
/// difference. Asks the running portal where one runs; otherwise reads the files and asks the provider itself.
/// </summary>
public static class ReconcileCommand
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var since = new Option<string?>("--since") { Description = $"First day to compare, e.g. 2026-11-01; {ReconcileEndpoint.UsualDays} days back if left out" };
        var json = new Option<bool>("--json") { Description = "Answer as JSON" };
        var data = Folder.Option();
        var command = new Command("reconcile", "Compare the payment provider's events and objects with the ledger; exit code 1 names differences, 2 that it could not") { since, json, data };
        command.SetAction((result, cancel) => Run(result.GetValue(since), result.GetValue(json), Folder.Of(result, data), cancel));
        return command;
    }

    private static async Task<int> Run(string? since, bool json, string folder, CancellationToken cancel)
    {
        Instant? from = null;
        if (since is not null)
        {
            if (!DateOnly.TryParseExact(since, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return CouldNot($"--since takes a day such as 2026-11-01, not '{since}'.");
            from = Instant.At(day.Year, day.Month, day.Day);
        }

        try
        {
            if (!File.Exists(Path.Combine(folder, "billing.db"))) return CouldNot($"There is no ledger in {folder}.");
            return Tell(await Match(folder, from, cancel), json);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // Whatever it was, nothing was compared: a script must not take it for differences.
            return CouldNot(e.Message);
        }
    }

    private static async Task<ProviderMatch> Match(string folder, Instant? since, CancellationToken cancel)
    {
        try
        {
            using var held = DataFolder.Take(folder);
            return await ByFiles(held, since, cancel);
        }
        catch (DataFolderInUseException inUse)
        {
            var door = DataFolder.FindDoor(folder) ?? throw new InvalidOperationException($"{inUse.Message} It has not finished starting, or it does not take commands.", inUse);
            return await ByPortal(door, since, cancel);
        }
    }

    private static async Task<ProviderMatch> ByPortal(PortalDoor door, Instant? since, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = door.Address, Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Add(DoorToken.Header, door.Token);
        using var answer = await http.GetAsync(new Uri($"{ReconcileEndpoint.Path}?since={since?.ToString() ?? ""}", UriKind.Relative), cancel);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"The running portal answered {(int)answer.StatusCode}: the payment provider could not be read.");
        return (await answer.Content.ReadFromJsonAsync<ProviderMatch>(cancel))!;
    }

    /// <summary>No portal runs: the configured provider is asked, or the sandbox is brought up on its own file.</summary>
    private static async Task<ProviderMatch> ByFiles(DataFolder folder, Instant? since, CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddStripeGateway(builder.Configuration.GetSection(StripeOptions.Section).Get<StripeOptions>() ?? new());
        await using var services = builder.Services.BuildServiceProvider();
        var connection = services.GetRequiredService<StripeConnection>();
        await using var sandbox = connection.UsesSandbox ? await SandboxServer.StartAsync(new SandboxOptions { DataFolder = folder.Path }, cancel) : null;
        var clock = new BillingClock(TimeProvider.System);
        if (sandbox is not null)
        {
            connection.UseSandbox(sandbox.Address);
            clock.MoveTo(clock.Now.Plus(sandbox.ClockOffset));
        }

        var reconciliation = new Reconciliation(
            new BillingReader(folder.BillingFile), services.GetRequiredService<IGatewayRecords>(), services.GetRequiredService<ICardGateway>(), clock);
        return await reconciliation.Run(since ?? clock.Now.PlusDays(-ReconcileEndpoint.UsualDays), cancel);
    }

    private static int Tell(ProviderMatch match, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(match, Readable));
        }
        else
        {
            foreach (var difference in match.Differences) Console.WriteLine($"{difference.Code} {difference.Subject}: {difference.Sentence}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{match.Differences.Count:N0} differences; {match.Payments:N0} payments, {match.Refunds:N0} refunds, {match.Disputes:N0} disputes, {match.Invoices:N0} invoices, {match.Events:N0} events; {match.Foreign:N0} payments of others"));
        }

        return match.Differences.Count == 0 ? ExitCode.Ok : ExitCode.Found;
    }

    private static int CouldNot(string why)
    {
        Console.Error.WriteLine(why);
        return ExitCode.BadInput;
    }
}
