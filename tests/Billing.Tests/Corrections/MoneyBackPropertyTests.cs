using System.Numerics;
using Billing.Corrections;
using Billing.PriceBooks;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Corrections;

/// <summary>
/// Purchases whose money goes back, in every order, beside their own spending. The oracle knows only sums: what was granted,
/// what was spent, what is gone.
/// </summary>
public sealed class MoneyBackPropertyTests(ITestOutputHelper output)
{
    private static readonly Asset Credits = new("credits");

    private enum Step { Spend, Refund, Fail, Dispute, Win, Lose }

    /// <summary>Packs at round and at odd rates, with no bonus, a tenth, or two fifths.</summary>
    private static Gen<(long Cents, long Base, long Bonus)> Pack { get; } =
        from cents in Gen.Choose(1, 20_000)
        from rate in Gen.Elements(1_000_000L, 100_000_000L, 25_000_000L, 117_647_059L, 333_333L)
        from bonus in Gen.Elements(0L, 10L, 40L)
        select ((long)cents, cents * rate, cents * rate * bonus / 100);

    private static Gen<((long Cents, long Base, long Bonus) Pack, (Step Step, int Size, int Which)[] Steps)> Lives { get; } =
        from pack in Pack
        from steps in (from step in Gen.Elements(Step.Spend, Step.Refund, Step.Refund, Step.Fail, Step.Dispute, Step.Win, Step.Lose)
                       from size in Gen.Choose(1, 100)
                       from which in Gen.Choose(0, 9)
                       select (step, size, which)).ArrayOf(14)
        select (pack, steps);

    [Fact]
    public void Purchase_WhateverHappensToItsMoney_HoldsWhatTheSumsSay() => Property.Holds(output, Lives, life =>
    {
        var purchase = new Life(life.Pack);
        return life.Steps.All(step => purchase.Do(step.Step, step.Size, step.Which) && purchase.AgreesWithSums() && purchase.AsksForNothingMore());
    });

    [Fact]
    public void Purchase_WhoseMoneyIsAllGone_LeavesADebtOfExactlyWhatWasSpent() => Property.Holds(output, Lives, life =>
    {
        var purchase = new Life(life.Pack);
        foreach (var step in life.Steps) purchase.Do(step.Step, step.Size, step.Which);
        purchase.Gone(life.Pack.Cents);
        return purchase.Balance == -purchase.Spent;
    });

    [Fact]
    public void News_InAnyOrder_EndTheSame() => Property.Holds(output, Lives.SelectMany(_ => Gen.Choose(0, int.MaxValue), (life, seed) => (life, seed)), one =>
    {
        // Spending first, so that only the order of the news differs.
        var news = one.life.Steps.Where(step => step.Step == Step.Refund).Select((step, i) => (Cents: Math.Max(1, one.life.Pack.Cents * step.Size / 400), Fails: i % 3 == 1)).ToList();
        var spent = one.life.Steps.Where(step => step.Step == Step.Spend).Sum(step => step.Size);
        var ordered = Play(one.life.Pack, spent, news, new Random(0), shuffle: false);
        return ordered == Play(one.life.Pack, spent, news, new Random(one.seed), shuffle: true);
    });

    [Fact]
    public void Hold_OfADispute_IsExactlyWhatItsLossTakesOutOfGrants() => Property.Holds(output, Lives, life =>
    {
        var purchase = new Life(life.Pack);
        foreach (var step in life.Steps) purchase.Do(step.Step, step.Size, step.Which);
        return purchase.HoldIsWhatTheLossTakes(Math.Max(1, life.Pack.Cents / 3));
    });

    /// <summary>Each piece of news comes once or twice, a failure only after its refund; what is left at the end.</summary>
    private static TakenBack Play((long, long, long) pack, long spent, List<(long Cents, bool Fails)> news, Random random, bool shuffle)
    {
        var purchase = new Life(pack);
        purchase.Do(Step.Spend, (int)Math.Min(100, spent), 0);
        var order = news.Select((_, i) => i).ToArray();
        if (shuffle) random.Shuffle(order);
        var waiting = new List<long>();
        foreach (var (cents, fails) in order.Select(i => news[i]))
        {
            purchase.Gone(cents);
            if (fails) waiting.Add(cents);
            if (waiting.Count > 0 && random.Next(2) == 0)
            {
                purchase.Gone(-waiting[0]);
                waiting.RemoveAt(0);
            }

            purchase.Gone(0);
        }

        foreach (var cents in waiting) purchase.Gone(-cents);
        return purchase.Applied;
    }

