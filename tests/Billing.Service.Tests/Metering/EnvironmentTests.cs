using Billing.Metering;
using Billing.Service.Access;
using Billing.Service.Flows.Environments;
using Billing.Service.Metering;
using Billing.Service.Reads;
using Billing.Service.Tests.Access;
using Billing.Units;

namespace Billing.Service.Tests.Metering;

/// <summary>Environments take from one pool, each up to its limit (C-6, KS-24, KS-25).</summary>
public sealed class EnvironmentTests : IAsyncLifetime
{
    private readonly PortalFolder _people = new();
    private readonly TestLedger _ledger = new(books: OwnBook.NoStarter);
    private int _keys;

    public async Task InitializeAsync()
    {
        await _people.InitializeAsync();
        _ledger.OpenAccount("Halden", "kernstack", _people.Halden);
        _ledger.Grant(_people.Halden, "100");
    }

    public async Task DisposeAsync()
    {
        _ledger.Dispose();
        await _people.DisposeAsync();
    }

    [Fact]
    public async Task Usage_InAnEnvironmentWithALimit_IsCutAndThenRefusedByName()
    {
        await Set("api", 10);

        var within = await Use("api", 7);
        var cut = await Use("api", 5);
        var refused = await Use("api", 1);
        var other = await Use("web", 5);

        Assert.Equal([(7, 0), (3, 2), (0, 0), (5, 0)], new[] { within, cut, refused, other }.Select(Whole));
        Assert.Equal(
            "throttled data.environment The environment 'api' has used up its limit: its new requests are held back. Nothing was stored. What helps: raise the environment's limit.",
            $"{refused.Refusal?.Code} {refused.Refusal?.Field} {refused.Refusal?.Message}");
        Assert.Equal("85", _ledger.BalanceOf(_people.Halden));
        Assert.Equal(["api of 10: 10 used, 0 left", "web of -: 5 used, 85 left"], Table());
    }

    [Fact]
    public async Task Limits_BeyondThePool_ShareWhatIsThere()
    {
        await Set("api", 80);
        await Set("web", 90);
        await Use("api", 60);

        var web = await Use("web", 70);
        var refused = await Use("web", 1);

        Assert.Equal((40, 30), Whole(web));
        Assert.Null(refused.Refusal?.Field);
        Assert.Equal(["api of 80: 60 used, 0 left", "web of 90: 40 used, 0 left"], Table());
    }

    [Fact]
    public async Task Limit_SetLaterOrAfterARestart_CountsWhatWasTakenBefore()
    {
        await Use("api", 7);
        await Set("api", 10);
        _ledger.Restart();

        Assert.Equal((3, 1), Whole(await Use("api", 4)));
        await Set("api", null);
        _ledger.Restart();

        Assert.Equal((4, 0), Whole(await Use("api", 4)));
    }

    [Fact]
    public async Task Limit_BelowWhatWasTaken_LeavesNothing()
    {
        await Use("api", 7);

        var allocation = await Set("api", 5);

        Assert.Equal(("5", "7", "0"), (allocation.Limit!.Value.ToDecimalText(), allocation.Used.ToDecimalText(), allocation.Balance.ToDecimalText()));
        Assert.NotNull((await Use("api", 1)).Refusal);
    }

