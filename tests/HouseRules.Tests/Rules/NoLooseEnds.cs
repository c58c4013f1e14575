using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HouseRules.Tests.Rules;

public sealed partial class NoLooseEnds : IHouseRule
{
    public string Sentence =>
        "Nothing is left for later in the dark: no TODO, no NotImplementedException, no region, no pragma or skip without its reason, no Thread.Sleep.";

    public IEnumerable<Finding> Check(IReadOnlyList<SourceFile> files)
    {
        foreach (var file in files.Where(f => f.IsUnder("src/", "tests/", "wwwroot/")))
        {
            foreach (var finding in file.IsCSharp ? InCode(file) : file.Matches(Promise())) yield return finding;
        }
    }

    public IEnumerable<SourceFile[]> Broken =>
    [
        Code("// TODO later"),
        Code("class A { void F() => throw new NotImplementedException(); }"),
        Code("class A { void F() { Thread.Sleep(1); } }"),
        Code("class A { [Fact(Skip = \"\")] void F() { } }"),
        Code("class A { [Fact(Skip = \"later\")] void F() { } }"),
        Code("#region Fields\n#endregion"),
        Code("#pragma warning disable CA1000\nclass A;"),
        [new("wwwroot/js/a.js", "// FIXME")],
    ];

    public IEnumerable<SourceFile[]> Kept =>
    [
        Code("#pragma warning disable CA1000 // the name is Stripe's\nclass A { [Fact(Skip = \"PostgreSQL is not installed here\")] void F() { } string S = \"// TODO\"; }"),
    ];

    private static SourceFile[] Code(string text) => [new("src/Portal/A.cs", text)];

    private static IEnumerable<Finding> InCode(SourceFile file)
    {
        foreach (var trivia in file.Syntax.DescendantTrivia(descendIntoTrivia: true))
        {
            if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia))
            {
                if (Promise().Match(trivia.ToString()) is { Success: true } promise) yield return At(file, trivia, promise.Value);
            }
            else if (trivia.IsKind(SyntaxKind.RegionDirectiveTrivia)) yield return At(file, trivia, "#region");
            else if (trivia.GetStructure() is PragmaWarningDirectiveTriviaSyntax pragma && pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword)
                     && !pragma.ToFullString().Contains("//", StringComparison.Ordinal)) yield return At(file, trivia, pragma.ToString());
        }

        foreach (var node in file.Syntax.DescendantNodes())
        {
            switch (node)
            {
                case ObjectCreationExpressionSyntax { Type: var type } when type.ToString().EndsWith("NotImplementedException", StringComparison.Ordinal):
                    yield return file.At(node, "NotImplementedException");
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.Text: "Sleep", Expression: var owner } when owner.ToString().EndsWith("Thread", StringComparison.Ordinal):
                    yield return file.At(node, "Thread.Sleep");
                    break;
                case AttributeArgumentSyntax { NameEquals.Name.Identifier.Text: "Skip", Expression: LiteralExpressionSyntax reason } when reason.Token.ValueText.Length < 15:
                    yield return file.At(node, node.ToString());
                    break;
            }
        }
    }

    private static Finding At(SourceFile file, SyntaxTrivia trivia, string what) =>
        file.At(trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1, what);

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Promise();
}
