namespace BillingPortal.Portal.Commands;

/// <summary>What a command's exit code means.</summary>
public static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The command ran and found something wrong: violations, refused rows.</summary>
    public const int Found = 1;

    /// <summary>The command's input or the configuration is wrong.</summary>
    public const int BadInput = 2;

    /// <summary>Another process holds the data folder, or the portal cannot be reached.</summary>
    public const int Unavailable = 3;
}
