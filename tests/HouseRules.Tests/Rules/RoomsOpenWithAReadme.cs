namespace HouseRules.Tests.Rules;

public sealed class RoomsOpenWithAReadme : IHouseRule
{
    public string Sentence => "A room of src/Billing opens with its meaning: a README.md of at most 80 lines, linked from the repository's README.md.";

    public IEnumerable<Finding> Check(IReadOnlyList<SourceFile> files)
    {
        var front = files.SingleOrDefault(f => f.Path == "README.md");
        foreach (var room in files.Where(f => f.IsCSharp && f.IsUnder("src/Billing/")).Select(Room).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var readme = files.SingleOrDefault(f => f.Path == $"{room}/README.md");
            if (readme is null) yield return new Finding(room, 1, "has no README.md");
            else if (readme.Lines.Length > 80) yield return readme.At(readme.Lines.Length, "more than 80 lines");
            else if (front?.Text.Contains(room, StringComparison.Ordinal) != true) yield return readme.At(1, "is not linked from README.md");
        }
    }

    public IEnumerable<SourceFile[]> Broken =>
    [
        [new("src/Billing/Units/Amount.cs", ""), Front],
        [new("src/Billing/Units/Amount.cs", ""), new("src/Billing/Units/README.md", string.Concat(Enumerable.Repeat("x\n", 81))), Front],
        [new("src/Billing/Units/Amount.cs", ""), new("src/Billing/Units/README.md", "x")],
    ];

    public IEnumerable<SourceFile[]> Kept => [[new("src/Billing/Units/Amount.cs", ""), new("src/Billing/Units/README.md", "x"), Front]];

    private static SourceFile Front => new("README.md", "[Units](src/Billing/Units/README.md)");

    private static string? Room(SourceFile file) => file.Path.Split('/') is [_, _, var room, _, ..] ? $"src/Billing/{room}" : null;
}
