using System.CommandLine;

namespace BillingPortal.Portal.Commands;

public static class DemoCommand
{
    public static Command Create() => new("demo", "Demo data") { };
}
