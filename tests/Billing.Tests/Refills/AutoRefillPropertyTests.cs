using Billing.Refills;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Refills;

/// <summary>Whatever happens in whatever order and at whatever pace, the seat belts hold.</summary>
public sealed class AutoRefillPropertyTests(ITestOutputHelper output)
{
    private static readonly string[] Happenings = ["debit 700", "debit 100", "look", "paid", "paid", "soft", "hard", "payer", "off", "on", "on"];
    private static readonly Amount Ceiling = Cells.Usd("100");
    private static readonly AutoRefillSettings Settings = new(Of(500), Of(2_000), Ceiling, 3);

    private static readonly Gen<(string What, int Minutes)[]> Lives =
        from length in Gen.Choose(1, 60)
        from life in (from what in Gen.Elements(Happenings) from minutes in Gen.Elements(0, 1, 9, 10, 30, 60, 600, 1_440, 9_000) select (what, minutes)).ArrayOf(length)
        select life;

    [Fact]
    public void Refills_InAnyLife_KeepTheirCoolDownTheDayAndTheMonth() => Property.Holds(output, Lives, life =>
    {
        var account = Live(life, (_, _, _) => { });
        var apart = account.Starts.Zip(account.Starts.Skip(1), (one, next) => next - one).All(gap => gap >= TimeSpan.FromMinutes(10));
        return apart && account.Starts.All(start => account.CountedOn(start) <= 3 && account.SpentIn(start) <= Ceiling);
    });

    [Fact]
    public void Refill_InAnyLife_StartsOnlyBelowTheThresholdAndAlone() => Property.Holds(output, Lives, life =>
    {
        var (underWay, holds) = (false, true);
        Live(life, (what, balance, answer) =>
        {
            if (what is "paid" or "soft" or "hard" or "payer") underWay = false;
            if (answer.Started) holds &= !underWay && balance < Settings.Threshold && answer is { Refill.IsPositive: true, Charge.IsPositive: true };
            else holds &= answer is { Refill.IsZero: true, Charge.IsZero: true };
            underWay |= answer.Started;
        });
        return holds;
    });

    [Fact]
    public void Refill_OffOrPaused_StartsNothingUntilAPersonTurnsItOn() => Property.Holds(output, Lives, life =>
    {
        var (stopped, holds) = (false, true);
        Live(life, (what, _, answer) =>
        {
            if (what == "on") stopped = false;
            if (what == "off") stopped = true;
            holds &= !(stopped && answer.Started);
            stopped |= answer.Verdict is AutoRefillVerdict.Paused or AutoRefillVerdict.Off;
        });
        return holds;
    });

    /// <summary>What a look promises for a later instant holds: waiting that long is enough where nothing else stands in the way.</summary>
    [Fact]
    public void Obstacle_OfTime_IsGoneWhenItSays() => Property.Holds(output, Lives, life =>
    {
        var holds = true;
        Live(life, (_, _, answer) => { }, (account, answer) =>
            holds &= answer.Until is not { } until || account.After(until, "look") is var then && (then.Verdict != answer.Verdict || then.Until > until));
        return holds;
    });

    private static RefilledAccount Live(
        (string What, int Minutes)[] life, Action<string, Amount, AutoRefillAnswer> see, Action<RefilledAccount, AutoRefillAnswer>? end = null)
    {
        var account = new RefilledAccount(Books.Deployments, Settings, Of(540));
        var now = Instant.At(2026, 3, 28, 22);
        AutoRefillAnswer? last = null;
        foreach (var (what, minutes) in life)
        {
            now = now.Plus(TimeSpan.FromMinutes(minutes));
            var words = what.Split(' ');
            last = account.After(now, words);
            see(words[0], account.Balance, last);
        }

        end?.Invoke(account, last!);
        return account;
    }

    private static Amount Of(long whole) => Amount.Whole(whole, Books.Deployments.Wallet.Unit);
}
