using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HouseRules.Tests.Rules;

public sealed partial class NoFloatNearMoney : IHouseRule
{
    public string Sentence => "Money is an Amount: nothing named after money is a double, float or Half.";

    public IEnumerable<Finding> Check(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsCSharp && file.IsUnder("src/")
        from declaration in file.Syntax.DescendantNodes()
        from name in FloatNames(declaration)
        where Money().IsMatch(name.Text)
        select file.At(name, name.Text);

    public IEnumerable<SourceFile[]> Broken =>
    [
        [new("src/Portal/A.cs", "class A { double TotalCost; }")],
        [new("src/Portal/A.cs", "class A { float? Balance { get; } }")],
        [new("src/Portal/A.cs", "record A(double PriceInUsd);")],
        [new("src/Portal/A.cs", "class A { double AmountOf(int x) => x; }")],
        [new("src/Portal/A.cs", "class A { void F() { double spend = 1; } }")],
    ];

    public IEnumerable<SourceFile[]> Kept =>
    [
        [new("src/Portal/A.cs", "class A { double Width; double CostAxisX; Amount Balance; }")],
    ];

    private static IEnumerable<SyntaxToken> FloatNames(SyntaxNode node) => node switch
    {
        VariableDeclarationSyntax v when IsFloat(v.Type) => v.Variables.Select(x => x.Identifier),
        ParameterSyntax p when IsFloat(p.Type) => [p.Identifier],
        PropertyDeclarationSyntax p when IsFloat(p.Type) => [p.Identifier],
        MethodDeclarationSyntax m when IsFloat(m.ReturnType) => [m.Identifier],
        _ => [],
    };

    private static bool IsFloat(TypeSyntax? type) => type switch
    {
        PredefinedTypeSyntax p => p.Keyword.IsKind(SyntaxKind.DoubleKeyword) || p.Keyword.IsKind(SyntaxKind.FloatKeyword),
        NullableTypeSyntax n => IsFloat(n.ElementType),
        ArrayTypeSyntax a => IsFloat(a.ElementType),
        IdentifierNameSyntax i => i.Identifier.Text is "Double" or "Single" or "Half",
        _ => false,
    };

    /// <summary>A place on a drawing may be named after what it draws: its name ends in the axis.</summary>
    [GeneratedRegex("(?i)(amount|balance|price|cost|charge|credit|debit|spend|cents|usd|eur|money|tax|fee|paid|refund)(?!.*(X|Y|Width|Height|Pixels)$)")]
    private static partial Regex Money();
}
