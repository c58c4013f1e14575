using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HouseRules.Tests.Rules;

public sealed class CoreHoldsNoFloat : IHouseRule
{
    private static readonly HashSet<string> OnlyFloating = ["Sqrt", "Cbrt", "Pow", "Exp", "Log", "Log2", "Log10", "Sin", "Cos", "Tan", "PI", "E"];

    public string Sentence => "src/Billing counts in whole units and exact fractions: no double, float or Half.";

    public IEnumerable<Finding> Check(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsCSharp && file.IsUnder("src/Billing/")
        from finding in Floats(file)
        select finding;

    public IEnumerable<SourceFile[]> Broken =>
    [
        [new("src/Billing/Rating/A.cs", "class A { double Share; }")],
        [new("src/Billing/Rating/A.cs", "class A { object F() => (float)1; }")],
        [new("src/Billing/Rating/A.cs", "class A { Half F; }")],
        [new("src/Billing/Rating/A.cs", "class A { Double F; }")],
        [new("src/Billing/Rating/A.cs", "class A { object F() => 1.5; }")],
        [new("src/Billing/Rating/A.cs", "class A { object F() => System.Math.Sqrt(2); }")],
    ];

    public IEnumerable<SourceFile[]> Kept =>
    [
        [new("src/Billing/Rating/A.cs", "/// <summary>No double entry here; half of it is 1.5.</summary>\nclass A { decimal F() => 1.5m; string S = \"double\"; }")],
        [new("src/Portal/Parts/Charts/Axis.cs", "class Axis { double X; }")],
    ];

    private static IEnumerable<Finding> Floats(SourceFile file) =>
        from node in file.Syntax.DescendantNodes()
        where node switch
        {
            PredefinedTypeSyntax type => type.Keyword.IsKind(SyntaxKind.DoubleKeyword) || type.Keyword.IsKind(SyntaxKind.FloatKeyword),
            LiteralExpressionSyntax literal => literal.Token.Value is double or float,
            MemberAccessExpressionSyntax { Name.Identifier.Text: var name, Expression: var owner } => owner.ToString().Split('.')[^1] == "Math" && OnlyFloating.Contains(name),
            IdentifierNameSyntax name => name.Identifier.Text is "Double" or "Half" or "Single" && !IsCalled(name),
            _ => false,
        }
        select file.At(node, node.ToString());

    /// <summary><c>list.Single()</c> is no number.</summary>
    private static bool IsCalled(IdentifierNameSyntax name) => name.Parent is MemberAccessExpressionSyntax access && access.Name == name && access.Parent is InvocationExpressionSyntax;
}
