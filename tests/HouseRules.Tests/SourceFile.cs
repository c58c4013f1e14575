using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HouseRules.Tests;

/// <summary>One text file: its path from the root, with forward slashes, and its text.</summary>
public sealed record SourceFile(string Path, string Text)
{
    private SyntaxTree? _tree;

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string[] Lines => field ??= Text.TrimEnd('\n').Split('\n');

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsRazor => Path.EndsWith(".razor", StringComparison.Ordinal);

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    public bool IsMigration => Path.StartsWith("Migrations/", StringComparison.Ordinal);

    public bool IsUnder(params string[] folders) => folders.Any(f => Path.StartsWith(f, StringComparison.Ordinal));

    /// <summary>The C# syntax with the doc comments parsed. Of a .cs file only.</summary>
    public SyntaxNode Syntax => (_tree ??= CSharpSyntaxTree.ParseText(
        Text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview).WithDocumentationMode(DocumentationMode.Parse), Path)).GetRoot();

    public Finding At(SyntaxNodeOrToken place, string what) =>
        new(Path, place.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1, what);

    public Finding At(int line, string what) => new(Path, line, what);

    /// <summary>A finding for every line that matches.</summary>
    public IEnumerable<Finding> Matches(Regex pattern)
    {
        for (var i = 0; i < Lines.Length; i++)
            if (pattern.Match(Lines[i]) is { Success: true } match)
                yield return At(i + 1, match.Value.Trim());
    }
}

/// <summary>A place that breaks a rule.</summary>
public sealed record Finding(string Path, int Line, string What)
{
    public override string ToString() => $"{Path}:{Line}: {What}";
}
