using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Billing.Service.Metering;

/// <summary>
/// Named places where a test lets this process die as if by <c>kill -9</c>: around each commit, and around each call of
/// the payment provider. Unless a test asks for it, a point is one comparison with null.
/// </summary>
internal static class CrashPoints
{
    public const string Variable = "BILLINGPORTAL_CRASH_AT";
    public const string BeforeCommit = "before-commit";
    public const string AfterCommit = "after-commit";
    public const string BeforeCall = "before-call";
    public const string AfterCall = "after-call";

    public static readonly IReadOnlyList<string> All = [BeforeCommit, AfterCommit, BeforeCall, AfterCall];

    // "before-commit:3" dies at the third commit.
    private static Plan? _armed = Environment.GetEnvironmentVariable(Variable) is { } at ? new Plan(at) : null;

    /// <summary>From now on: dies at <c>point:n</c>, or only counts at <c>count</c>.</summary>
    public static void Arm(string at) => _armed = new Plan(at);

    /// <summary>How often a point was passed since it was armed.</summary>
    public static int Passed(string point) => _armed?.Passed(point) ?? 0;

    public static void Hit(string point) => _armed?.Hit(point);

    private sealed class Plan(string at)
    {
        private readonly ConcurrentDictionary<string, int> _passed = new();

        public int Passed(string point) => _passed.GetValueOrDefault(point);

        public void Hit(string point)
        {
            var passed = _passed.AddOrUpdate(point, 1, (_, before) => before + 1);
            if (at == string.Create(CultureInfo.InvariantCulture, $"{point}:{passed}")) Process.GetCurrentProcess().Kill();
        }
    }
}
