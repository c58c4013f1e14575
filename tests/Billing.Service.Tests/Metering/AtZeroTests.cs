using Billing.Credits;
using Billing.Metering;
using Billing.Service.Metering;

namespace Billing.Service.Tests.Metering;

/// <summary>Each book's way of saying that nothing is left, and what leads out of it (KS-29, KS-30, MS-24, KU-20, DP-18).</summary>
public sealed class AtZeroTests
{
    public static TheoryData<string, string?, string> Books => new()
    {
        { "kunavo", null, "insufficient_quota: The balance is used up. Nothing was stored. What helps: top up." },
        { "modelstack", null, "insufficient_quota: The balance is used up. Nothing was stored. What helps: upgrade to a higher plan, or top up." },
        { "modelstack", "max", "insufficient_quota: The balance is used up. Nothing was stored. What helps: top up, or wait for the next cycle, which begins at 2026-04-01T12:00:00Z." },
        { "kernstack", "launch", "throttled: The credit is used up: new requests are held back until there is some again. Nothing was stored. What helps: upgrade to a higher plan, or top up, or wait for the next cycle, which begins at 2026-04-01T12:00:00Z." },
        { "kernstack", "free", "throttled: The credit is used up: new requests are held back until there is some again. Nothing was stored. What helps: upgrade to a higher plan, or top up." },
        { "deployments", null, "paused: The credit does not cover this: what runs is paused until there is enough again. Nothing was stored. What helps: top up." },
    };

    [Theory]
    [MemberData(nameof(Books))]
    public async Task Charge_NothingLeft_IsRefusedInTheBooksWay(string book, string? plan, string refusal)
    {
        using var ledger = new TestLedger(books: OwnBook.NoStarter);
        var account = ledger.OpenAccount(book: book);
        if (plan is not null) await WhoPaysTests.SetPlan(ledger, account, plan);

        var receipts = await ledger.Ingest(account, Work(ledger, book), Work(ledger, book));

        Assert.All(receipts, receipt => Assert.Equal(refusal, $"{receipt.Refusal?.Code}: {receipt.Refusal?.Message}"));
        Assert.Equal((0, 0), (ledger.Writer.Position.LastUsage, ledger.Writer.Position.LastEntry));
    }

    [Fact]
    public async Task Charge_LastAllowanceOfACancelledPlan_DoesNotPromiseAnother()
    {
        using var ledger = new TestLedger(books: OwnBook.NoStarter);
        var account = ledger.OpenAccount(book: "kernstack");
        var number = await WhoPaysTests.SetPlan(ledger, account, "launch");
        await ledger.Writer.Run(scope => scope.Db.Subscriptions.Find(number)!.NextPlan = "free", CancellationToken.None);

        var receipt = await ledger.Charge(account, Work(ledger, "kernstack"));

        Assert.Equal([WayOut.Upgrade, WayOut.TopUp], ((CreditRefusal)receipt.Refusal!).Ways);
    }

    [Fact]
    public async Task Charge_TwoAccountsInTurn_EachHearsWhatHelpsItself()
    {
        using var ledger = new TestLedger(books: OwnBook.NoStarter);
        var (calls, hours) = (ledger.OpenAccount(), ledger.OpenAccount(book: "deployments"));
        var codes = new List<string?>();

        foreach (var _ in Enumerable.Range(0, 2))
        {
            codes.Add((await ledger.Charge(calls, Work(ledger, "kunavo"))).Refusal?.Code);
            codes.Add((await ledger.Charge(hours, Work(ledger, "deployments"))).Refusal?.Code);
        }

        Assert.Equal(["insufficient_quota", "paused", "insufficient_quota", "paused"], codes);
    }

    [Fact]
    public async Task Charge_AfterMoreCredit_IsNotRefusedByWhatWasSaidBefore()
    {
        using var ledger = new TestLedger(books: OwnBook.NoStarter);
        var account = ledger.OpenAccount(book: "kernstack");
        var call = Work(ledger, "kernstack");
        await ledger.Charge(account, call);
        ledger.Grant(account, "1", GrantKind.Starter);

        Assert.Equal(UsageOutcome.Accepted, (await ledger.Charge(account, call)).Outcome);
    }

    private static UsageEvent Work(TestLedger ledger, string book) => book switch
    {
        "kunavo" => ledger.Call(),
        "modelstack" => ledger.Event("model_tokens", "gpt-5", null, null, (Measure.InputTokens, 1_000)),
        "kernstack" => ledger.Event("duration", null, null, "api", (Measure.RamMib, 1024), (Measure.Seconds, 10)),
        _ => ledger.Event("instance_hour", "gpu-s", null, null, (Measure.Seconds, 60)),
    };
}
