using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HouseRules.Tests.Rules;

public sealed class NoPriceBookByName : IHouseRule
{
    public string Sentence => "A behaviour names a rule, never a system: no string or type under src/ is a price book's id (demo data excepted).";

    public IEnumerable<Finding> Check(IReadOnlyList<SourceFile> files)
    {
        var ids = files.Where(f => f.IsUnder("pricebooks/") && f.Name.EndsWith(".json", StringComparison.Ordinal)).Select(Id).OfType<string>()
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files.Where(f => f.IsUnder("src/") && !f.Path.Contains("/Demo/", StringComparison.Ordinal)))
        {
            foreach (var finding in file.IsCSharp ? InCode(file, ids) : file.IsRazor ? InMarkup(file, ids) : []) yield return finding;
        }
    }

    public IEnumerable<SourceFile[]> Broken =>
    [
        [Book, new("src/Portal/A.cs", "class A { bool F(string id) => id == \"Acme\"; }")],
        [Book, new("src/Portal/A.cs", "class AcmeRounding;")],
        [Book, new("src/Portal/A.razor", "@if (Book.Id == \"acme\") { <p>x</p> }")],
    ];

    public IEnumerable<SourceFile[]> Kept =>
    [
        [Book, new("src/Portal/Demo/DemoData.cs", "class A { string Book = \"acme\"; }")],
        [Book, new("src/Portal/A.cs", "/// <summary>Not acme.</summary>\nclass Acmeist { string S = \"acmes\"; }")],
    ];

    private static SourceFile Book => new("pricebooks/acme.json", """{ "id": "acme", "version": 1 }""");

    private static string? Id(SourceFile book)
    {
        using var json = JsonDocument.Parse(book.Text);
        return json.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
    }

    private static IEnumerable<Finding> InCode(SourceFile file, HashSet<string> ids)
    {
        foreach (var node in file.Syntax.DescendantNodes())
        {
            if (node is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression) && ids.Contains(literal.Token.ValueText))
                yield return file.At(node, literal.Token.Text);
            if (node is BaseTypeDeclarationSyntax type && Words(type.Identifier.Text).Any(ids.Contains))
                yield return file.At(type.Identifier, type.Identifier.Text);
        }
    }

    private static IEnumerable<Finding> InMarkup(SourceFile file, HashSet<string> ids) =>
        from id in ids
        from line in Enumerable.Range(0, file.Lines.Length)
        where file.Lines[line].Contains($"\"{id}\"", StringComparison.OrdinalIgnoreCase)
        select file.At(line + 1, id);

    /// <summary><c>AcmeRounding</c> holds the words Acme and Rounding.</summary>
    private static IEnumerable<string> Words(string name)
    {
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            if (i < name.Length && !char.IsUpper(name[i])) continue;
            yield return name[start..i];
            start = i;
        }
    }
}
