using BillingPortal.Portal.Commands.Vectors;

namespace Billing.Tests.Vectors;

/// <summary>
/// Further cases of the same schema, worked out on paper: leap years, ties, nothing at all, very much, the last second of
/// something. Whoever brings a file of other cases finds the same engine.
/// </summary>
public sealed class MoreVectorTests
{
    private static readonly Dictionary<string, Vector> All = Read();

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var vector in All.Values) cases.Add(vector.Id, vector.Title);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Vector_OfTheFurtherOnes_GivesWhatWasWorkedOut(string id, string title)
    {
        var result = VectorRun.Of(All[id]);
        Assert.True(result.Passed, $"{title}: {result.Difference}");
    }

    [Fact]
    public void Vectors_OfTheFurtherOnes_AreOfEveryKindAndBook()
    {
        Assert.InRange(All.Count, 40, int.MaxValue);
        Assert.Equal(14, All.Values.Select(vector => vector.Kind).Distinct().Count());
        Assert.Equal(5, All.Values.Select(vector => vector.Book).Distinct().Count());
    }

    private static Dictionary<string, Vector> Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Vectors", "more-vectors.json"));
        return Vector.Read(stream).ToDictionary(vector => vector.Id, StringComparer.Ordinal);
    }
}
