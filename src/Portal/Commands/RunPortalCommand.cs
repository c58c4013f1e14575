using Billing.Gateway;
using Billing.Service.Storage;
using BillingPortal.Portal.Demo;

namespace BillingPortal.Portal.Commands;

/// <summary>Starts everything, says where it is, and stays until stopped.</summary>
public static class RunPortalCommand
{
    public static async Task<int> Run(string[] args)
    {
        try
        {
            await using var app = PortalApp.Build(args);
            await app.Start(CancellationToken.None);
            Greet(app);
            await app.WaitForShutdown();
            return ExitCode.Ok;
        }
        catch (Exception e) when (e is StripeSettingsException or PortalSettingsException)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.BadInput;
        }
        catch (DataFolderInUseException e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.Unavailable;
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            Console.Error.WriteLine($"{e.Message} Choose another address with --Portal:Url=http://127.0.0.1:PORT.");
            return ExitCode.Unavailable;
        }
    }

    private static void Greet(PortalApp app)
    {
        Console.WriteLine();
        Console.WriteLine($"  BillingPortal   {app.Address}");
        if (app.Sandbox is { } sandbox) Console.WriteLine($"  Stripe sandbox  {sandbox.Address}   (no key configured; pay with 4242 4242 4242 4242)");
        if (app.HasDemo)
        {
            Console.WriteLine();
            Console.WriteLine($"  Sign in as, all with the password {DemoPeople.Password}");
            foreach (var signIn in DemoPeople.SignIns) Console.WriteLine($"    {signIn.Email,-24} {signIn.Role}");
        }

        Console.WriteLine();
        Console.WriteLine("  Stop with Ctrl+C.");
    }
}
