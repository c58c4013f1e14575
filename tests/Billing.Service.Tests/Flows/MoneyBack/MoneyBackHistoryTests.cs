using Billing.Ledger;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Xunit.Abstractions;

namespace Billing.Service.Tests.Flows.MoneyBack;

/// <summary>Random lives of purchases through the writer: news comes late, twice, or not till the end, with restarts between.</summary>
public sealed class MoneyBackHistoryTests(ITestOutputHelper output)
{
    private static readonly Amount Hundred = Amount.Parse("100", Asset.Usd);

    [Fact]
    public async Task Lives_OfRandomRefundsAndDisputes_EndAsTheBankSays()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var house = new MoneyBackHouse(durable: false);
        for (var life = 0; life < 40; life++) await Live(house, random, $"seed {seed}, life {life}");
        house.MustBeSound();
    }

    private static async Task Live(MoneyBackHouse house, Random random, string which)
    {
        var account = house.Ledger.OpenAccount(which);
        var bought = house.Buy(account, "100");
        var (refunds, disputes) = (new List<string>(), new List<string>());
        for (var step = 0; step < 25; step++)
        {
            switch (random.Next(8))
            {
                case 0 or 1:
                    for (var calls = random.Next(1, 15); calls > 0; calls--) await house.Ledger.Charge(account, house.Ledger.Call());
                    break;
                case 2 when house.Bank.RefundInDashboard(bought.Intent, new(random.Next(1, 4_000) * 1_000_000L, Asset.Usd), GatewayRefundState.Pending) is { } refund:
                    refunds.Add(refund);
                    break;
                case 3:
                    house.Bank.LoseAnswers = random.Next(2);
                    await house.Refund(bought, $"{random.Next(1, 40)}");
                    break;
                case 4 when refunds.Count > 0:
                    house.Bank.Set(refunds[random.Next(refunds.Count)], GatewayRefundState.Failed);
                    break;
                case 5 when disputes.Count == 0:
                    disputes.Add(house.Bank.Dispute(bought.Intent, Hundred));
                    break;
                case 6 when disputes.Count > 0:
                    house.Bank.Decide(disputes[0], random.Next(2) == 0 ? GatewayDisputeState.Won : GatewayDisputeState.Lost);
                    break;
                default:
                    if (random.Next(2) == 0) await house.Look(bought);
                    else foreach (var dispute in disputes) await house.LookAt(dispute);
                    break;
            }
        }

        if (random.Next(8) == 0) house.Restart();
        foreach (var dispute in disputes)
        {
            if (random.Next(2) == 0) house.Bank.Decide(dispute, GatewayDisputeState.Won);
            await house.LookAt(dispute);
        }

        await house.Look(bought);
        Settled(house, account, bought, which);
        var last = house.Ledger.Writer.Find(account)!.LastNumber;
        await house.Look(bought);
        foreach (var dispute in disputes) await house.LookAt(dispute);
        Assert.Equal(last, house.Ledger.Writer.Find(account)!.LastNumber);
    }

    private static void Settled(MoneyBackHouse house, AccountId account, Bought bought, string which)
    {
        var wallet = house.Ledger.Writer.Find(account)!;
        using var db = house.Ledger.Reader.OpenContext();
        var row = db.Payments.Single(payment => payment.GatewayPayment == bought.Intent);
        var lost = db.Disputes.Where(one => one.Payment == row.Number && one.State == DisputeState.Lost).Sum(one => one.Amount);
        var gone = Math.Min(row.Amount, house.Bank.Refunded(bought.Intent).Units + lost);
        var spent = -house.Ledger.Entries().Where(stored => stored.Entry.Account == wallet.Account && stored.Entry.Type == EntryType.Consume).Sum(stored => stored.Entry.Amount);
        // One credit is one dollar here; an operator's refund of the last of it takes more of the bonus than its share.
        Assert.True(row.TakenBase + row.OwedBase == gone, $"{which}: {gone} are gone, {row.TakenBase} taken and {row.OwedBase} owed");
        Assert.True(row.TakenBonus + row.OwedBonus >= gone / 10 && row.TakenBonus + row.OwedBonus <= row.Bonus, which);
        Assert.True(wallet.Balance == row.Base + row.Bonus - spent - row.TakenBase - row.OwedBase - row.TakenBonus - row.OwedBonus, which);
        if (gone == row.Amount) Assert.True(wallet.Balance == -spent, $"{which}: all is gone, {spent} were spent, and {wallet.Balance} are left");
    }
}
