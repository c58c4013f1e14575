using System.Text.RegularExpressions;

namespace HouseRules.Tests.Rules;

/// <summary>What a project asks for. What it then really uses is <see cref="AssemblyTests"/>.</summary>
public sealed partial class ProjectsImportAsPlanned : IHouseRule
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["src/Billing/Billing.csproj"] = [],
        ["src/Billing.Service/Billing.Service.csproj"] =
        [
            "Billing", "Microsoft.AspNetCore.App", "Microsoft.AspNetCore.Identity.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Sqlite",
            "Microsoft.EntityFrameworkCore.Relational", "SQLitePCLRaw.bundle_e_sqlite3", "Npgsql", "Npgsql.EntityFrameworkCore.PostgreSQL",
        ],
        ["src/Billing.Stripe/Billing.Stripe.csproj"] = ["Billing.Service", "Stripe", "Stripe.net", "Microsoft.AspNetCore.App"],
        ["src/Stripe/Stripe.csproj"] = [],
        ["src/Stripe.Sandbox/Stripe.Sandbox.csproj"] = ["Microsoft.AspNetCore.App", "Microsoft.EntityFrameworkCore.Sqlite", "SQLitePCLRaw.bundle_e_sqlite3"],
    };

    public string Sentence => "A library asks only for what the plan gives it: the core for nothing, the service for the core and EF Core, Stripe and its sandbox not for each other.";

    public IEnumerable<Finding> Check(IReadOnlyList<SourceFile> files) =>
        from project in files
        where project.IsUnder("src/") && project.Name.EndsWith(".csproj", StringComparison.Ordinal)
        let allowed = Allowed.GetValueOrDefault(project.Path)
        from line in Enumerable.Range(0, project.Lines.Length)
        let asked = Asked().Match(project.Lines[line])
        where asked.Success && allowed?.Contains(Wanted(asked)) != true
        select project.At(line + 1, allowed is null ? "is not in the list of libraries" : Wanted(asked));

    public IEnumerable<SourceFile[]> Broken =>
    [
        [new("src/Billing/Billing.csproj", "<PackageReference Include=\"NodaTime\" />")],
        [new("src/Billing/Billing.csproj", "<FrameworkReference Include=\"Microsoft.AspNetCore.App\" />")],
        [new("src/Billing.Service/Billing.Service.csproj", "<ProjectReference Include=\"../Stripe/Stripe.csproj\" />")],
        [new("src/Stripe.Sandbox/Stripe.Sandbox.csproj", "<ProjectReference Include=\"../Stripe/Stripe.csproj\" />")],
        [new("src/Stripe.Sandbox/Stripe.Sandbox.csproj", "<Compile Include=\"../Stripe/Session.cs\" />")],
        [new("src/Lounge/Lounge.csproj", "<PackageReference Include=\"NodaTime\" />")],
    ];

    public IEnumerable<SourceFile[]> Kept =>
        [[new("src/Billing.Service/Billing.Service.csproj", "<ProjectReference Include=\"../Billing/Billing.csproj\" />\n<Compile Include=\"../../Migrations/**/*.cs\" />")]];

    private static string Wanted(Match asked) => asked.Groups["project"].Success ? Path.GetFileNameWithoutExtension(asked.Groups["project"].Value) : asked.Groups["name"].Value;

    [GeneratedRegex("<(ProjectReference Include=\"(?<project>[^\"]+)\"|(PackageReference|FrameworkReference|Reference) Include=\"(?<name>[^\"]+)\"|Compile Include=\"(?<name>(?!\\.\\./\\.\\./Migrations/)[^\"]+)\")")]
    private static partial Regex Asked();
}
