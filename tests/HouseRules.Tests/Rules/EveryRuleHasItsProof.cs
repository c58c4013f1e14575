using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HouseRules.Tests.Rules;

public sealed partial class EveryRuleHasItsProof : IHouseRule
{
    private const string List = "docs/rules.md";

    private static readonly (string Seller, int Count)[] Rules = [("KS", 33), ("DP", 29), ("MS", 25), ("KO", 43), ("KU", 28)];

    private static readonly HashSet<string> Later =
        ["with settlement through Stripe", "with the gate and caps", "with alerts and mail", "with the customer's pages"];

    public string Sentence =>
        $"{List} names every rule of the five sellers once, with a test or page that exists, or with what will show it: {string.Join(", ", Later)}.";

    public IEnumerable<Finding> Check(IReadOnlyList<SourceFile> files)
    {
        var list = files.SingleOrDefault(f => f.Path == List);
        if (list is null) return [new Finding(List, 1, "is not there")];
        var rows = list.Lines.Select((text, i) => (Row: RuleRow().Match(text), Line: i + 1)).Where(row => row.Row.Success).ToList();
        var known = TestsOf(files).Concat(RoutesOf(files)).Concat(Later).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Ids.Except(rows.Select(row => row.Row.Groups["id"].Value)).Select(id => list.At(1, $"{id} is missing")),
            .. rows.GroupBy(row => row.Row.Groups["id"].Value).Where(own => own.Count() > 1).Select(own => list.At(own.Last().Line, $"{own.Key} stands twice")),
            .. rows.Where(row => !Ids.Contains(row.Row.Groups["id"].Value)).Select(row => list.At(row.Line, $"{row.Row.Groups["id"]} is no rule")),
            .. from row in rows
               from proof in row.Row.Groups["proofs"].Value.Split(", ").Select(proof => proof.Trim('`', ' '))
               where !known.Contains(proof)
               select list.At(row.Line, $"'{proof}' is neither a test nor a page nor what will show it"),
        ];
    }

    public IEnumerable<SourceFile[]> Broken =>
    [
        [Proof, Page],
        [ListOf(Ids.Skip(1)), Proof, Page],
        [ListOf(Ids.Append("KS-33")), Proof, Page],
        [ListOf(Ids.Append("KS-34")), Proof, Page],
        [ListOf(Ids, "`WalletTests.Wallet_Full_Pays`"), Proof, Page],
        [ListOf(Ids, "`WalletTests.Helper`"), Proof, Page],
        [ListOf(Ids, "`/billing`"), Proof, Page],
        [ListOf(Ids, "some day"), Proof, Page],
        [ListOf(Ids, ""), Proof, Page],
        [ListOf(Ids, "`/wallet`, `WalletTests.Wallet_Empty_Refuses`"), Page],
    ];

    public IEnumerable<SourceFile[]> Kept => [[ListOf(Ids, "`/wallet`, `WalletTests.Wallet_Empty_Refuses`, with alerts and mail"), Proof, Page]];

    private static IEnumerable<string> Ids => Rules.SelectMany(seller => Enumerable.Range(1, seller.Count).Select(number => $"{seller.Seller}-{number}"));

    private static SourceFile Proof => new("tests/X/WalletTests.cs", "class WalletTests { [Fact] public void Wallet_Empty_Refuses() { } void Helper() { } }");

    private static SourceFile Page => new("src/Portal/Pages/A.razor", "@page \"/wallet\"");

    private static SourceFile ListOf(IEnumerable<string> ids, string proofs = "`WalletTests.Wallet_Empty_Refuses`") =>
        new(List, string.Join('\n', ids.Select(id => $"| {id} | words | {proofs} |")));

    private static IEnumerable<string> TestsOf(IReadOnlyList<SourceFile> files) =>
        from file in files
        where file.IsCSharp && file.IsTest
        from type in file.Syntax.DescendantNodes().OfType<ClassDeclarationSyntax>()
        from method in type.Members.OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() is var n && (n.EndsWith("Fact", StringComparison.Ordinal) || n.EndsWith("Theory", StringComparison.Ordinal)))
        select $"{type.Identifier.Text}.{method.Identifier.Text}";

    private static IEnumerable<string> RoutesOf(IReadOnlyList<SourceFile> files) =>
        files.Where(f => f.IsRazor && f.IsUnder("src/Portal/")).SelectMany(f => Route().Matches(f.Text)).Select(match => match.Groups["route"].Value);

    [GeneratedRegex(@"^\| (?<id>[A-Z]{2}-\d+) \| [^|]+ \| (?<proofs>[^|]*) \|$")]
    private static partial Regex RuleRow();

    [GeneratedRegex("^@page \"(?<route>[^\"]+)\"", RegexOptions.Multiline)]
    private static partial Regex Route();
}
