using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HouseRules.Tests.Rules;

public sealed partial class NamesAreTheFieldsWords : IHouseRule
{
    public string Sentence =>
        "Find the noun or the verb: no Manager, Helper, Util, Common, Base…, …Impl, …Dto, and no method that is only Process or Handle.";

    public IEnumerable<Finding> Check(IReadOnlyList<SourceFile> files) =>
        files.Where(f => f.IsUnder("src/", "tests/") && !f.IsUnder(NamedByStripe)).SelectMany(f => Paths(f).Concat(f.IsCSharp ? Declarations(f) : []));

    /// <summary>Source-compatible with Stripe.net: the names there are not ours to choose.</summary>
    private const string NamedByStripe = "src/Stripe/";

    public IEnumerable<SourceFile[]> Broken =>
    [
        [new("src/Portal/A.cs", "class WalletManager;")],
        [new("src/Portal/A.cs", "class DateHelper;")],
        [new("src/Portal/A.cs", "static class StringUtils;")],
        [new("src/Portal/A.cs", "record GrantDto(int X);")],
        [new("src/Portal/A.cs", "class GatewayImpl;")],
        [new("src/Portal/A.cs", "abstract class BasePage;")],
        [new("src/Portal/A.cs", "abstract class PageBase;")],
        [new("src/Portal/A.cs", "namespace Billing.Common; class A;")],
        [new("src/Portal/A.cs", "class A { void Process() { } }")],
        [new("src/Portal/A.cs", "class A { void HandleAsync() { } }")],
        [new("src/Portal/Utils/A.razor", "<p>x</p>")],
    ];

    public IEnumerable<SourceFile[]> Kept =>
    [
        [new("src/Portal/A.cs", "class Baseline; class Utilisation; class CommonsLicence; class A : ComponentBase { void ProcessRefund() { } }")],
        [new("src/Stripe/A.cs", "class BaseOptions; class EventUtility;")],
    ];

    private static IEnumerable<Finding> Paths(SourceFile file) =>
        from part in file.Path.Split('/')
        let name = part.Split('.')[0]
        where BannedName().IsMatch(name)
        select file.At(1, name);

    private static IEnumerable<Finding> Declarations(SourceFile file)
    {
        foreach (var node in file.Syntax.DescendantNodes())
        {
            switch (node)
            {
                case BaseTypeDeclarationSyntax type when BannedName().IsMatch(type.Identifier.Text):
                    yield return file.At(type.Identifier, type.Identifier.Text);
                    break;
                case BaseNamespaceDeclarationSyntax space when space.Name.ToString().Split('.').Any(n => BannedName().IsMatch(n)):
                    yield return file.At(space.Name, space.Name.ToString());
                    break;
                case MethodDeclarationSyntax method when BannedMethod().IsMatch(method.Identifier.Text):
                    yield return file.At(method.Identifier, method.Identifier.Text);
                    break;
            }
        }
    }

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utility|Utilities|Impl|Dto|DTO|Base)$|^(Common|Misc|Shared)$|^Base[A-Z]")]
    private static partial Regex BannedName();

    [GeneratedRegex("^(Process|Handle)(Async)?$")]
    private static partial Regex BannedMethod();
}
