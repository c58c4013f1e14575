using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HouseRules.Tests.Rules;

public sealed class CoreIsDocumented : IHouseRule
{
    public string Sentence => "The core is our vocabulary: every public type of src/Billing says in a doc comment what it (or each of its parameters) means.";

    public IEnumerable<Finding> Check(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsCSharp && file.IsUnder("src/Billing/")
        from type in file.Syntax.DescendantNodes().OfType<MemberDeclarationSyntax>()
        where type is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
        where type.Modifiers.Any(SyntaxKind.PublicKeyword) && !type.Modifiers.Any(SyntaxKind.PartialKeyword) && !IsDocumented(type)
        select file.At(type, type.ToString().Split('{', '\n')[0]);

    public IEnumerable<SourceFile[]> Broken =>
    [
        [new("src/Billing/Units/A.cs", "public class A;")],
        [new("src/Billing/Units/A.cs", "/// <summary> </summary>\npublic record struct A(int X);")],
        [new("src/Billing/Units/A.cs", "/// <summary>Outer.</summary>\npublic class A { public enum B { } }")],
    ];

    public IEnumerable<SourceFile[]> Kept =>
    [
        [new("src/Billing/Units/A.cs", "/// <summary>What it means.</summary>\npublic class A;\ninternal class B;")],
        [new("src/Portal/A.cs", "public class A;")],
    ];

    /// <summary>A summary, or for a record what its parameters mean.</summary>
    private static bool IsDocumented(MemberDeclarationSyntax type) =>
        type.GetLeadingTrivia().Select(t => t.GetStructure()).OfType<DocumentationCommentTriviaSyntax>()
        .SelectMany(d => d.Content).OfType<XmlElementSyntax>()
        .Any(e => e.StartTag.Name.ToString() is "summary" or "param" && e.Content.ToString().Trim('/', ' ', '\n', '\r').Length > 0);
}
