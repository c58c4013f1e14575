using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests;

/// <summary>
/// Properties over thousands of generated cases. Each run has a new seed and prints it; set BILLING_TESTS_SEED to the
/// printed number to see the same cases again.
/// </summary>
internal static class Property
{
    public const int Cases = 4_000;

    private static readonly ulong Seed = SeedOfRun();

    /// <summary>Checks that a sentence holds for every generated case; a failure throws with the smallest case found.</summary>
    public static void Holds<T>(ITestOutputHelper output, Gen<T> cases, Func<T, bool> sentence, int count = Cases)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"BILLING_TESTS_SEED={Seed}, {count} cases"));
        var config = Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(Seed, 1);
        Prop.ForAll(Arb.From(cases), sentence).Check(config);
    }

    private static ulong SeedOfRun() =>
        ulong.TryParse(Environment.GetEnvironmentVariable("BILLING_TESTS_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? seed
            : (ulong)Random.Shared.NextInt64();
}
