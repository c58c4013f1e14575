using System.CommandLine;
using Stripe.Sandbox;

namespace BillingPortal.Portal.Commands;

/// <summary><c>stripe-sandbox</c>: the local stand-in for Stripe alone, for trying other programs against it.</summary>
public static class StripeSandboxCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Loopback port; 0 takes the last one where it is free, or any other" };
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder of its database", DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("data", "stripe-sandbox")) };
        var seller = new Option<string>("--seller") { Description = "Who is being paid, as its pages say it", DefaultValueFactory = _ => "Sandbox seller" };
        var command = new Command("stripe-sandbox", "Run the local Stripe alone") { port, data, seller };
        command.SetAction((result, cancel) => Run(
            new SandboxOptions { Port = result.GetValue(port), DataFolder = result.GetRequiredValue(data).FullName, SellerName = result.GetRequiredValue(seller) }, cancel));
        return command;
    }

    private static async Task<int> Run(SandboxOptions options, CancellationToken cancel)
    {
        try
        {
            await using var sandbox = await SandboxServer.StartAsync(options, cancel);
            Greet(sandbox, options);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return ExitCode.Ok;
        }
        catch (IOException e)
        {
            Console.Error.WriteLine($"{e.Message} Choose another port with --port, or another folder with --data.");
            return ExitCode.Unavailable;
        }
    }

    private static void Greet(SandboxServer sandbox, SandboxOptions options)
    {
        Console.WriteLine($"""

              Stripe sandbox  {sandbox.Address}
              Speaks          {SandboxServer.ApiVersion}
              Key             sk_test_sandbox   (any sk_test_… or rk_test_…; live keys are refused)
              Data            {options.DataFolder}

              Point a client at it:  Stripe.net   ApiBase = "{sandbox.Address}"
                                     stripe-node  host 127.0.0.1, port {new Uri(sandbox.Address).Port}, protocol http
              Pay with 4242 4242 4242 4242; every page lists the other test cards.
              Move its clock, deliver webhooks again, let calls fail:  POST {sandbox.Address}/_sandbox/…

              Stop with Ctrl+C.
            """);
    }
}
