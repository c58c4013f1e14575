using BillingPortal.Portal.Commands.Vectors;

namespace Billing.Tests.Vectors;

/// <summary>Every acceptance vector, through the same runner as the command line's.</summary>
public sealed class AcceptanceVectorTests
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
    public void Vector_Run_GivesWhatIsExpected(string id, string title)
    {
        var result = VectorRun.Of(All[id]);
        Assert.True(result.Passed, $"{title}: {result.Difference}");
    }

    [Fact]
    public void Vectors_OfTheFile_CoverEveryKindAndBook()
    {
        Assert.Equal(356, All.Count);
        Assert.Equal(14, All.Values.Select(vector => vector.Kind).Distinct().Count());
        Assert.Equal(5, All.Values.Select(vector => vector.Book).Distinct().Count());
    }

    private static Dictionary<string, Vector> Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Vectors", "vectors.json"));
        return Vector.Read(stream).ToDictionary(vector => vector.Id, StringComparer.Ordinal);
    }
}
