using Billing.Corrections;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows.MoneyBack;

public sealed class RefundTests : IDisposable
{
    private readonly MoneyBackHouse _house = new();
    private readonly AccountId _account;
    private readonly Bought _bought;
    private readonly long _number;

    public RefundTests()
    {
        _account = _house.Ledger.OpenAccount();
        _bought = _house.Buy(_account, "100");
        _number = _house.Ledger.Writer.Find(_account)!.LastNumber;
    }

    [Fact]
    public async Task Refund_OfPartToTheBank_TakesItsShareOfTheBonus()
    {
        var refunded = (await _house.Refund(_bought, "50")).Value;

        Assert.Equal((RefundState.Succeeded, "50 USD"), (refunded.State, refunded.Sent.ToString()));
        Assert.Equal(["manual_adjust -50", "manual_adjust -5"], _house.EntriesAfter(_account, _number));
        Assert.Equal(("55", "0"), (_house.Available(_account), _house.Held(_account)));
        Assert.Equal(["Refund of $50.00"], _house.Mails());
        _house.MustBeSound();
    }

    [Fact]
    public async Task Refund_OfAllThatIsUnused_TakesAllTheBonus()
    {
        await _house.Spend(_account, 30);
        Assert.Equal("70 USD", (await _house.Refund(_bought, null)).Value.Sent.ToString());
        Assert.Equal("0", _house.Ledger.BalanceOf(_account));
        Assert.Equal("exceeds_unused", (await _house.Refund(_bought, "0.01")).Refusal?.Code);
        _house.MustBeSound();
    }

    [Fact]
    public async Task Refund_ToTheWallet_IsCreditWithAnEntryOfItsOwnType()
    {
        await _house.Refund(_bought, "2.5", to: RefundDestination.Wallet);
        Assert.Equal(["refund 2.5"], _house.EntriesAfter(_account, _number));
        Assert.Equal(0, _house.Bank.Calls);
        _house.MustBeSound();
    }

