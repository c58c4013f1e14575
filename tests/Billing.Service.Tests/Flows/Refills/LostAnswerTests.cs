using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows.Refills;

/// <summary>Charges whose answer was lost, late or contradicted: asked again by the same key, then looked up, never charged twice (F9).</summary>
public sealed class LostAnswerTests : IDisposable
{
    private readonly RefillHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task LostAnswer_WithinADay_IsFoundOutByTheSameKey()
    {
        var (account, order) = await Lost(Script.LoseAnswer);
        var asked = await _house.Charge.Run(order.Id, CancellationToken.None);

        Assert.Equal(PaymentState.Paid, asked.Value);
        Assert.Single(_house.Bank.Asked.Distinct());
        Assert.Equal(("2480", 1), (_house.BalanceOf(account), _house.Bank.Taken.Count));
    }

    [Fact]
    public async Task LostAnswer_AfterTheKeysWereDropped_IsLookedUpAndNeverSentAgain()
    {
        var (account, order) = await Lost(Script.LoseAnswer);
        var asked = _house.Bank.Asked.Count;
        _house.Bank.DropKeys();
        _house.Later(TimeSpan.FromHours(23));

        Assert.Equal(PaymentState.Paid, (await _house.Charge.Run(order.Id, CancellationToken.None)).Value);

        Assert.Equal((asked, 1, "2480"), (_house.Bank.Asked.Count, _house.Bank.Taken.Count, _house.BalanceOf(account)));
        Assert.Empty(_house.Violations());
    }

    [Fact]
    public async Task LostRequest_AfterTheKeysWereDropped_NeverArrivedAndTheNextTryHasAKeyOfItsOwn()
    {
        var (account, order) = await Lost(Script.LoseRequest);
        var asked = _house.Bank.Asked.Count;
        _house.Later(TimeSpan.FromHours(23));

        Assert.Equal(PaymentState.Failed, (await _house.Charge.Run(order.Id, CancellationToken.None)).Value);

        Assert.Equal((asked, "never_arrived"), (_house.Bank.Asked.Count, (await _house.Orders(account))[0].Failure));
        _house.Later(TimeSpan.FromHours(1));
        await _house.Look(account);
        await RefillFlowTests.Until(async () => (await _house.Orders(account)) is [_, { State: PaymentState.Paid }]);
        Assert.Equal(2, (await _house.Orders(account)).Select(row => row.IdempotencyKey).Distinct().Count());
        Assert.Equal("2480", _house.BalanceOf(account));
    }

    [Fact]
    public async Task LostAnswer_WhileNobodyAnswers_StaysOpenHoweverLongItTakes()
    {
        var (account, order) = await Lost(Script.LoseAnswer);
        _house.Bank.Away = true;
        _house.Later(TimeSpan.FromDays(4));

        Assert.Equal("checking_with_bank", (await _house.Charge.Run(order.Id, CancellationToken.None)).Refusal?.Code);
        Assert.Equal(PaymentState.Created, await _house.StateOf(account));
        _house.Bank.Away = false;
        Assert.Equal(PaymentState.Paid, (await _house.Charge.Run(order.Id, CancellationToken.None)).Value);
    }

    /// <summary>Without a card nothing can be asked again, but something may have been taken.</summary>
    [Fact]
    public async Task LostAnswer_WithTheCardTakenOffFileSince_IsLookedUp()
    {
        var (account, order) = await Lost(Script.LoseAnswer);
        await _house.RemoveCard(account);

        Assert.Equal(PaymentState.Paid, (await _house.Charge.Run(order.Id, CancellationToken.None)).Value);
        Assert.Equal("2480", _house.BalanceOf(account));
    }

    [Fact]
    public async Task Event_BeforeTheAnswer_SettlesAndTheAnswerChangesNothing()
    {
        var (account, order) = await Lost(Script.LoseAnswer);
        var payment = _house.Bank.PaymentOf(order.Id)!;

        Assert.Null(await _house.Event(payment.Id));
        Assert.Null(await _house.Event(payment.Id));
        await _house.Charge.Run(order.Id, CancellationToken.None);

        Assert.Equal(("2480", PaymentState.Paid), (_house.BalanceOf(account), await _house.StateOf(account)));
        Assert.Empty(_house.Violations());
    }

