return await BillingPortal.Portal.Commands.CommandLine.Run(args);

/// <summary>The entry point; tests name it to find the portal's assembly.</summary>
public partial class Program;
