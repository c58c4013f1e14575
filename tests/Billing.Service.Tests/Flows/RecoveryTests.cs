using Billing.PriceBooks;
using Billing.Service.Flows.Recovery;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

public sealed class RecoveryTests
{
    private static readonly Instant February = Instant.At(2026, 2, 1);

    [Theory]
    [InlineData(0, "Overdue", true)]
    [InlineData(6, "Overdue", true)]
    [InlineData(7, "Late", false)]
    [InlineData(13, "Late", false)]
    [InlineData(14, "Paused", false)]
    [InlineData(20, "Paused", false)]
    [InlineData(21, "Suspended", false)]
    [InlineData(40, "Suspended", false)]
    public async Task Stage_ByDay_BlocksAndPaymentGivesAllBack(int days, string state, bool creation)
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await Failed(house);

        await house.Days(days, account);

        Assert.Equal(state, house.StateOf(account));
        Assert.Equal(creation, house.Run(scope => RecoveryCase.StandingOf(scope, scope.Find(account)!.Account)).CreationAllowed);
        house.Gateway.Otherwise = Script.Pay;
        foreach (var invoice in house.Documents()) Assert.True((await house.Pay.Run(OpenHouse.Anybody, account, invoice.Number, default)).IsAccepted);
        Assert.Equal(("Current", "0"), (house.StateOf(account), house.BalanceOf(account)));
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task Stages_OfAnUnpaidInvoice_AreEnteredOnceEachWithAMail()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await Failed(house);
        await house.Days(27, account);

        Assert.Equal(
            ["recovery:1:0 2026-02-01T00:00:00Z", "recovery:1:7 2026-02-08T00:00:00Z", "recovery:1:14 2026-02-15T00:00:00Z", "recovery:1:21 2026-02-22T00:00:00Z"],
            Entered(house));
        Assert.Equal(4, house.Mails().Count(key => key.StartsWith("recovery:1:", StringComparison.Ordinal)));
        Assert.Equal(22, house.Collection(1).Attempts);
        Assert.Null(house.Collection(1).NextAttempt);
    }

    [Fact]
    public async Task Stages_AfterAnOutageOf40Days_AreTheSameAsOnTime()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await Failed(house);

        house.Now = February.PlusDays(40);
        house.Look(account);

        Assert.Equal(
            ["recovery:1:0 2026-02-01T00:00:00Z", "recovery:1:7 2026-02-08T00:00:00Z", "recovery:1:14 2026-02-15T00:00:00Z", "recovery:1:21 2026-02-22T00:00:00Z"],
            Entered(house));
        Assert.Equal("Suspended", house.StateOf(account));
    }

    [Fact]
    public async Task OldestInvoice_Paid_LetsTheNextOneSayTheStage()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await Failed(house);
        await house.Use(account, "nano", 3_000_000);
        await house.Days(30, account);
        Assert.Equal("Suspended", house.StateOf(account));
        Assert.Equal(Instant.At(2026, 3, 1), house.Collection(2).FailedAt);

        house.Gateway.Otherwise = Script.Pay;
        await house.Pay.Run(OpenHouse.Anybody, account, 1, default);

        Assert.Equal("Overdue", house.StateOf(account));
        await house.CollectAll();
        Assert.Equal("Current", house.StateOf(account));
    }

    [Fact]
    public async Task Lift_OfABlock_GivesItBackAndKeepsTheStage()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await Failed(house);
        await house.Days(14, account);

        var lifted = await house.Lift.Run(InvoiceHouse.Operator, new(account, RecoveryBlocks.Creation | RecoveryBlocks.Instances | RecoveryBlocks.Resources, "They pay on Friday.", "l"), default);

        Assert.True(lifted.IsAccepted, lifted.Refusal?.Message);
        Assert.Equal((RecoveryState.Paused, RecoveryBlocks.None), Standing(house, account));
        await house.Days(8, account);
        Assert.Equal((RecoveryState.Suspended, RecoveryBlocks.None), Standing(house, account));
        Assert.True((await house.Lift.Run(InvoiceHouse.Operator, new(account, RecoveryBlocks.Resources, "Half of it.", "m"), default)).IsAccepted);
        Assert.Equal((RecoveryState.Suspended, RecoveryBlocks.Creation | RecoveryBlocks.Instances), Standing(house, account));
        using var db = house.Ledger.Reader.OpenContext();
        Assert.Equal(["They pay on Friday.", "Half of it."], db.Commands.Where(row => row.Kind == "recovery_lift").OrderBy(row => row.Number).Select(row => row.Reason!));
    }

    [Fact]
    public async Task Lift_OfWhatWasDeleted_IsRefused()
    {
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1));
        var account = await Failed(house);
        Assert.Equal("reason_required", (await house.Lift.Run(InvoiceHouse.Operator, new(account, RecoveryBlocks.Creation, "", "r"), default)).Refusal?.Code);
        await house.Days(21, account);

        Assert.Equal("deleted_already", (await house.Lift.Run(InvoiceHouse.Operator, new(account, RecoveryBlocks.Resources, "Please.", "l"), default)).Refusal?.Code);
        house.Gateway.Otherwise = Script.Pay;
        await house.Pay.Run(OpenHouse.Anybody, account, 1, default);
        Assert.Equal("nothing_to_lift", (await house.Lift.Run(InvoiceHouse.Operator, new(account, RecoveryBlocks.Creation, "Why not.", "n"), default)).Refusal?.Code);
    }

    /// <summary>An invoice of $10 whose first charge failed on 1 February 00:00; the card goes on declining.</summary>
    private static async Task<AccountId> Failed(InvoiceHouse house)
    {
        var account = await house.Open();
        await house.Use(account, "nano", 10_000_000);
        house.Now = February;
        house.Look(account);
        house.Gateway.Otherwise = Script.Decline;
        await house.CollectAll();
        Assert.Equal(February, house.Collection(1).FailedAt);
        return account;
    }

    private static (RecoveryState State, RecoveryBlocks Blocks) Standing(InvoiceHouse house, AccountId account)
    {
        var standing = house.Run(scope => RecoveryCase.StandingOf(scope, scope.Find(account)!.Account));
        return (standing.State, standing.Blocks);
    }

    private static IEnumerable<string> Entered(InvoiceHouse house)
    {
        using var db = house.Ledger.Reader.OpenContext();
        return [.. db.Commands.Where(row => row.Kind == "payment_recovery").OrderBy(row => row.Number).AsEnumerable().Select(row => $"{row.Key} {row.Answer.Trim('"')}")];
    }
}
