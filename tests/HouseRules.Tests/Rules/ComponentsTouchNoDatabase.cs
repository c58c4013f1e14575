using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HouseRules.Tests.Rules;

public sealed partial class ComponentsTouchNoDatabase : IHouseRule
{
    public string Sentence => "A component asks a read or calls a flow: it never touches a DbContext, a context factory or a connection.";

    public IEnumerable<Finding> Check(IReadOnlyList<SourceFile> files)
    {
        var own = files.Where(f => f.IsCSharp).SelectMany(f => f.Syntax.DescendantNodes().OfType<ClassDeclarationSyntax>())
            .Where(c => c.BaseList?.Types.Any(t => t.Type.ToString().Contains("DbContext", StringComparison.Ordinal)) == true)
            .Select(c => c.Identifier.Text).ToHashSet(StringComparer.Ordinal);
        return files.Where(IsComponent).SelectMany(f => Uses(f, own));
    }

    public IEnumerable<SourceFile[]> Broken =>
    [
        [new("src/Portal/Pages/A.razor", "@inject BillingDb Db"), new("src/Billing.Service/Storage/BillingDb.cs", "class BillingDb : DbContext;")],
        [new("src/Portal/Pages/A.razor", "@inject IDbContextFactory<X> Db")],
        [new("src/Portal/Pages/A.razor.cs", "partial class A { [Inject] DbContext Db { get; set; } }")],
        [new("src/Portal/Parts/A.cs", "class A(PortalDb db) : ComponentBase;"), new("src/Billing.Service/Storage/PortalDb.cs", "class PortalDb : IdentityDbContext<Person>;")],
        [new("src/Portal/Pages/A.razor", "@using Microsoft.EntityFrameworkCore")],
        [new("src/Portal/Pages/A.razor", "@inject SqliteConnection C")],
    ];

    public IEnumerable<SourceFile[]> Kept =>
    [
        [new("src/Portal/Pages/A.razor", "@inject IOverviewRead Overview")],
        [new("src/Portal/Program.cs", "services.AddDbContext<BillingDb>();"), new("src/Billing.Service/Storage/BillingDb.cs", "class BillingDb : DbContext;")],
    ];

    private static bool IsComponent(SourceFile file) =>
        file.IsUnder("src/") && (file.IsRazor || file.Path.EndsWith(".razor.cs", StringComparison.Ordinal)
            || (file.IsCSharp && file.Syntax.DescendantNodes().OfType<ClassDeclarationSyntax>()
                .Any(c => c.BaseList?.Types.Any(t => t.Type.ToString().EndsWith("ComponentBase", StringComparison.Ordinal) || t.Type.ToString() == "IComponent") == true)));

    private static IEnumerable<Finding> Uses(SourceFile file, HashSet<string> contexts) =>
        from line in Enumerable.Range(0, file.Lines.Length)
        from Match word in Word().Matches(file.Lines[line])
        where contexts.Contains(word.Value) || Database().IsMatch(word.Value)
        select file.At(line + 1, word.Value);

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex("DbContext|^EntityFrameworkCore$|^(Sqlite|Npgsql|Db)(Connection|Command|DataSource)$")]
    private static partial Regex Database();
}
