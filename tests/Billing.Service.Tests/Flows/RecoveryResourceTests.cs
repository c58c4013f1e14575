using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>What payment recovery does to instances that really run (KO-38).</summary>
public sealed class RecoveryResourceTests
{
    private static readonly Instant January = Instant.At(2026, 1, 1);

    [Fact]
    public async Task Instance_OfAnUnpaidAccount_IsPausedThenResumesWithThePayment()
    {
        using var house = new InvoiceHouse(January);
        var account = await Running(house);
        house.Now = Instant.At(2026, 2, 1);
        house.Gateway.Otherwise = Script.Decline;
        house.Look(account);
        await house.CollectAll();

        await house.Days(7, account);
        Assert.Equal("creation_blocked", (await Create(house, account, "more")).Refusal?.Code);
        Assert.True(Resource(house, account).Running);
        await house.Days(7, account);
        Assert.Equal((true, false, true), (Resource(house, account).Wanted, Resource(house, account).Running, Resource(house, account).Blocked));
        var paused = house.BalanceOf(account);
        await house.Days(3, account);
        Assert.Equal(paused, house.BalanceOf(account));

        house.Gateway.Otherwise = Script.Pay;
        await house.Pay.Run(OpenHouse.Anybody, account, 1, default);

        Assert.Equal((true, false), (Resource(house, account).Running, Resource(house, account).Blocked));
        Assert.Null((await Create(house, account, "more")).Refusal);
        // 14 days ran and 3 did not: the bill of February is for the 14, and what came after the payment.
        house.Now = Instant.At(2026, 2, 18);
        house.Look(account);
        Assert.Equal(InvoiceHouse.Money(14 * 86_400 * -400), house.BalanceOf(account));
        Assert.Empty(house.Audit());
    }

    [Fact]
    public async Task Instance_Deleted_StaysDeletedWhenTheInvoiceIsPaid()
    {
        using var house = new InvoiceHouse(January);
        var account = await Running(house);
        house.Now = Instant.At(2026, 2, 1);
        house.Gateway.Otherwise = Script.Decline;
        house.Look(account);
        await house.CollectAll();

        await house.Days(21, account);
        Assert.Equal(Instant.At(2026, 2, 22), Resource(house, account).DeletedAt);
        house.Gateway.Otherwise = Script.Pay;
        await house.Pay.Run(OpenHouse.Anybody, account, 1, default);

        Assert.Equal(("Current", false), (house.StateOf(account), Resource(house, account).Running));
        Assert.NotNull(Resource(house, account).DeletedAt);
    }

    [Fact]
    public async Task Instances_OfAnAccountNobodyLookedAtFor40Days_CostAndEndAsOnTime()
    {
        using var late = new InvoiceHouse(January);
        using var onTime = new InvoiceHouse(January);
        foreach (var house in new[] { late, onTime })
        {
            var account = await Running(house);
            house.Now = Instant.At(2026, 2, 1);
            house.Gateway.Otherwise = Script.Decline;
            house.Look(account);
            await house.CollectAll();
            if (house == onTime)
            {
                for (var day = 0; day < 40; day++)
                {
                    house.Now = house.Now.PlusDays(1);
                    house.Look(account);
                }
            }

            house.Now = Instant.At(2026, 3, 13);
            house.Look(account);
        }

        var (one, other) = (Account(late), Account(onTime));
        Assert.Equal(onTime.BalanceOf(other), late.BalanceOf(one));
        Assert.Equal(onTime.Documents().Select(row => onTime.Told(row.Number)), late.Documents().Select(row => late.Told(row.Number)));
        Assert.Equal(Resource(onTime, other).DeletedAt, Resource(late, one).DeletedAt);
        Assert.Empty(late.Audit());
    }

    private static AccountId Account(InvoiceHouse house)
    {
        using var db = house.Ledger.Reader.OpenContext();
        return db.Accounts.Single().Id;
    }

    private static async Task<AccountId> Running(InvoiceHouse house)
    {
        var account = await house.Open();
        Assert.Null((await Create(house, account, "api")).Refusal);
        return account;
    }

    private static Task<Outcome<Billing.Service.Flows.Resources.ResourceStanding>> Create(InvoiceHouse house, AccountId account, string name) =>
        house.Create.Run(OpenHouse.Anybody, new(account, new ResourceId(Guid.CreateVersion7()), name, "small", 1, Start: true), default);

    private static ResourceRow Resource(InvoiceHouse house, AccountId account) => house.Run(scope =>
    {
        var number = scope.Find(account)!.Account;
        return scope.Db.Resources.Where(row => row.Account == number).OrderBy(row => row.Number).First();
    });
}
