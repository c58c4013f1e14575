namespace HouseRules.Tests.Rules;

public sealed class FilesAreOneIdea : IHouseRule
{
    private const string Exemptions = "tests/HouseRules.Tests/long-files.txt";

    public string Sentence =>
        $"A file is one idea: .cs at most 300 lines, .razor 150, .razor.cs 200. A longer one stands in {Exemptions} with its reason, and leaves it when it shrinks.";

    public IEnumerable<Finding> Check(IReadOnlyList<SourceFile> files)
    {
        var exempt = files.SingleOrDefault(f => f.Path == Exemptions);
        var reasons = Reasons(exempt);
        foreach (var file in files.Where(f => !f.IsMigration && Limit(f) < f.Lines.Length && !reasons.ContainsKey(f.Path)))
            yield return file.At(file.Lines.Length, $"{file.Lines.Length} lines, {Limit(file)} at most");
        foreach (var (path, (line, reason)) in reasons)
        {
            if (reason.Length < 20) yield return exempt!.At(line, $"{path} has no reason");
            if (!files.Any(f => f.Path == path && Limit(f) < f.Lines.Length)) yield return exempt!.At(line, $"{path} needs no exemption");
        }
    }

    public IEnumerable<SourceFile[]> Broken =>
    [
        [new("src/Portal/Pages/A.cs", Long(301))],
        [new("src/Portal/Pages/A.razor", Long(151))],
        [new("src/Portal/Pages/A.razor.cs", Long(201))],
        [new("src/Portal/Pages/A.cs", Long(301)), new(Exemptions, "src/Portal/Pages/A.cs | ")],
        [new("src/Portal/Pages/A.cs", Long(300)), new(Exemptions, "src/Portal/Pages/A.cs | a table that reads better in one piece")],
    ];

    public IEnumerable<SourceFile[]> Kept =>
    [
        [new("src/Portal/Pages/A.cs", Long(300)), new("src/Portal/Pages/B.razor", Long(150)), new("Migrations/Sqlite/M.cs", Long(2000))],
        [new("src/Portal/Pages/A.cs", Long(301)), new(Exemptions, "# path | reason\nsrc/Portal/Pages/A.cs | a table that reads better in one piece")],
    ];

    private static int Limit(SourceFile file) => file switch
    {
        { IsRazor: true } => 150,
        { IsCSharp: true } => file.Path.EndsWith(".razor.cs", StringComparison.Ordinal) ? 200 : 300,
        _ => int.MaxValue,
    };

    private static Dictionary<string, (int Line, string Reason)> Reasons(SourceFile? exempt) =>
        (exempt?.Lines ?? [])
        .Select((text, i) => (Parts: text.Split('|', 2), Line: i + 1))
        .Where(l => l.Parts is [{ Length: > 0 } path, ..] && path[0] != '#')
        .ToDictionary(l => l.Parts[0].Trim(), l => (l.Line, l.Parts.ElementAtOrDefault(1)?.Trim() ?? ""), StringComparer.Ordinal);

    private static string Long(int lines) => string.Concat(Enumerable.Repeat("// x\n", lines));
}
