using System.Text.Json.Nodes;
using Stripe.Sandbox;

namespace Billing.Stripe.Tests.Sandbox;

/// <summary>The seller's money, entry by entry.</summary>
public sealed class BalanceTests
{
    [Fact]
    public async Task Balance_AfterEverythingThatMovesMoney_IsTheSumOfItsEntries()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var first = await sandbox.PaidAsync();
        var refund = await sandbox.CreateAsync("refunds", $"payment_intent={first.Text("id")}&amount=400");
        sandbox.Server.FailRefund(refund.Text("id")!);
        sandbox.Server.Dispute((await sandbox.PaidAsync()).Text("id")!, DisputeOutcome.Lost);

        var entries = (await sandbox.ReadAsync("balance_transactions?limit=100"))["data"]!.AsArray();

        Assert.Equal(["charge", "refund", "refund_failure", "charge", "adjustment"], entries.Reverse().Select(e => e!.Text("type")));
        Assert.All(entries, e => Assert.Equal((long)e!["net"]!, (long)e["amount"]! - (long)e["fee"]!));
        var balance = await sandbox.ReadAsync("balance");
        Assert.Equal(entries.Sum(e => (long)e!["net"]!), Amount(balance, "available") + Amount(balance, "pending"));
        Assert.Equal(1000 - 59 - 400 + 400 + 1000 - 59 - 1000 - 1500, entries.Sum(e => (long)e!["net"]!));
    }

    [Fact]
    public async Task Entries_AskedForBySourceTypeOrTime_AreFound()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var paid = await sandbox.PaidAsync(more: "&expand[]=latest_charge.balance_transaction");
        var refund = await sandbox.CreateAsync("refunds", $"payment_intent={paid.Text("id")}&expand[]=balance_transaction");
        Assert.Equal(("1000", "-1000"), (paid.Text("latest_charge.balance_transaction.amount"), refund.Text("balance_transaction.amount")));

        var ofRefund = (await sandbox.ReadAsync($"balance_transactions?source={refund.Text("id")}"))["data"]!.AsArray();
        var charges = (await sandbox.ReadAsync("balance_transactions?type=charge"))["data"]!.AsArray();
        var later = (await sandbox.ReadAsync($"balance_transactions?created[gt]={sandbox.Server.Now.ToUnixTimeSeconds() + 60}"))["data"]!.AsArray();

        Assert.Equal((refund.Text("balance_transaction.id"), paid.Text("latest_charge.balance_transaction.id"), 0), (Assert.Single(ofRefund)!.Text("id"), Assert.Single(charges)!.Text("id"), later.Count));
    }

    [Theory]
    [InlineData("pm_card_visa", "pending")]
    [InlineData("pm_card_bypassPending", "available")]
    public async Task Money_OfACharge_IsAvailableAfterItsDays(string card, string first)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var charge = (await sandbox.PaidAsync(card)).Text("latest_charge");
        async Task<string?> Status() => (await sandbox.ReadAsync($"balance_transactions?source={charge}"))["data"]![0]!.Text("status");
        Assert.Equal(first, await Status());

        sandbox.Server.ClockOffset = TimeSpan.FromDays(3);

        Assert.Equal("available", await Status());
        Assert.Equal(0, Amount(await sandbox.ReadAsync("balance"), "pending"));
    }

    [Fact]
    public async Task Refund_ThatNeedsABalance_IsRefusedWithoutOne()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var paid = await sandbox.PaidAsync();
        sandbox.Server.RefundsNeedBalance(true);

        Assert.Equal("balance_insufficient", (await sandbox.CreateAsync("refunds", $"payment_intent={paid.Text("id")}", status: 400)).Text("error.code"));
        await sandbox.PaidAsync();

        Assert.Equal("succeeded", (await sandbox.CreateAsync("refunds", $"payment_intent={paid.Text("id")}")).Text("status"));
    }

    private static long Amount(JsonObject balance, string part) => balance[part]!.AsArray().Where(a => a!.Text("currency") == "eur").Sum(a => (long)a!["amount"]!);
}
