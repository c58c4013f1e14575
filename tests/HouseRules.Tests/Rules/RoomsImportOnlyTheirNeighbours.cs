using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HouseRules.Tests.Rules;

/// <summary>
/// The core is one assembly, so the compiler lets every room see every other. This rule compiles the core again and
/// asks of every name in a room in which room its meaning lives; <c>var</c> and chained calls are seen too.
/// </summary>
public sealed class RoomsImportOnlyTheirNeighbours : IHouseRule
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Units"] = [],
        ["Ledger"] = ["Units"],
        ["Credits"] = ["Units"],
        ["Metering"] = ["Units"],
        ["PriceBooks"] = ["Units", "Metering", "Credits"],
        ["Rating"] = ["Units", "PriceBooks", "Metering"],
        ["Plans"] = ["Units", "PriceBooks", "Credits", "Limits"],
        ["Discounts"] = ["Units", "PriceBooks"],
        ["Refills"] = ["Units", "PriceBooks", "TopUps"],
        ["Sessions"] = ["Units"],
        ["Invoicing"] = ["Units", "PriceBooks"],
        ["Recovery"] = ["Units", "PriceBooks"],
        ["Limits"] = ["Units"],
        ["TopUps"] = ["Units", "Ledger", "Credits", "PriceBooks"],
        ["Corrections"] = ["Units", "Ledger", "Credits", "PriceBooks"],
        ["Accounting"] = ["Units", "Ledger", "Credits"],
    };

    private static readonly MetadataReference[] Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(p => Path.GetFileName(p) is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll"))
        .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    private const string ImplicitUsings =
        "global using System; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks; global using System.Collections.Generic;";

    public string Sentence =>
        "Rooms of the core meet as the plan says: everything may use Units, Ledger and Credits never each other, Rating only Units, PriceBooks and Metering, and the rooms that decide read the price book, which knows none of them; a new room is added to the list in this rule.";

    public IEnumerable<Finding> Check(IReadOnlyList<SourceFile> files)
    {
        var core = files.Where(f => f.IsCSharp && f.IsUnder("src/Billing/")).ToDictionary(f => f.Syntax.SyntaxTree);
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        var parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview).WithDocumentationMode(DocumentationMode.Parse);
        var compilation = CSharpCompilation.Create("Core", [.. core.Keys, CSharpSyntaxTree.ParseText(ImplicitUsings, parse)], Platform, options);
        foreach (var error in compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error))
            yield return new Finding("src/Billing", 1, $"does not compile alone: {error}");
        foreach (var (tree, file) in core)
        {
            if (file.Path.Split('/') is not [_, _, var room, _, ..]) continue;
            if (!Allowed.TryGetValue(room, out var neighbours)) yield return file.At(1, $"{room} is not in the list of rooms");
            else foreach (var finding in Strangers(file, compilation.GetSemanticModel(tree), room, neighbours)) yield return finding;
        }
    }

    public IEnumerable<SourceFile[]> Broken =>
    [
        [Grant, new("src/Billing/Ledger/Entry.cs", "namespace Billing.Ledger; using Billing.Credits; public class Entry { Grant G; }")],
        [Grant, new("src/Billing/Ledger/Entry.cs", "namespace Billing.Ledger; public class Entry { object G = new Credits.Grant(); }")],
        [Entry, new("src/Billing/Credits/Grant.cs", "namespace Billing.Credits; public class Grant { Ledger.Entry E; }")],
        [Grant, new("src/Billing/Rating/Rate.cs", "namespace Billing.Rating; public class Rate { object F() => Credits.Grant.None; }")],
        [Entry, new("src/Billing/Units/Amount.cs", "namespace Billing.Units; public class Amount { void F() { var e = Ledger.Entry.None; } }")],
        [new("src/Billing/Lounge/Sofa.cs", "namespace Billing.Lounge; public class Sofa;")],
        [new("src/Billing/Units/Amount.cs", "namespace Billing.Units; using Newtonsoft.Json; public class Amount;")],
    ];

    public IEnumerable<SourceFile[]> Kept =>
    [
        [Entry, Grant],
        [new("src/Billing/Units/Amount.cs", "namespace Billing.Units; public record Amount(long Units);"),
            new("src/Billing/Ledger/Entry.cs", "namespace Billing.Ledger; using Billing.Units; public record Entry(Amount Credits);")],
    ];

    private static SourceFile Grant => new("src/Billing/Credits/Grant.cs", "namespace Billing.Credits; public class Grant { public static readonly Grant None = new(); }");

    private static SourceFile Entry => new("src/Billing/Ledger/Entry.cs", "namespace Billing.Ledger; public class Entry { public static readonly Entry None = new(); }");

    private static IEnumerable<Finding> Strangers(SourceFile file, SemanticModel model, string room, string[] neighbours) =>
        from name in file.Syntax.DescendantNodes().OfType<SimpleNameSyntax>()
        where name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null
        from symbol in new[] { model.GetSymbolInfo(name).Symbol, model.GetTypeInfo(name).Type }
        let home = RoomOf(symbol)
        where home is not null && home != room && !neighbours.Contains(home)
        select file.At(name, $"{room} uses {symbol!.Name} of {home}");

    /// <summary>The room a symbol lives in; null outside the core and for the namespaces themselves.</summary>
    private static string? RoomOf(ISymbol? symbol)
    {
        if (symbol is null or INamespaceSymbol) return null;
        var space = symbol.ContainingNamespace?.ToDisplayString().Split('.') ?? [];
        return space is ["Billing", var room, ..] ? room : null;
    }
}