    private sealed class Life((long Cents, long Base, long Bonus) pack)
    {
        private readonly List<long> _refunds = [];
        private readonly List<long> _open = [];
        private readonly List<long> _lost = [];
        private long _leftBase = pack.Base, _leftBonus = pack.Bonus, _gone;

        public TakenBack Applied { get; private set; } = TakenBack.Nothing(Credits);

        public long Spent { get; private set; }

        public long Balance => _leftBase + _leftBonus - (Applied.BaseOwed + Applied.BonusOwed).Units;

        private Purchase Now => new(Money(pack.Cents), Of(pack.Base), Of(_leftBase), Of(pack.Bonus), Of(_leftBonus));

        public bool Do(Step step, int size, int which)
        {
            switch (step)
            {
                case Step.Spend:
                    Spend((pack.Base + pack.Bonus) / 100 * size);
                    break;
                case Step.Refund when _gone < pack.Cents:
                    _refunds.Add(Math.Max(1, (pack.Cents - _gone) * size / 100));
                    Gone(_refunds[^1]);
                    break;
                case Step.Fail when _refunds.Count > 0:
                    Gone(-Take(_refunds, which));
                    break;
                case Step.Dispute:
                    _open.Add(pack.Cents);
                    break;
                case Step.Win when _open.Count > 0:
                    Take(_open, which);
                    break;
                case Step.Win when _lost.Count > 0:
                    Gone(-Take(_lost, which));
                    break;
                case Step.Lose when _open.Count > 0:
                    _lost.Add(Take(_open, which));
                    Gone(_lost[^1]);
                    break;
            }

            return true;
        }

        /// <summary>More money is gone, or less.</summary>
        public void Gone(long cents)
        {
            _gone += cents;
            Book(MoneyBackDecision.Decide(Now, BonusOnRefund.TakeBack, Back(_gone), Applied));
        }

        public bool AsksForNothingMore() => MoneyBackDecision.Decide(Now, BonusOnRefund.TakeBack, Back(_gone), Applied) == TakenBack.Nothing(Credits);

        public bool AgreesWithSums()
        {
            var (bought, given) = (Share(pack.Base, up: true), Share(pack.Bonus, up: false));
            return Balance == pack.Base + pack.Bonus - Spent - bought - given
                && _leftBase >= 0 && _leftBonus >= 0 && _leftBase <= pack.Base && _leftBonus <= pack.Bonus
                && Applied.BaseOwed.Units >= 0 && Applied.BonusOwed.Units >= 0
                && (Applied.BaseOwed.IsZero || _leftBase == 0) && (Applied.BonusOwed.IsZero || _leftBonus == 0);
        }

        public bool HoldIsWhatTheLossTakes(long disputed)
        {
            var (fromBase, fromBonus) = MoneyBackDecision.Hold(Now, BonusOnRefund.TakeBack, Back(_gone), Back(disputed));
            var loss = MoneyBackDecision.Decide(Now, BonusOnRefund.TakeBack, Back(_gone + disputed), Applied);
            return !fromBase.IsNegative && !fromBonus.IsNegative && (loss.FromBase, loss.FromBonus) == (fromBase, fromBonus);
        }

        private void Book(TakenBack moved)
        {
            (_leftBase, _leftBonus) = (_leftBase - moved.FromBase.Units, _leftBonus - moved.FromBonus.Units);
            Applied += moved;
        }

        private void Spend(long units)
        {
            var fromBase = Math.Min(units, _leftBase);
            var fromBonus = Math.Min(units - fromBase, _leftBonus);
            (_leftBase, _leftBonus, Spent) = (_leftBase - fromBase, _leftBonus - fromBonus, Spent + fromBase + fromBonus);
        }

        /// <summary>The naive share: whole numbers, one division.</summary>
        private long Share(long whole, bool up)
        {
            var cents = Math.Min(_gone, pack.Cents);
            var (floor, rest) = BigInteger.DivRem((BigInteger)whole * cents, pack.Cents);
            return (long)floor + (up ? rest > 0 ? 1 : 0 : rest * 2 >= pack.Cents && rest > 0 ? 1 : 0);
        }

        private static long Take(List<long> from, int which)
        {
            var taken = from[which % from.Count];
            from.RemoveAt(which % from.Count);
            return taken;
        }

        private static MoneyGone Back(long cents) => new(Money(cents), Of(0), Of(0));

        private static Amount Money(long cents) => new(cents * 1_000_000, Asset.Usd);

        private static Amount Of(long units) => new(units, Credits);
    }
}
