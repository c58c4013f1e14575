using System.Text.Json.Nodes;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

public sealed class CouponFlowTests : IDisposable
{
    private static readonly Instant Start = Instant.At(2026, 3, 10);
    private readonly PlanHouse _house = new(Start);

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Code_OnTheCouponPage_CreditsAtOnceAndOnlyOnce()
    {
        var account = _house.Ledger.OpenAccount(book: "deployments");

        var first = await _house.Enter(account, " gpu-welcome ", "pressed");
        var again = await _house.Enter(account, " gpu-welcome ", "pressed");
        var second = await _house.Enter(account, "GPU-WELCOME");

        Assert.Equal(("GPU-WELCOME", "500"), (first.Value.Code, first.Value.Credits.ToDecimalText()));
        Assert.Equal(first.Value, again.Value);
        Assert.Equal("already_used", second.Refusal?.Code);
        Assert.Equal("500", _house.Ledger.BalanceOf(account));
    }

    [Theory]
    [InlineData("deployments", "NOBODY-KNOWS", "2026-03-10", "unknown_code")]
    [InlineData("deployments", "GPU-WELCOME", "2025-12-31", "not_started")]
    [InlineData("deployments", "GPU-WELCOME", "2026-12-31", "expired")]
    [InlineData("modelstack", "NEW50", "2026-03-10", "not_applicable")]
    public async Task Code_ThatDoesNotApplyHere_IsRefusedByName(string book, string code, string day, string refusal)
    {
        _house.Ledger.Clock.MoveTo(Instant.Parse($"{day}T00:00:00Z"));
        var account = _house.Ledger.OpenAccount(book: book);

        Assert.Equal((refusal, "code"), ((await _house.Enter(account, code)).Refusal?.Code, (await _house.Enter(account, code)).Refusal?.Field));
        Assert.Equal("0", _house.Ledger.BalanceOf(account));
    }

    [Fact]
    public async Task Code_HeldByAQuote_IsFreeWhenTheQuoteRunsOut()
    {
        var account = _house.Ledger.OpenAccount(book: "modelstack");
        await _house.SaveCard(account);
        var quote = (await _house.Quote(account, "starter", code: "NEW50")).Value;
        _house.Ledger.Clock.MoveTo(quote.ValidUntil);

        Assert.Null((await _house.Take(account, "pro", code: "NEW50")).Refusal);
        Assert.Equal("25", _house.Taken.ToDecimalText());
        Assert.Equal([RedemptionState.Released, RedemptionState.Used], await States(account));
    }

    [Fact]
    public async Task Code_OfAPaymentWhoseAnswerIsLost_StaysHeldUntilItIsKnown()
    {
        var account = _house.Ledger.OpenAccount(book: "modelstack");
        await _house.SaveCard(account);
        var quote = (await _house.Quote(account, "starter", code: "NEW50")).Value;
        _house.Bank.Next(Script.LoseAnswer);
        await _house.Accept(account, quote.Id);
        _house.Ledger.Clock.MoveTo(Start.PlusDays(1));

        Assert.Equal("already_used", (await _house.Quote(account, "pro", code: "NEW50")).Refusal?.Code);
        await _house.Accept(account, quote.Id);
        Assert.Equal([RedemptionState.Used], await States(account));
        Assert.Equal("10", _house.Taken.ToDecimalText());
    }

    [Fact]
    public async Task Code_WithThreeUses_IsTakenByThreeOfTwentyAtOnce()
    {
        using var folder = new Folder();
        using var house = new PlanHouse(Start, OwnBook.Beside(folder.Path, "deployments", WithLimitedCodes));
        var accounts = Enumerable.Range(0, 20).Select(_ => house.Ledger.OpenAccount(book: "few-uses")).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            var code = $"round-{round}";
            var answers = await Task.WhenAll(accounts.Select(account => Task.Run(() => house.Enter(account, code))));

            Assert.Equal(3, answers.Count(answer => answer.IsAccepted));
            Assert.All(answers.Where(answer => !answer.IsAccepted), answer => Assert.Equal("used_up", answer.Refusal!.Code));
        }

        Assert.Equal(3 * Rounds, accounts.Sum(account => house.Ledger.Writer.Find(account)!.Balance / Asset.UnitsPerWhole));
    }

    [Fact]
    public async Task Code_WithOneUseLeft_IsHeldByOneQuoteAndFreeForAnotherWhenThatRunsOut()
    {
        using var folder = new Folder();
        using var house = new PlanHouse(Start, OwnBook.Beside(folder.Path, "modelstack", WithOneHalfPrice));
        var accounts = Enumerable.Range(0, 2).Select(_ => house.Ledger.OpenAccount(book: "one-use")).ToList();
        foreach (var account in accounts) await house.SaveCard(account);
        var held = (await house.Quote(accounts[0], "pro", code: "LAST")).Value;

        Assert.Equal("used_up", (await house.Quote(accounts[1], "pro", code: "LAST")).Refusal?.Code);
        house.Ledger.Clock.MoveTo(held.ValidUntil);
        Assert.Null((await house.Take(accounts[1], "pro", code: "LAST")).Refusal);
        Assert.Equal("quote_stale", (await house.Accept(accounts[0], held.Id)).Refusal?.Code);
        Assert.Equal("used_up", (await house.Quote(accounts[0], "pro", code: "LAST")).Refusal?.Code);
    }

    private const int Rounds = 50;

    private static void WithLimitedCodes(JsonObject book)
    {
        book["id"] = "few-uses";
        book["coupons"] = new JsonArray([.. Enumerable.Range(0, Rounds).Select(round => (JsonNode)new JsonObject
        {
            ["code"] = $"ROUND-{round}", ["effect"] = "bonus_credits", ["value"] = "1", ["customers"] = "all", ["uses"] = "once_per_account", ["uses_max"] = 3,
        })]);
    }

    private static void WithOneHalfPrice(JsonObject book)
    {
        book["id"] = "one-use";
        book["coupons"] = new JsonArray(new JsonObject
        {
            ["code"] = "LAST", ["effect"] = "percent_first_payment", ["value"] = "0.5", ["customers"] = "all", ["uses"] = "once_per_account", ["uses_max"] = 1,
        });
    }

    private Task<List<RedemptionState>> States(AccountId account) => _house.Ledger.Writer.Run(scope =>
    {
        var number = scope.Find(account)!.Account;
        return scope.Db.Redemptions.Where(use => use.Account == number).OrderBy(use => use.Number).Select(use => use.State).ToList();
    }, CancellationToken.None);
}
