using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Credits;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Service.Audit;
using Billing.Service.Metering;
using Billing.Tests;
using Billing.Tests.Oracle;
using Billing.Units;
using Xunit.Abstractions;

namespace Billing.Service.Tests.Oracle;

/// <summary>
/// Whole lives of wallets through the real writer, file and all, against the slow model that shares nothing with the product:
/// receipts, refusals, and what is left of every grant in burn-down order, with late reports, hourly sums, discounts and expiry.
/// </summary>
public sealed class WriterOracleTests(ITestOutputHelper output)
{
    private const int Lives = 60;

    [Theory]
    [InlineData("kunavo")]
    [InlineData("modelstack")]
    [InlineData("kernstack")]
    [InlineData("deployments")]
    [InlineData("koyeb")]
    [InlineData("mixed")]
    public void Life_ThroughTheWriter_IsToldAlikeByTheModel(string book)
    {
        var postpaid = new OracleBook(OracleBooks.JsonOf(book)).IsPostpaid;
        using var folder = new Folder();
        using var ledger = new TestLedger(books: [.. OwnBook.NoStarter, Mixed(folder)]);
        Property.Holds(output, WalletLife.Of(book), drawn =>
        {
            var life = (drawn with { Cap = null, Happenings = [.. drawn.Happenings.Where(happening => !postpaid || happening is not Happening.Granted)] }).MovedBy(ledger.Clock.Now.Micros + drawn.Start % (60 * Instant.MicrosPerDay) - drawn.Start);
            Assert.Equal(OracleWallet.Receipts(life), Receipts(ledger, life));
            return true;
        }, Lives);

        ledger.Stop();
        var violations = LedgerVerification.Run(Path.Combine(ledger.Path, "billing.db"), Path.Combine(ledger.Path, "views.db")).Violations;
        Assert.DoesNotContain(violations, sentence => !sentence.Contains("without a payment", StringComparison.Ordinal));
    }

    private static List<string> Receipts(TestLedger ledger, WalletLife life)
    {
        ledger.Clock.MoveTo(new(life.Start));
        var account = ledger.OpenAccount(book: life.Book);
        var (book, model) = (PriceBookDocument.Parse(OracleBooks.JsonOf(life.Book)).BookOrThrow(), new OracleWallet(life));
        var numbers = new List<int>();
        var told = new List<string>();
        foreach (var happening in life.Happenings)
        {
            ledger.Clock.MoveTo(new(happening.At));
            var receipt = Take(happening);
            var rests = ledger.Writer.Find(account)!.Grants.Where(grant => grant.Grant.UsableAt(new(happening.At))).Select(grant => $"{numbers.IndexOf(grant.Grant.Number) + 1} {grant.Remaining}");
            told.Add($"{receipt} | {string.Join(", ", rests)}");
        }

        return told;

        string Take(Happening happening)
        {
            switch (happening)
            {
                case Happening.PlanBegins plan:
                    model.Begin(plan);
                    ledger.Writer.Run(scope => SetPlan(scope, account, plan.Plan), CancellationToken.None).GetAwaiter().GetResult();
                    return "";
                case Happening.Granted grant:
                    Assert.True(GrantKinds.TryParse(grant.Kind, out var kind));
                    Instant? end = model.EndOf(grant.Kind, grant.At) is { } micros ? new(micros) : null;
                    numbers.Add(ledger.Grant(account, new Amount(grant.Amount, book.Wallet.Unit).ToDecimalText(), kind, end));
                    return "";
                default:
                    return Text(ledger.Charge(account, EventOf(ledger, book, (Happening.Used)happening)).GetAwaiter().GetResult());
            }
        }
    }

    private static int SetPlan(WriteScope scope, AccountId account, string plan)
    {
        var number = scope.Find(account)!.Account;
        scope.SetPlan(number, plan);
        return number;
    }

    private static string Text(UsageReceipt receipt) => receipt.Refusal?.Code switch
    {
        null => $"charged {receipt.Cost}, uncovered {receipt.Uncovered}",
        "insufficient_quota" => "refused 402",
        "throttled" => "refused 429",
        "paused" => "refused pause",
        var code => code,
    };

    private static UsageEvent EventOf(TestLedger ledger, PriceBook book, Happening.Used used)
    {
        var line = book.Lines[used.Line];
        var quantities = default(Quantities);
        foreach (var (name, count) in used.Usage.Counts)
        {
            Assert.True(Measures.TryParse(name, out var measure), name);
            quantities[measure] = count;
        }

        return ledger.Call() with
        {
            Meter = line.Meter, Model = line.Model, Resolution = line.Resolution, Time = new(used.Occurred), Environment = used.Environment, Quantities = quantities,
            Status = used.Usage.Failed ? UsageStatus.Error : UsageStatus.Success, UpstreamUnits = used.Usage.Upstream,
        };
    }

    private static string Mixed(Folder folder)
    {
        var document = JsonNode.Parse(OracleBooks.JsonOf("mixed"))!.AsObject();
        foreach (var plan in document["plans"]!.AsArray()) plan!.AsObject().Remove("starter");
        var file = Path.Combine(folder.Path, "mixed.json");
        File.WriteAllBytes(file, JsonSerializer.SerializeToUtf8Bytes(document));
        return file;
    }
}
