using System.Text.RegularExpressions;

namespace HouseRules.Tests.Rules;

public sealed partial class PackagesAreUsed : IHouseRule
{
    private const string Versions = "Directory.Packages.props";

    public string Sentence => $"Every version in {Versions} is used by a project, and no project names a version itself.";

    public IEnumerable<Finding> Check(IReadOnlyList<SourceFile> files)
    {
        var projects = files.Where(f => f.Name.EndsWith(".csproj", StringComparison.Ordinal) || f.Name == "Directory.Build.props").ToList();
        var used = projects.SelectMany(p => Reference().Matches(p.Text)).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var central = files.SingleOrDefault(f => f.Path == Versions);
        foreach (Match version in central is null ? [] : Version().Matches(central.Text).AsEnumerable())
            if (!used.Contains(version.Groups[1].Value))
                yield return central!.At(1, $"{version.Groups[1].Value} is used by nothing");
        foreach (var finding in projects.SelectMany(p => p.Matches(OwnVersion()))) yield return finding;
    }

    public IEnumerable<SourceFile[]> Broken =>
    [
        [new(Versions, "<PackageVersion Include=\"Acme\" Version=\"1.0.0\" />")],
        [new("src/Billing/Billing.csproj", "<PackageReference Include=\"Acme\" Version=\"1.0.0\" />")],
    ];

    public IEnumerable<SourceFile[]> Kept =>
    [
        [new(Versions, "<PackageVersion Include=\"Acme\" Version=\"1.0.0\" />"), new("A.csproj", "<PackageReference Include=\"Acme\" />")],
    ];

    [GeneratedRegex("<PackageReference Include=\"([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("<PackageVersion Include=\"([^\"]+)\"")]
    private static partial Regex Version();

    [GeneratedRegex("<PackageReference [^>]*Version=\"[^\"]*\"")]
    private static partial Regex OwnVersion();
}