    [Fact]
    public async Task Refund_PressedTwiceAtOnce_IsSentOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _house.Refund(_bought, "20", "the-same"))));
        Assert.All(answers, answer => Assert.Equal("20 USD", answer.Value.Sent.ToString()));
        Assert.Equal("20 USD", _house.Bank.Refunded(_bought.Intent).ToString());
        Assert.Equal("key_reused", (await _house.Refund(_bought, "21", "the-same")).Refusal?.Code);
        _house.MustBeSound();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refund_WhoseAnswerIsLost_KeepsTheCreditAsideTillTheSameKeyTells(bool happened)
    {
        if (happened) _house.Bank.LoseAnswers = 1;
        else _house.Bank.LoseRequests = 1;
        Assert.Equal(RefundState.Created, (await _house.Refund(_bought, "50", "key")).Value.State);
        Assert.Equal((_number, "55", "55"), (_house.Ledger.Writer.Find(_account)!.LastNumber, _house.Available(_account), _house.Held(_account)));
        await _house.Spend(_account, 55);
        Assert.Equal(UsageOutcome.Refused, (await _house.Ledger.Charge(_account, _house.Ledger.Call())).Outcome);
        _house.Restart();
        Assert.Equal(("0", "55"), (_house.Available(_account), _house.Held(_account)));
        _house.MustBeSound();

        Assert.Equal(RefundState.Succeeded, (await _house.Refund(_bought, "50", "key")).Value.State);
        Assert.Equal(("0", "0"), (_house.Ledger.BalanceOf(_account), _house.Held(_account)));
        Assert.Equal("50 USD", _house.Bank.Refunded(_bought.Intent).ToString());
        _house.MustBeSound();
    }

    [Fact]
    public async Task Refund_LostForLongerThanTheProviderKeepsKeys_IsLookedForAndNeverSentAgain()
    {
        _house.Bank.LoseRequests = 1;
        await _house.Refund(_bought, "50", "key");
        _house.Ledger.Clock.MoveTo(TestLedger.Start.PlusDays(2));
        var looked = (await _house.Refund(_bought, "50", "key")).Value;
        Assert.Equal((RefundState.Failed, "never_arrived", 1), (looked.State, looked.Failure, _house.Bank.Calls));
        Assert.Equal((_number, "110", "0"), (_house.Ledger.Writer.Find(_account)!.LastNumber, _house.Available(_account), _house.Held(_account)));
        _house.MustBeSound();
    }

    [Fact]
    public async Task Refund_ThatTheProviderRefuses_TakesNothing()
    {
        _house.Bank.RefundInDashboard(_bought.Intent, Amount.Parse("100", Asset.Usd));
        var refused = (await _house.Refund(_bought, "50")).Value;
        Assert.Equal((RefundState.Failed, "charge_already_refunded"), (refused.State, refused.Failure));
        Assert.Equal((_number, "110"), (_house.Ledger.Writer.Find(_account)!.LastNumber, _house.Available(_account)));
        Assert.Empty(_house.Mails());
        await _house.Look(_bought);
        Assert.Equal("0", _house.Ledger.BalanceOf(_account));
        _house.MustBeSound();
    }

    [Fact]
    public async Task Refund_ThatFailsLater_GivesBackExactlyWhatItTook()
    {
        _house.Bank.Begins = GatewayRefundState.Pending;
        Assert.Equal(RefundState.Pending, (await _house.Refund(_bought, "33.33")).Value.State);
        using (var db = _house.Ledger.Reader.OpenContext()) _house.Bank.Set(db.Refunds.Single().GatewayRefund!, GatewayRefundState.Failed);
        await _house.Look(_bought);
        await _house.Look(_bought);
        Assert.Equal(["manual_adjust -33.33", "manual_adjust -3.333", "reversal 33.33", "reversal 3.333"], _house.EntriesAfter(_account, _number));
        Assert.Equal(["Refund of $33.33", "Your refund of $33.33 did not arrive"], _house.Mails().Order());
        _house.MustBeSound();
    }

    [Fact]
    public async Task DashboardRefund_OfSpentCredit_IsOwedAndTheFailureEndsTheDebt()
    {
        await _house.Spend(_account, 105);
        var refund = _house.Bank.RefundInDashboard(_bought.Intent, Amount.Parse("100", Asset.Usd))!;
        await _house.Look(_bought);
        Assert.Equal(["manual_adjust -5", "debt -100", "manual_adjust -5"], _house.EntriesAfter(_account, _number + 105));
        Assert.Equal(("-105", "0"), (_house.Ledger.BalanceOf(_account), _house.Available(_account)));
        _house.MustBeSound();

        _house.Bank.Set(refund, GatewayRefundState.Failed);
        await _house.Look(_bought);
        Assert.Equal("5", _house.Available(_account));
        _house.MustBeSound();
    }

    [Theory]
    [InlineData("100.01", "support", "exceeds_paid")]
    [InlineData("0", "support", "not_applicable")]
    [InlineData("0.001", "support", "not_applicable")]
    [InlineData("10", "because", "unknown_reason")]
    public async Task Refund_ThatCannotBe_IsRefusedByNameAndAsksNobody(string money, string reason, string code)
    {
        Assert.Equal(code, (await _house.Refund(_bought, money, reason: reason)).Refusal?.Code);
        Assert.Equal(0, _house.Bank.Calls);
    }

    [Fact]
    public async Task Refund_OfACardCheckThatWasTaken_IsNoPurchasesAndNobodyWaitsForIt()
    {
        await _house.Ledger.Writer.Run(
            scope => scope.Db.Payments.Add(new PaymentRow
            {
                Id = new PaymentId(Guid.CreateVersion7()), Account = scope.Find(_account)!.Account, Amount = Amount.Parse("1", Asset.Usd).Units, Asset = "USD",
                Purpose = PaymentPurpose.CardCheck, State = PaymentState.Cancelled, GatewayPayment = "pi_check", IdempotencyKey = "check",
            }).Entity.Amount,
            CancellationToken.None);
        _house.Bank.Take("pi_check", Amount.Parse("1", Asset.Usd));
        _house.Bank.RefundInDashboard("pi_check", Amount.Parse("1", Asset.Usd));

        Assert.Null(await _house.Sync.Run("pi_check", CancellationToken.None));

        Assert.Empty(_house.EntriesAfter(_account, _number));
        _house.MustBeSound();
    }

    public void Dispose() => _house.Dispose();
}
