namespace HouseRules.Tests;

public sealed class HouseRuleTests
{
    private static readonly IReadOnlyDictionary<string, IHouseRule> Rules = typeof(IHouseRule).Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IHouseRule)))
        .ToDictionary(t => t.Name, t => (IHouseRule)Activator.CreateInstance(t)!, StringComparer.Ordinal);

    public static TheoryData<string> Names => new(Rules.Keys.Order(StringComparer.Ordinal));

    public static TheoryData<string, int> BrokenSamples => Number(r => r.Broken.Count());

    public static TheoryData<string, int> KeptSamples => Number(r => r.Kept.Count());

    [Theory, MemberData(nameof(Names))]
    public void Rule_OnThisRepository_IsKept(string rule)
    {
        var findings = Rules[rule].Check(Repository.Files).ToList();
        Assert.True(findings.Count == 0, $"{Rules[rule].Sentence}\n{string.Join('\n', findings)}");
    }

    [Theory, MemberData(nameof(BrokenSamples))]
    public void Rule_OnABrokenSample_ReportsIt(string rule, int sample) =>
        Assert.NotEmpty(Rules[rule].Check(Rules[rule].Broken.ElementAt(sample)));

    [Theory, MemberData(nameof(KeptSamples))]
    public void Rule_OnALookAlike_StaysSilent(string rule, int sample) =>
        Assert.Empty(Rules[rule].Check(Rules[rule].Kept.ElementAt(sample)));

    [Theory, MemberData(nameof(Names))]
    public void Rule_WithoutABrokenSample_DoesNotExist(string rule) => Assert.NotEmpty(Rules[rule].Broken);

    [Fact]
    public void Repository_WhenRead_HoldsTheRooms()
    {
        Assert.Contains(Repository.Files, f => f.IsUnder("src/Billing/"));
        Assert.Contains(Repository.Files, f => f.IsUnder("tests/HouseRules.Tests/"));
    }

    private static TheoryData<string, int> Number(Func<IHouseRule, int> count)
    {
        var data = new TheoryData<string, int>();
        foreach (var (name, rule) in Rules)
            for (var i = 0; i < count(rule); i++)
                data.Add(name, i);
        return data;
    }
}
