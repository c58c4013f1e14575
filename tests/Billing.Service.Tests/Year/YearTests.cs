using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Billing.Service.Tests.Year;

/// <summary>
/// Years by chance. <c>BILLINGPORTAL_YEAR_SEED</c> runs these seeds alone (<c>17</c>, <c>3,8</c>), <c>BILLINGPORTAL_LONG=1</c> two thousand of them.
/// A seed that ever failed belongs into <see cref="Remembered"/>.
/// </summary>
public sealed class YearTests(ITestOutputHelper output)
{
    private const int AtOnce = 2;
    private static readonly int[] Remembered = [58, 124, 170, 191];

    [Fact]
    public async Task Year_OfAnySeed_KeepsEveryInvariant()
    {
        var only = Environment.GetEnvironmentVariable("BILLINGPORTAL_YEAR_SEED");
        var seeds = only is not null ? only.Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))
            : Remembered.Concat(Enumerable.Range(1, LongRun.IsOn ? 2_000 : 200));
        var began = Stopwatch.StartNew();
        var (told, broken) = (new ConcurrentBag<YearTold>(), new ConcurrentBag<string>());
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) =>
        {
            try
            {
                using var year = new SimulatedYear(seed);
                told.Add(await year.Run());
            }
            catch (YearViolationException e)
            {
                broken.Add(e.Message);
            }
        });
        output.WriteLine($"{told.Count} years in {began.Elapsed.TotalSeconds:0} s, {broken.Count} broken");
        if (!told.IsEmpty)
        {
            output.WriteLine(
                $"a year has {told.Average(year => year.Actions):0} actions, {told.Average(year => year.Repeated):0} of them repeated, {told.Average(year => year.Deaths):0.0} deaths, "
                + $"{told.Average(year => year.Entries):0} entries, {told.Average(year => year.Payments):0} payments, {told.Average(year => year.WentBack):0} refunds and disputes, {told.Average(year => year.Declined):0} declined, "
                + $"{told.Average(year => year.LostAnswers):0} answers lost, {told.Average(year => year.FullAudits):0} full audits");
        }

        Assert.True(broken.IsEmpty, $"{broken.Count} of {told.Count + broken.Count} seeds:\n{string.Join("\n\n", broken.Take(3))}");
    }

    [Theory]
    [InlineData("LostAnswerIsDecline", "The bank took|and to the same key")]
    [InlineData("BankForgetsKeys", "taken from the card twice|The bank took|and the card paid")]
    [InlineData("BankKeepsSilent", "and unknown for")]
    [InlineData("JobsAreOff", "The bank took|still holds|Accounts are still due")]
    public async Task Year_WithSomethingWrongOnPurpose_IsNoticed(string fault, string words)
    {
        const int Seeds = 6;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            using var year = new SimulatedYear(seed, fault: Enum.Parse<YearFault>(fault));
            try
            {
                await year.Run();
            }
            catch (YearViolationException e)
            {
                Assert.True(words.Split('|').Any(word => e.Message.Contains(word, StringComparison.Ordinal)), e.Message);
                return;
            }
        }

        Assert.Fail($"{Seeds} years with {fault}, and nobody noticed");
    }
}