    [Fact]
    public async Task Limit_UnderManyCallersAtOnce_IsNeverExceeded()
    {
        await Set("api", 10);

        var receipts = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => Use("api", 1))));

        Assert.Equal(10, receipts.Count(receipt => receipt.Outcome == UsageOutcome.Accepted));
        Assert.Equal("90", _ledger.BalanceOf(_people.Halden));
    }

    [Fact]
    public async Task Move_OfALimit_ChangesBothOrNeither()
    {
        await Set("api", 50);
        await Set("web", 10);
        await Use("api", 30);

        var tooMuch = await Move("api", "web", "21");
        var none = await Move("api", "jobs", "1");
        var key = Key();
        var moved = await Move("api", "web", "20", key);
        var again = await Move("api", "web", "20", key);

        Assert.Equal(("exceeds_limit", "no_limit"), (tooMuch.Refusal?.Code, none.Refusal?.Code));
        Assert.Equal(("30", "30"), (moved.Value.From.Limit!.Value.ToDecimalText(), moved.Value.To.Limit!.Value.ToDecimalText()));
        Assert.Equal(moved.Value, again.Value);
        Assert.Equal(["api of 30: 30 used, 0 left", "web of 30: 0 used, 30 left"], Table());
        Assert.NotNull((await Use("api", 1)).Refusal);
    }

    [Theory]
    [InlineData("same_environment", "api", "api", "1")]
    [InlineData("invalid_amount", "api", "web", "0")]
    [InlineData("invalid_amount", "api", "web", "-1")]
    [InlineData("no_limit", "jobs", "web", "1")]
    public async Task Move_ThatMakesNoSense_IsRefusedByName(string code, string from, string to, string amount)
    {
        await Set("api", 50);
        await Set("web", 10);

        Assert.Equal(code, (await Move(from, to, amount)).Refusal?.Code);
    }

    [Fact]
    public async Task Set_ByRole_IsForOwnerAndBilling()
    {
        var answers = new List<string?>();
        foreach (var actor in new[] { _people.Owner, _people.Billing, _people.Developer, _people.Viewer, _people.Stranger, _people.Operator })
            answers.Add((await new SetAllocation(_ledger.Writer, _people.Memberships).Run(actor, _people.Halden, "api", Credits("1"), Key(), CancellationToken.None)).Refusal?.Code);

        Assert.Equal([null, null, "not_permitted", "not_permitted", "not_found", "not_found"], answers);
    }

    [Fact]
    public async Task Set_WhatCannotBe_IsRefusedByName()
    {
        _ledger.OpenAccount("Other", "kunavo", _people.Other);
        var set = new SetAllocation(_ledger.Writer, _people.Memberships);

        var elsewhere = await set.Run(_people.Stranger, _people.Other, "api", new Amount(1, Asset.Usd), Key(), CancellationToken.None);
        var name = await set.Run(_people.Owner, _people.Halden, " api", null, Key(), CancellationToken.None);
        var unit = await set.Run(_people.Owner, _people.Halden, "api", new Amount(1, Asset.Usd), Key(), CancellationToken.None);

        Assert.Equal(("not_applicable", "invalid_environment", "invalid_amount"), (elsewhere.Refusal?.Code, name.Refusal?.Code, unit.Refusal?.Code));
    }

    private async Task<Allocation> Set(string environment, int? credits) =>
        (await new SetAllocation(_ledger.Writer, _people.Memberships).Run(
            _people.Owner, _people.Halden, environment, credits is { } some ? Amount.Whole(some, new("credits")) : null, Key(), CancellationToken.None)).Value;

    private Task<Outcome<MovedAllocation>> Move(string from, string to, string amount, string? key = null) =>
        new MoveAllocation(_ledger.Writer, _people.Memberships).Run(_people.Billing, _people.Halden, from, to, Credits(amount), key ?? Key(), CancellationToken.None);

    // 100 GiB-seconds are a credit.
    private Task<UsageReceipt> Use(string environment, int credits) =>
        _ledger.Charge(_people.Halden, _ledger.Event("duration", null, null, environment, (Measure.RamMib, 1024), (Measure.Seconds, credits * 100L)));

    private List<string> Table()
    {
        var view = new EnvironmentsRead(_ledger.Reader, _ledger.Writer, _ledger.Clock).Read(_people.Halden)!;
        return [.. view.Environments.Select(line => $"{line.Environment} of {line.Limit?.ToDecimalText() ?? "-"}: {line.Used.ToDecimalText()} used, {line.Balance.ToDecimalText()} left")];
    }

    private static (long, long) Whole(UsageReceipt receipt) => (receipt.Cost / Asset.UnitsPerWhole, receipt.Uncovered / Asset.UnitsPerWhole);

    private static Amount Credits(string text) => Amount.Parse(text, new Asset("credits"));

    private string Key() => $"key-{Interlocked.Increment(ref _keys)}";
}
