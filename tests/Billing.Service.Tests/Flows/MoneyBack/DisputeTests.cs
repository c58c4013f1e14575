using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows.MoneyBack;

public sealed class DisputeTests : IDisposable
{
    private static readonly Amount Hundred = Amount.Parse("100", Asset.Usd);

    private readonly MoneyBackHouse _house = new();
    private readonly AccountId _account;
    private readonly Bought _bought;

    public DisputeTests()
    {
        _account = _house.Ledger.OpenAccount();
        _bought = _house.Buy(_account, "100");
    }

    [Fact]
    public async Task Inquiry_ThatIsClosed_MovesNothing()
    {
        var number = _house.Ledger.Writer.Find(_account)!.LastNumber;
        var dispute = _house.Bank.Dispute(_bought.Intent, Hundred, GatewayDisputeState.Inquiry);
        await _house.LookAt(dispute);
        Assert.Equal(("110", "0"), (_house.Available(_account), _house.Held(_account)));
        _house.Bank.Decide(dispute, GatewayDisputeState.Closed);
        await _house.LookAt(dispute);
        Assert.Equal(("110", "0", number), (_house.Available(_account), _house.Held(_account), _house.Ledger.Writer.Find(_account)!.LastNumber));
        _house.MustBeSound();
    }

    [Fact]
    public async Task Dispute_OfAPurchase_FreezesWhatIsUnspentAndNothingElse()
    {
        await _house.Spend(_account, 30);
        var other = _house.Buy(_account, "10");
        var dispute = _house.Bank.Dispute(_bought.Intent, Hundred);
        await _house.LookAt(dispute);
        await _house.LookAt(dispute);
        Assert.Equal(("10", "80", "90"), (_house.Available(_account), _house.Held(_account), _house.Ledger.BalanceOf(_account)));

        await _house.Spend(_account, 10);
        Assert.Equal(UsageOutcome.Refused, (await _house.Ledger.Charge(_account, _house.Ledger.Call())).Outcome);
        Assert.Equal("charge_disputed", (await _house.Refund(_bought, "1")).Refusal?.Code);
        Assert.Equal("exceeds_unused", (await _house.Refund(other, "1")).Refusal?.Code);
        _house.Restart();
        Assert.Equal(("0", "80"), (_house.Available(_account), _house.Held(_account)));
        _house.MustBeSound();
    }

    [Fact]
    public async Task Dispute_Won_ReleasesExactlyWhatWasFrozen()
    {
        await _house.Spend(_account, 30);
        var number = _house.Ledger.Writer.Find(_account)!.LastNumber;
        var dispute = _house.Bank.Dispute(_bought.Intent, Hundred);
        await _house.LookAt(dispute);
        _house.Bank.Decide(dispute, GatewayDisputeState.Won);
        await _house.LookAt(dispute);
        Assert.Equal(("80", "0", number), (_house.Available(_account), _house.Held(_account), _house.Ledger.Writer.Find(_account)!.LastNumber));
        Assert.Equal(["The dispute of $100.00 is over", "Your bank disputes a payment of $100.00"], _house.Mails().Order());
        _house.MustBeSound();
    }

    [Fact]
    public async Task Dispute_LostAndWonAfterAll_TakesAndReturnsTheSame()
    {
        await _house.Spend(_account, 30);
        var number = _house.Ledger.Writer.Find(_account)!.LastNumber;
        var dispute = _house.Bank.Dispute(_bought.Intent, Hundred);
        await _house.LookAt(dispute);
        _house.Bank.Decide(dispute, GatewayDisputeState.Lost);
        await _house.LookAt(dispute);
        Assert.Equal(["reversal -70", "reversal -10", "debt -30"], _house.EntriesAfter(_account, number));
        Assert.Equal("-30", _house.Ledger.BalanceOf(_account));
        _house.MustBeSound();

        _house.Bank.Decide(dispute, GatewayDisputeState.Won);
        await _house.LookAt(dispute);
        Assert.Equal("80", _house.Available(_account));
        _house.MustBeSound();
    }

    [Fact]
    public async Task RefundAndDispute_OfOnePayment_TakeNoMoreThanThePayment()
    {
        await _house.Refund(_bought, "40");
        var dispute = _house.Bank.Dispute(_bought.Intent, Hundred);
        await _house.LookAt(dispute);
        Assert.Equal(("0", "66"), (_house.Available(_account), _house.Held(_account)));
        _house.Bank.Decide(dispute, GatewayDisputeState.Lost);
        await _house.LookAt(dispute);
        await _house.Look(_bought);
        Assert.Equal(("0", "0"), (_house.Ledger.BalanceOf(_account), _house.Held(_account)));
        _house.MustBeSound();
    }

