using System.Globalization;
using Billing.Credits;
using Billing.Metering;
using Billing.Rating;
using Billing.Service.Audit;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Service.Tests.Views;
using Billing.Units;

namespace Billing.Service.Tests.Metering;

/// <summary>Weeks on all five books by chance: grants, plans, limits, late and failed and repeated events, restarts. Everything must add up again.</summary>
public sealed class EveryBookPropertyTests
{
    private static readonly string[] Books = ["kernstack", "deployments", "modelstack", "koyeb", "kunavo"];

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public async Task Charge_AnyHistoryOfAnyBook_AddsUpAgain(int seed)
    {
        var random = new Random(seed);
        using var views = new ViewsLedger();
        var ledger = views.Ledger;
        var accounts = Books.Select(book => (Book: book, Id: ledger.OpenAccount(book, book))).ToArray();
        var sent = new List<(AccountId Account, UsageEvent Event)>();
        for (var step = 0; step < 150; step++)
        {
            ledger.Clock.MoveTo(ledger.Clock.Now.Plus(TimeSpan.FromSeconds(random.Next(1, 9_000))));
            var (book, account) = accounts[random.Next(accounts.Length)];
            var prepaid = book != "koyeb";
            switch (random.Next(8))
            {
                case 0 when prepaid:
                    var kind = random.Next(2) == 0 ? GrantKind.Coupon : GrantKind.Bonus;
                    ledger.Grant(account, random.Next(1, 300).ToString(CultureInfo.InvariantCulture), kind, random.Next(3) == 0 ? ledger.Clock.Now.PlusDays(random.Next(1, 5)) : null);
                    break;
                case 1 when book == "kernstack":
                    await ledger.Writer.Run(scope =>
                    {
                        scope.SetLimit(scope.Find(account)!.Account, Environment(random)!, random.Next(3) == 0 ? null : random.Next(0, 200) * Asset.UnitsPerWhole);
                        return 0;
                    }, CancellationToken.None);
                    break;
                case 2 when random.Next(4) == 0:
                    ledger.Restart();
                    break;
                default:
                    var events = Enumerable.Range(0, random.Next(1, 9)).Select(_ => Work(ledger, random, book)).ToList();
                    if (sent.Count > 0 && sent[random.Next(sent.Count)] is var (other, again) && other == account) events.Add(again);
                    sent.AddRange(events.Select(e => (account, e)));
                    foreach (var receipt in await ledger.Ingest(account, [.. events])) Assert.True(!prepaid || receipt.BalanceAfter >= 0, $"seed {seed}: below zero");
                    break;
            }
        }

        Assert.Empty(LedgerVerification.Run(views.BillingPath, views.ViewsPath).Violations);
        foreach (var (hour, charged, rounded) in HoursOf(views, accounts[0].Id)) Assert.True(charged == rounded, $"seed {seed}, {hour}: {charged} charged for a sum that rounds to {rounded}");
    }

    /// <summary>What an environment's hours cost, beside their sums priced again with the explaining, slow form and rounded with a calculator's rule.</summary>
    private static IEnumerable<(string Hour, Fraction Charged, Fraction Rounded)> HoursOf(ViewsLedger views, AccountId account)
    {
        var book = views.Ledger.Writer.Books.At("kernstack", TestLedger.Start).Book;
        foreach (var hour in views.UsageOf(account).Where(usage => views.Name(usage.Meter) != "catalog_model").GroupBy(usage => (usage.Environment, usage.Occurred.HourNumber)))
        {
            var exact = hour.Aggregate(Fraction.Zero, (sum, usage) => sum + Rater.Explain(book, usage.ToEvent(views.Name))!.Exact);
            var charged = hour.Sum(usage => usage.Cost + usage.Uncovered);
            yield return (hour.Key.ToString(), Fraction.Of(charged, Asset.UnitsPerWhole), exact.IsWhole ? exact : exact.Numerator / exact.Denominator + 1);
        }
    }

    private static UsageEvent Work(TestLedger ledger, Random random, string book)
    {
        var time = ledger.Clock.Now.Plus(-TimeSpan.FromSeconds(random.Next(3) == 0 ? random.Next(0, 30 * 86_400) : random.Next(0, 4_000)));
        var e = (book, random.Next(3)) switch
        {
            ("kernstack", 0) => ledger.Event("catalog_model", "text-embed-v1", time, Environment(random), (Measure.PromptTokens, random.Next(0, 5_000))),
            ("kernstack", 1) => ledger.Event("custom_inference", null, time, Environment(random), (Measure.RamMib, random.Next(1, 4_096)), (Measure.Seconds, random.Next(0, 90))),
            ("kernstack", _) => ledger.Event("duration", null, time, Environment(random), (Measure.Bytes, random.Next()), (Measure.GibHours, random.Next(0, 9))),
            ("deployments", _) => ledger.Event("instance_hour", "gpu-s", time, null, (Measure.Seconds, random.Next(0, 9_000))),
            ("modelstack", _) => ledger.Event("model_tokens", "gpt-5", time, null, (Measure.InputTokens, random.Next(0, 900_000)), (Measure.OutputTokens, random.Next(0, 90_000))),
            ("koyeb", 0) => ledger.Event("bandwidth", null, time, null, (Measure.Bytes, random.Next())),
            ("koyeb", _) => ledger.Event("instance_second", random.Next(2) == 0 ? "small" : "free", time, null, (Measure.Seconds, random.Next(0, 90_000))),
            _ => ledger.Call(inputTokens: random.Next(0, 400_000), time: time),
        };
        return e with { Status = random.Next(6) == 0 ? UsageStatus.Error : UsageStatus.Success };
    }

    private static string? Environment(Random random) => random.Next(3) switch { 0 => "api", 1 => "web", _ => "jobs" };
}
