using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HouseRules.Tests.Rules;

public sealed class TestNamesTellTheStory : IHouseRule
{
    public string Sentence => "A test is named Subject_Situation_Outcome.";

    public IEnumerable<Finding> Check(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsCSharp && file.IsTest
        from method in file.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() is var n && (n.EndsWith("Fact", StringComparison.Ordinal) || n.EndsWith("Theory", StringComparison.Ordinal)))
        where method.Identifier.Text.Split('_') is not [{ Length: > 0 }, { Length: > 0 }, { Length: > 0 }]
        select file.At(method.Identifier, method.Identifier.Text);

    public IEnumerable<SourceFile[]> Broken =>
    [
        [new("tests/X/A.cs", "class A { [Fact] public void ItWorks() { } }")],
        [new("tests/X/A.cs", "class A { [PostgresTheory, InlineData(1)] public void Wallet_Works() { } }")],
        [new("tests/X/A.cs", "class A { [Fact] public void Wallet_When_Empty_Refuses() { } }")],
    ];

    public IEnumerable<SourceFile[]> Kept => [[new("tests/X/A.cs", "class A { [Fact] public void Wallet_WhenEmpty_Refuses() { } void Helps() { } }")]];
}
