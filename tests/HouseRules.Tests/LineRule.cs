using System.Text.RegularExpressions;

namespace HouseRules.Tests;

/// <summary>A rule that one line of text can break.</summary>
public abstract class LineRule : IHouseRule
{
    public abstract string Sentence { get; }

    public abstract IEnumerable<SourceFile[]> Broken { get; }

    public virtual IEnumerable<SourceFile[]> Kept => [];

    protected abstract Regex Pattern { get; }

    protected abstract bool Concerns(SourceFile file);

    public IEnumerable<Finding> Check(IReadOnlyList<SourceFile> files) => files.Where(Concerns).SelectMany(f => f.Matches(Pattern));

    protected static bool IsPage(SourceFile file) => file.IsUnder("src/") && file.IsRazor;

    protected static bool IsSheet(SourceFile file) =>
        file.IsUnder("src/", "wwwroot/") && file.Path.EndsWith(".css", StringComparison.Ordinal);

    protected static SourceFile[] Page(string markup) => [new("src/Portal/Pages/A.razor", markup)];

    protected static SourceFile[] Sheet(string css) => [new("wwwroot/css/app.css", css)];
}
