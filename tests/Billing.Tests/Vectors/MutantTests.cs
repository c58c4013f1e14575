using System.Runtime.Loader;
using BillingPortal.Portal.Commands.Vectors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;

namespace Billing.Tests.Vectors;

/// <summary>
/// Whether the vectors would notice: the core and the runner are compiled again with one small mistake, and at least one
/// vector must fail. Without a mistake all pass, so the compilation itself is no reason to fail.
/// </summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    private static readonly DirectoryInfo Root = RootOf(new(AppContext.BaseDirectory));

    private static readonly CSharpParseOptions Parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);

    private static readonly Lazy<CSharpCompilation> Faultless = new(Compilation);

    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        { "rounds down instead of up", "Units/Rounding.cs", "RoundingMode.Up => true", "RoundingMode.Up => false" },
        { "forgets the least charge", "PriceBooks/RoundingSection.cs", "floor && node.Has(\"floor\") ? node.Units(\"floor\") : 0", "0 * node.OptionalText(\"floor\")?.Length ?? 0" },
        { "takes the smaller candidate", "Rating/ExactPrice.cs", "return upstream > catalog", "return upstream < catalog" },
        { "burns the newest grant first", "Credits/BurnOrder.cs", "x.GrantedAt.CompareTo(y.GrantedAt)", "y.GrantedAt.CompareTo(x.GrantedAt)" },
        { "discounts every kind of grant", "Credits/Funding.cs", "RateUnits > 0 && kind == GrantKind.Topup", "RateUnits > 0" },
        { "lets a grant live one second too long", "Credits/Grant.cs", "at < ExpiresAt", "at.Micros < ExpiresAt.Micros + 1_000_000" },
        { "forgets the rollover", "Credits/ExpiryRule.cs", "anchor.IndexAt(grantedAt) + Periods", "anchor.IndexAt(grantedAt) + 1" },
        { "charges an hour that ends with the stop", "Sessions/HourlySessions.cs", "r.PaidUntil < instant", "r.PaidUntil <= instant" },
        { "gives odd cents to the wrong part", "Units/LargestRemainder.cs", "OrderByDescending(i => shares[i].Remainder)", "OrderBy(i => shares[i].Remainder)" },
        { "lets a code live one instant too long", "Discounts/CouponDecision.cs", "at >= coupon.ValidUntil", "at > coupon.ValidUntil" },
        { "waits one second too long between plans", "Plans/PlanChangeDecision.cs", "at < last.Plus(rules.CoolDown)", "at <= last.Plus(rules.CoolDown)" },
        { "allows one too many", "Plans/Entitlement.cs", "current < limit", "current <= limit" },
        { "is late with every stage", "Recovery/RecoveryDecision.cs", "failedAt.PlusDays(stage.AfterDays) <= at", "failedAt.PlusDays(stage.AfterDays) < at" },
        { "puts announced prices on the invoice", "Invoicing/InvoiceDecision.cs", "if (allowance.Announced)", "if (!allowance.Announced)" },
        { "keeps the bonus of a refund", "Corrections/RefundDecision.cs", "rules.Bonus == BonusOnRefund.Keep", "rules.Bonus != BonusOnRefund.Keep" },
        { "refills at the threshold", "Refills/AutoRefillDecision.cs", "free < threshold", "free <= threshold" },
    };

    [Fact]
    public void Core_CompiledWithoutAMistake_PassesEveryVector() => Assert.Equal(0, FailuresOf(null, "", ""));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Core_WithOneMistake_FailsVectors(string mistake, string file, string right, string wrong)
    {
        var failures = FailuresOf(file, right, wrong);
        output.WriteLine($"It {mistake}: {failures} vectors fail");
        Assert.InRange(failures, 1, 355);
    }

    private static int FailuresOf(string? file, string right, string wrong)
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        try
        {
            var run = context.LoadFromStream(Compiled(file, right, wrong)).GetType(typeof(VectorRun).FullName!)!.GetMethod(nameof(VectorRun.Of), [typeof(Stream)])!;
            using var json = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Vectors", "vectors.json"));
            var results = (System.Collections.IEnumerable)run.Invoke(null, [json])!;
            return results.Cast<object>().Count(result => !(bool)result.GetType().GetProperty(nameof(VectorResult.Passed))!.GetValue(result)!);
        }
        finally
        {
            context.Unload();
        }
    }

    private static MemoryStream Compiled(string? file, string right, string wrong)
    {
        var compilation = Faultless.Value;
        if (file is not null)
        {
            var tree = compilation.SyntaxTrees.Single(tree => tree.FilePath.EndsWith("src/Billing/" + file, StringComparison.Ordinal));
            compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(Mistaken(tree.FilePath, right, wrong), Parse, tree.FilePath));
        }

        var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(3)));
        image.Position = 0;
        return image;
    }

    private static CSharpCompilation Compilation() => CSharpCompilation.Create(
        "Mutant",
        Sources().Select(source => CSharpSyntaxTree.ParseText(File.ReadAllText(source), Parse, source))
            .Append(CSharpSyntaxTree.ParseText("global using System; global using System.IO; global using System.Linq; global using System.Collections.Generic;", Parse)),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path)),
        new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, checkOverflow: true, nullableContextOptions: NullableContextOptions.Enable));

    private static IEnumerable<string> Sources() =>
        new[] { "src/Billing", "src/Portal/Commands/Vectors" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root.FullName, folder), "*.cs", SearchOption.AllDirectories));

    private static string Mistaken(string source, string right, string wrong)
    {
        var text = File.ReadAllText(source);
        Assert.True(text.Contains(right, StringComparison.Ordinal), $"{source} no longer says '{right}': the mistake needs another place");
        return text.Replace(right, wrong, StringComparison.Ordinal);
    }

    private static DirectoryInfo RootOf(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "BillingPortal.sln")) ? folder : RootOf(folder.Parent ?? throw new DirectoryNotFoundException("The solution's folder"));
}
