using Billing.Refills;
using Billing.Service.Flows.Messages;
using Billing.Service.Flows.Refills;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows.Refills;

/// <summary>From the next morning on the least payment is $50.00: a rule that refills 2,000 credits for $20.00 cannot be carried out any more.</summary>
public sealed class RefillPriceTests : IDisposable
{
    private static readonly Instant Dearer = RefillHouse.Start.Plus(TimeSpan.FromDays(1));
    private readonly Folder _folder = new();
    private readonly RefillHouse _house;

    public RefillPriceTests() => _house = new(OwnBook.Beside(_folder.Path, RefillHouse.Book, book =>
    {
        book["version"] = 2;
        book["effective_from"] = Dearer.ToString();
        book["top_up"]!["minimum"] = "50";
        book["top_up"]!["offers"]!.AsArray().Clear();
        book["top_up"]!["offers"]!.AsArray().Add("50");
        book["auto_refill"]!["amount"] = "5000";
    }));

    public void Dispose()
    {
        _house.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Amount_ANewerPriceListForbids_PausesSaysWhyOnceAndIsNotTriedAgain()
    {
        var account = await _house.Refilled();
        _house.Ledger.Clock.MoveTo(Dearer);
        await Rounds(3);
        await _house.Use(account);
        await Rounds(3);

        Assert.Empty(_house.Bank.Asked);
        Assert.Equal((RefillState.Paused, RefillPause.NotAllowed), ((await _house.Row(account)).State, (await _house.Row(account)).PausedBecause));
        var line = Assert.Single(await _house.Diary(account), line => line.Decision == RefillPause.NotAllowed);
        Assert.Equal(("540", "500", 1), (Credits(line.Balance), Credits(line.Threshold), line.Looks));
        Assert.Equal(
            "The price list has changed: a refill of 2,000 credits for $20.00 is not allowed any more. The least top-up is $50.00. Nothing was charged.", line.Why);
        var mail = Assert.Single(await Told());
        Assert.Contains("Set an amount that the price list allows, then turn it on again.", mail.Text, StringComparison.Ordinal);
        Assert.Empty(_house.Violations());
    }

    [Fact]
    public async Task Rule_SavedAgainWithAnAllowedAmount_EndsThePauseAndRefills()
    {
        var account = await _house.Refilled();
        _house.Ledger.Clock.MoveTo(Dearer);
        await _house.Use(account);
        await RefillFlowTests.Until(async () => (await _house.Row(account)).State == RefillState.Paused);

        Assert.Equal("amount", (await _house.TurnOn(account, told: "20")).Refusal?.Field);
        Assert.Null((await _house.TurnOn(account, told: "50", refill: "5000")).Refusal);

        Assert.Equal(("5480", RefillState.On, null), (_house.BalanceOf(account), (await _house.Row(account)).State, (await _house.Row(account)).PausedBecause));
        await Rounds(2);
        Assert.Single(await Told());
        Assert.Empty(_house.Violations());
    }

    [Fact]
    public async Task Amount_ForbiddenWhileARefillIsBeingPaid_IsCreditedBeforeItPauses()
    {
        var account = await _house.Refilled();
        _house.Bank.Otherwise = Script.Wait;
        await _house.Use(account);
        await RefillFlowTests.Until(async () => (await _house.Orders(account)) is [{ State: PaymentState.Pending }]);
        _house.Ledger.Clock.MoveTo(Dearer);
        Assert.Equal(AutoRefillVerdict.InFlight, (await _house.Look(account))?.Verdict);

        var order = (await _house.Orders(account))[0];
        _house.Bank.Change(order.Id, payment => payment with { State = Ports.GatewayPaymentState.Succeeded, Received = payment.Amount });
        Assert.Null(await _house.Event(order.GatewayPayment!));
        await _house.Look(account);

        Assert.Equal(("2480", RefillState.Paused), (_house.BalanceOf(account), (await _house.Row(account)).State));
        Assert.Empty(_house.Violations());
    }

    private async Task Rounds(int count)
    {
        using var job = _house.NewJob(_house.Watch);
        for (var round = 0; round < count; round++)
        {
            await job.RunNow(CancellationToken.None);
            _house.Later(TimeSpan.FromMinutes(11));
        }
    }

    private async Task<IReadOnlyList<Ports.Mail>> Told() =>
        [.. (await _house.Mails()).Where(row => row.Key.StartsWith("refill-not-allowed:", StringComparison.Ordinal)).Select(Outbox.Read)];

    private string Credits(long units) => new Amount(units, _house.Credits).ToDecimalText();
}
