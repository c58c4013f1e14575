using Billing.Service.Metering;

namespace Billing.Service.Tests.Metering;

public sealed class RecentEventsTests
{
    [Fact]
    public void Candidates_AfterManyMoreThanMemoryHolds_StillNameEveryRow()
    {
        var index = new GrowingIndex();
        var recent = new RecentEvents(index, mostInMemory: 500);
        for (var row = 1L; row <= 20_000; row++)
        {
            recent.Add(HashOf(row), row);
            if (row % 100 != 0) continue;
            recent.Commit();
            index.Merge(row - 250);
        }

        for (var row = 1L; row <= 20_000; row++) Assert.Contains(row, recent.Candidates(HashOf(row)));
        index.LookUps = 0;
        for (var row = 20_001L; row <= 40_000; row++) Assert.Empty(recent.Candidates(HashOf(row)));
        Assert.InRange(index.LookUps, 0, 200);
    }

    [Fact]
    public void BackTo_TakesOutWhatCameAfterTheMark_AlsoOfACollision()
    {
        var recent = new RecentEvents(new NoDuplicateIndex());
        recent.Add(7, 1);
        recent.Commit();
        recent.Add(7, 2);
        var mark = recent.Uncommitted;
        recent.Add(7, 3);
        recent.Add(8, 4);

        recent.BackTo(mark);
        Assert.Equal([1, 2], recent.Candidates(7));
        Assert.Empty(recent.Candidates(8));
        recent.BackTo(0);
        Assert.Equal([1], recent.Candidates(7));
    }

    private static long HashOf(long row) => EventIdentity.Hash(1, "s", $"{row}");

    private sealed class GrowingIndex : IDuplicateIndex
    {
        private readonly Dictionary<long, long> _rows = [];

        public int LookUps { get; set; }
        public long Covers { get; private set; }

        public void Merge(long row)
        {
            while (Covers < row)
            {
                Covers++;
                _rows[HashOf(Covers)] = Covers;
            }
        }

        public IReadOnlyList<long> Candidates(long hash)
        {
            LookUps++;
            return _rows.TryGetValue(hash, out var row) ? [row] : [];
        }

        public IEnumerable<long> Hashes() => [];
    }
}
