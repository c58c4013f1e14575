using System.Text.Json;
using System.Text.Json.Nodes;
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

    /// <summary>The runner's own guard: whichever single value is expected otherwise, the vector fails and the place is named.</summary>
    [Fact]
    public void Vector_WithOneExpectationChanged_FailsAndNamesThePlace()
    {
        var changed = 0;
        foreach (var vector in All.Values)
        {
            foreach (var field in vector.Expect.EnumerateObject().Where(field => field.Value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)))
            {
                var expect = JsonNode.Parse(vector.Expect.GetRawText())!;
                expect[field.Name] = field.Value.ValueKind == JsonValueKind.Null ? "something" : field.Value.GetRawText() + "1";
                var result = VectorRun.Of(vector with { Expect = JsonSerializer.SerializeToElement(expect) });
                Assert.StartsWith($"$.{field.Name}: expected", result.Difference);
                changed++;
            }
        }

        Assert.InRange(changed, 1_000, 10_000);
    }

    [Theory]
    [InlineData("{ }")]
    [InlineData("[{ \"id\": \"V-1\" }]")]
    [InlineData("[1]")]
    public void File_OfNoVectors_IsRefusedInASentence(string json) =>
        Assert.Throws<FormatException>(() => VectorRun.Of(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))));

    [Fact]
    public void Vector_OfAnUnknownKindOrBook_FailsWithoutStoppingTheRun()
    {
        var some = All.Values.First();
        var given = JsonNode.Parse(some.Given.GetRawText())!;
        given["book"] = "nobody";
        Assert.Contains("not known", VectorRun.Of(some with { Kind = "weather" }).Difference);
        Assert.Contains("FileNotFound", VectorRun.Of(some with { Given = JsonSerializer.SerializeToElement(given) }).Difference);
    }

    private static Dictionary<string, Vector> Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Vectors", "vectors.json"));
        return Vector.Read(stream).ToDictionary(vector => vector.Id, StringComparer.Ordinal);
    }
}
