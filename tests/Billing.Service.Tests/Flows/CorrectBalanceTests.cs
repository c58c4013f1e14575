using Billing.Credits;
using Billing.Ledger;
using Billing.Service.Access;
using Billing.Service.Flows.Corrections;
using Billing.Service.Tests.Access;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>An operator's debit takes what is available, no more (KU-22).</summary>
public sealed class CorrectBalanceTests : IAsyncLifetime
{
    private readonly PortalFolder _people = new();
    private readonly Folder _folder = new();
    private int _keys;

    public Task InitializeAsync() => _people.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _people.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Debit_WhereAGrantHasExpired_TakesOnlyFromWhatIsUsable()
    {
        using var ledger = new TestLedger();
        var account = ledger.OpenAccount();
        ledger.Grant(account, "5", GrantKind.Coupon, TestLedger.Start.PlusDays(1));
        ledger.Grant(account, "2");
        ledger.Clock.MoveTo(TestLedger.Start.PlusDays(1));

        var tooMuch = await Correct(ledger, account, "-2.00000001");
        var all = await Correct(ledger, account, "-2");

        Assert.Equal("exceeds_balance", tooMuch.Refusal?.Code);
        Assert.Equal("0", all.Value.BalanceAfter.ToDecimalText());
        Assert.Equal([EntryType.Topup, EntryType.Expire, EntryType.ManualAdjust], ledger.Entries().Skip(1).Select(e => e.Entry.Type));
    }

    [Fact]
    public async Task Debit_WhereADebtIsHeldAgainstTheGrants_NeverGoesBelowZero()
    {
        using var ledger = new TestLedger(books: OwnBook.Beside(_folder.Path, "kunavo", book =>
        {
            book["id"] = "owing";
            book["wallet"]!["uncovered"] = "debt";
        }));
        var account = ledger.AccountWith("0.5", "owing");
        await ledger.Charge(account, ledger.Call());
        ledger.Grant(account, "2", GrantKind.Coupon);

        var tooMuch = await Correct(ledger, account, "-2");
        var all = await Correct(ledger, account, "-1.5");

        Assert.Equal("exceeds_balance", tooMuch.Refusal?.Code);
        Assert.Equal("0", all.Value.BalanceAfter.ToDecimalText());
    }

    private Task<Outcome<Corrected>> Correct(TestLedger ledger, AccountId account, string dollars) =>
        new CorrectBalance(ledger.Writer, _people.Memberships, ledger.Writer.Books).Run(
            (Actor.Operator)_people.Operator, new(account, Amount.Parse(dollars, Asset.Usd), "operator_error", "Taken back.", $"key-{++_keys}"), CancellationToken.None);
}
