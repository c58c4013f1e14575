using System.Text.RegularExpressions;

namespace HouseRules.Tests.Rules;

public sealed partial class NoMachinePaths : LineRule
{
    public override string Sentence => "The repository builds anywhere: no path of somebody's machine.";

    public override IEnumerable<SourceFile[]> Broken =>
        new[] { "home", "root", "work", "Users" }.Select(folder => $"/{folder}/ann/portal").Append(@"C:\Users" + @"\ann")
        .Select(path => new SourceFile[] { new("docs/a.md", $"see {path} for more") });

    public override IEnumerable<SourceFile[]> Kept => [[new("docs/a.md", "src/root/x, /usr/bin/chromium, /tmp, https://a.example/home/x, GET /work")]];

    protected override Regex Pattern => MachinePath();

    protected override bool Concerns(SourceFile file) => true;

    [GeneratedRegex(@"(?<![\w.})-])(/(home|root|work|Users)/[\w.]|[A-Za-z]:\\Users\\)")]
    private static partial Regex MachinePath();
}

public sealed partial class NoPackageRegistries : LineRule
{
    public override string Sentence => "Packages come from where the builder's own configuration says: no package registry is named.";

    public override IEnumerable<SourceFile[]> Broken =>
        new[] { "api.nuget", "registry.npmjs", "pypi", "www.myget" }
        .Select(host => new SourceFile[] { new("README.md", $"from https://{host}.org/x") });

    public override IEnumerable<SourceFile[]> Kept => [[new("README.md", "NuGet restores the packages of Directory.Packages.props")]];

    protected override Regex Pattern => Registry();

    protected override bool Concerns(SourceFile file) => true;

    [GeneratedRegex(@"(?i)\b(nuget|npmjs|pypi|pythonhosted|myget|crates|unpkg|jsdelivr|cdnjs)\.(org|com|io|net)\b")]
    private static partial Regex Registry();
}
