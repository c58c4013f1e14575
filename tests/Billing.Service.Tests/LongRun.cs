namespace Billing.Service.Tests;

/// <summary>Some tests do much more when <c>BILLINGPORTAL_LONG=1</c>; they always do something.</summary>
internal static class LongRun
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("BILLINGPORTAL_LONG") == "1";
}