    [Fact]
    public async Task FailureEvent_AfterThePaymentSucceeded_ChangesNothing()
    {
        var account = await _house.Refilled();
        await _house.Use(account);
        await RefillFlowTests.Until(async () => (await _house.Orders(account)) is [{ State: PaymentState.Paid }]);
        var order = (await _house.Orders(account))[0];
        _house.Bank.Change(order.Id, payment => payment with { Failure = "insufficient_funds" });

        Assert.Null(await _house.Event(order.GatewayPayment!));

        Assert.Equal(("2480", PaymentState.Paid), (_house.BalanceOf(account), await _house.StateOf(account)));
    }

    [Fact]
    public async Task Payment_ThatSucceedsAfterItWasRefused_IsCreditedOnce()
    {
        var account = await _house.Refilled();
        _house.Bank.Otherwise = Script.Decline;
        await _house.Use(account);
        await RefillFlowTests.Until(async () => (await _house.Orders(account)) is [{ State: PaymentState.Failed }]);
        var order = (await _house.Orders(account))[0];
        _house.Bank.Change(order.Id, payment => payment with { State = GatewayPaymentState.Succeeded, Received = payment.Amount, Failure = null });

        Assert.Null(await _house.Event(_house.Bank.PaymentOf(order.Id)!.Id));
        Assert.Null(await _house.Event(_house.Bank.PaymentOf(order.Id)!.Id));

        Assert.Equal(("2480", PaymentState.Paid), (_house.BalanceOf(account), await _house.StateOf(account)));
        Assert.Equal(0, (await _house.Row(account)).Failures);
        Assert.Empty(_house.Violations());
    }

    [Fact]
    public async Task SlowBank_RefusesDaysLater_BacksOffThen()
    {
        var account = await _house.Refilled();
        _house.Bank.Otherwise = Script.Wait;
        await _house.Use(account);
        await RefillFlowTests.Until(async () => (await _house.Orders(account)) is [{ State: PaymentState.Pending }]);
        _house.Later(TimeSpan.FromDays(3));
        var order = (await _house.Orders(account))[0];
        _house.Bank.Change(order.Id, payment => payment with { State = GatewayPaymentState.NeedsCard, Failure = "insufficient_funds" });

        using var janitor = _house.Janitor();
        await janitor.RunNow(CancellationToken.None);

        Assert.Equal(PaymentState.Failed, await _house.StateOf(account));
        Assert.Equal(_house.Ledger.Clock.Now.Plus(TimeSpan.FromHours(1)), (await _house.Row(account)).NotBefore);
    }

    [Theory]
    [InlineData("amount")]
    [InlineData("received")]
    [InlineData("currency")]
    [InlineData("customer")]
    [InlineData("reference")]
    public async Task Payment_ThatIsNotAsOrdered_IsRefusedByNameAndGrantsNothing(string what)
    {
        var (account, order) = await Lost(Script.LoseAnswer);
        var id = _house.Bank.PaymentOf(order.Id)!.Id;
        await _house.Ledger.Writer.Run(scope => scope.Db.Payments.Single(row => row.Id == order.Id).GatewayPayment = id, CancellationToken.None);
        _house.Bank.Change(order.Id, payment => what switch
        {
            "amount" => payment with { Amount = Amount.Whole(1, Asset.Usd), Received = Amount.Whole(1, Asset.Usd) },
            "received" => payment with { Received = Amount.Whole(1, Asset.Usd) },
            "currency" => payment with { Amount = new(payment.Amount.Units, Asset.Eur), Received = new(payment.Amount.Units, Asset.Eur) },
            "customer" => payment with { CustomerId = "cus_other" },
            _ => payment with { Payment = new PaymentId(Guid.NewGuid()) },
        });

        var refused = await _house.Event(id);

        Assert.Equal(("payment_mismatch", what == "received" ? "amount" : what), (refused?.Code, refused?.Field));
        Assert.Equal("480", _house.BalanceOf(account));
    }

    [Fact]
    public async Task Event_OfAPaymentThatIsNotOurs_IsKeptAndDoesNothing() => Assert.Null(await _house.Event("pi_of_somebody_else"));

    /// <summary>An order whose first answer nobody got.</summary>
    private async Task<(AccountId Account, PaymentRow Order)> Lost(Script how)
    {
        var account = await _house.Refilled();
        _house.Bank.Next(how);
        await _house.Use(account);
        await RefillFlowTests.Until(() => Task.FromResult(!_house.Bank.Asked.IsEmpty));
        return (account, (await _house.Orders(account))[0]);
    }
}
