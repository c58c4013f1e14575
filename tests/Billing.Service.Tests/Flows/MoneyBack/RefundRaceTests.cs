using Billing.Service.Storage;
using Billing.Units;
using Xunit.Abstractions;

namespace Billing.Service.Tests.Flows.MoneyBack;

/// <summary>Refunds at once, by several operators, pressed twice, and beside the provider's own pages (A7).</summary>
public sealed class RefundRaceTests(ITestOutputHelper output)
{
    private const int Rounds = 100;

    [Fact]
    public async Task Refunds_TwentyAtOnceOfMixedSizes_NeverExceedThePaymentAndAgreeWithTheBank()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var house = new MoneyBackHouse(durable: false);
        var paid = Amount.Parse("100", Asset.Usd);
        for (var round = 0; round < Rounds; round++)
        {
            var account = house.Ledger.OpenAccount($"Customer {round}");
            var bought = house.Buy(account, "100");
            house.Bank.LoseAnswers = random.Next(3);
            var sizes = Enumerable.Range(0, 20).Select(_ => random.Next(1, 3_000)).ToList();
            var presses = sizes.SelectMany((cents, i) => Enumerable.Repeat((Cents: cents, Key: $"{round}-{i}"), i % 4 == 0 ? 2 : 1));
            var refunds = presses.Select(press => Task.Run(() => house.Refund(bought, $"{press.Cents / 100}.{press.Cents % 100:00}", press.Key)));
            var dashboard = Task.Run(() => house.Bank.RefundInDashboard(bought.Intent, new Amount(random.Next(1, 3_000) * 1_000_000L, Asset.Usd)));
            await Task.WhenAll([.. refunds, dashboard]);
            await house.Look(bought);

            using var db = house.Ledger.Reader.OpenContext();
            var number = house.Ledger.Writer.Find(account)!.Account;
            var rows = db.Refunds.Where(row => row.Account == number).ToList();
            var standing = rows.Where(row => row.State is RefundState.Pending or RefundState.Succeeded).Sum(row => row.Amount);
            Assert.DoesNotContain(rows, row => row.State == RefundState.Created);
            Assert.Equal(house.Bank.Refunded(bought.Intent).Units, standing);
            Assert.True(standing <= paid.Units, $"seed {seed}, round {round}: {standing} of {paid.Units} went back");
            var payment = db.Payments.Single(row => row.Account == number);
            Assert.Equal(standing, payment.TakenBase);
            Assert.Equal((0, 0, 0), (payment.OwedBase, payment.OwedBonus, house.Ledger.Writer.Find(account)!.Frozen));
        }

        house.MustBeSound();
    }
}
