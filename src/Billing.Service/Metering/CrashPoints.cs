using System.Diagnostics;

namespace Billing.Service.Metering;

/// <summary>
/// Named places where a test lets this process die as if by <c>kill -9</c>. Without the environment variable a point is
/// one comparison with null.
/// </summary>
internal static class CrashPoints
{
    public const string Variable = "BILLINGPORTAL_CRASH_AT";
    public const string BeforeCommit = "before-commit";
    public const string AfterCommit = "after-commit";

    // "before-commit:3" dies at the third commit.
    private static readonly string? Armed = Environment.GetEnvironmentVariable(Variable);
    private static int _passed;

    public static void Hit(string point)
    {
        if (Armed is null || !Armed.StartsWith(point + ":", StringComparison.Ordinal)) return;
        if (++_passed == int.Parse(Armed.AsSpan(point.Length + 1), System.Globalization.CultureInfo.InvariantCulture)) Process.GetCurrentProcess().Kill();
    }
}