    [Fact]
    public async Task FrozenCredit_OfAPackThatExpires_LapsesAndIsOwedWhenTheDisputeIsLost()
    {
        var account = _house.Ledger.OpenAccount(book: "modelstack");
        var bought = _house.Buy(account, "100");
        await _house.LookAt(_house.Bank.Dispute(bought.Intent, Hundred));
        Assert.Equal("2500", _house.Held(account));

        using (var db = _house.Ledger.Reader.OpenContext()) _house.Ledger.Clock.MoveTo(db.Grants.Single(grant => grant.Account == 2).ExpiresAt);
        _ = await _house.Ledger.Writer.Run(scope => scope.Find(account), CancellationToken.None);
        Assert.Equal(("0", "0"), (_house.Ledger.BalanceOf(account), _house.Held(account)));
        _house.MustBeSound();
    }

    [Fact]
    public async Task FrozenCredit_OnEveryPath_IsLeftAlone()
    {
        await _house.LookAt(_house.Bank.Dispute(_bought.Intent, Hundred));
        var correct = new Service.Flows.Corrections.CorrectBalance(_house.Ledger.Writer, new OpenHouse(), _house.Ledger.Writer.Books);
        var debit = await correct.Run(MoneyBackHouse.Support, new(_account, Amount.Parse("-1", Asset.Usd), "operator_error", "Too much.", "key"), CancellationToken.None);
        Assert.Equal("exceeds_balance", debit.Refusal?.Code);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _house.Ledger.Writer.Run(
            scope => scope.Debit(new(1, Ledger.EntryType.ManualAdjust, -1, 0, Ledger.CauseKind.Payment, 1)), CancellationToken.None));
        Assert.Equal("110", _house.Held(_account));
    }

    [Fact]
    public async Task Refund_OfCreditThatHasLapsed_GivesNothing()
    {
        var account = _house.Ledger.OpenAccount(book: "modelstack");
        var bought = _house.Buy(account, "100");
        using (var db = _house.Ledger.Reader.OpenContext()) _house.Ledger.Clock.MoveTo(db.Grants.Single(grant => grant.Account == 2).ExpiresAt);
        Assert.Equal("exceeds_unused", (await _house.Refund(bought, null)).Refusal?.Code);
        Assert.Equal(0, _house.Bank.Calls);
    }

    [Fact]
    public async Task Invoice_ThatABankTakesBack_IsOwedAgainOnTheNext()
    {
        var account = _house.Ledger.OpenAccount(book: "koyeb");
        var bought = Paid(account, Hundred);
        var dispute = _house.Bank.Dispute(bought.Intent, Hundred);
        _house.Bank.Decide(dispute, GatewayDisputeState.Lost);
        await _house.LookAt(dispute);
        Assert.Equal("0", _house.Ledger.BalanceOf(account));
        Assert.Equal(-Hundred.Units, CreditOnAccount() - Hundred.Units);
        _house.Bank.Decide(dispute, GatewayDisputeState.Won);
        await _house.LookAt(dispute);
        Assert.Equal(("100", Hundred.Units), (_house.Ledger.BalanceOf(account), CreditOnAccount()));

        long CreditOnAccount()
        {
            using var db = _house.Ledger.Reader.OpenContext();
            return db.Accounts.Single(row => row.PriceBook == "koyeb").CreditOnAccount;
        }
    }

    /// <summary>A payment of somebody who pays afterwards, more than he owed.</summary>
    private Bought Paid(AccountId account, Amount money)
    {
        var payment = new PaymentId(Guid.CreateVersion7());
        _house.Ledger.Writer.Run(scope =>
        {
            var number = scope.Find(account)!.Account;
            var row = new PaymentRow
            {
                Id = payment, Account = number, Amount = money.Units, Asset = money.Asset.Code, State = PaymentState.Paid, Purpose = PaymentPurpose.Plan,
                GatewayPayment = "pi_invoice", Created = scope.Now, PaidAt = scope.Now, IdempotencyKey = "invoice",
            };
            scope.Db.Payments.Add(row);
            scope.Db.SaveChanges();
            scope.Post(new(number, Ledger.EntryType.Payment, money.Units, 0, Ledger.CauseKind.Payment, row.Number));
            return scope.Db.Accounts.Find(number)!.CreditOnAccount += money.Units;
        }, CancellationToken.None).GetAwaiter().GetResult();
        _house.Bank.Take("pi_invoice", money);
        return new(account, payment, "pi_invoice");
    }

    [Fact]
    public async Task News_OfAPaymentThatIsNotOurs_IsDoneWith()
    {
        _house.Bank.Take("pi_foreign", Hundred);
        _house.Bank.RefundInDashboard("pi_foreign", Hundred);
        Assert.Null(await _house.Sync.Run("pi_foreign", CancellationToken.None));
        Assert.Null(await _house.Sync.Run("pi_nowhere", CancellationToken.None));
        Assert.Null(await _house.Disputes.Run(_house.Bank.Dispute("pi_foreign", Hundred), CancellationToken.None));
    }

    public void Dispose() => _house.Dispose();
}
