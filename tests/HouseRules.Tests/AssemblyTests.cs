using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HouseRules.Tests;

/// <summary>What the built libraries really use: every outside namespace that their metadata names.</summary>
public sealed class AssemblyTests
{
    public static TheoryData<string, string> Forbidden => new()
    {
        { "Billing", "Microsoft" }, { "Billing", "Stripe" }, { "Billing", "Npgsql" }, { "Billing", "System.Threading.Tasks" },
        { "Billing", "System.Net" }, { "Billing", "System.IO" }, { "Billing", "System.Data" },
        { "Billing.Service", "Microsoft.AspNetCore.Components" }, { "Billing.Service", "Stripe" }, { "Billing.Service", "Billing.Gateway" },
        { "Billing.Service", "BillingPortal" },
        { "Billing.Stripe", "Microsoft.AspNetCore.Components" }, { "Billing.Stripe", "Microsoft.EntityFrameworkCore" }, { "Billing.Stripe", "Stripe.Sandbox" },
        { "Stripe.net", "Microsoft" }, { "Stripe.net", "Billing" }, { "Stripe.net", "Stripe.Sandbox" },
        { "Stripe.Sandbox", "Billing" }, { "Stripe.Sandbox", "Stripe.net" }, { "Stripe.Sandbox", "Microsoft.AspNetCore.Components" },
    };

    [Theory, MemberData(nameof(Forbidden))]
    public void Library_WhenBuilt_UsesNothingForbidden(string library, string forbidden)
    {
        using var image = File.OpenRead(Path.Combine(AppContext.BaseDirectory, library + ".dll"));
        Assert.Empty(Within(Uses(image), forbidden));
    }

    [Theory]
    [InlineData("class A { System.Threading.Tasks.Task F() => null; }", "System.Threading.Tasks")]
    [InlineData("class A { void F() { System.IO.File.Delete(\"x\"); } }", "System.IO")]
    [InlineData("class A : Microsoft.AspNetCore.Components.ComponentBase { }", "Microsoft.AspNetCore.Components")]
    [InlineData("[Microsoft.AspNetCore.Components.Route(\"/x\")] class A { }", "Microsoft.AspNetCore.Components")]
    public void Library_UsingAForbiddenNamespace_IsReported(string code, string forbidden) => Assert.NotEmpty(Within(Uses(Compile(code)), forbidden));

    [Fact]
    public void Library_WithALongerNamespace_IsNotReported() =>
        Assert.Empty(Within(Uses(Compile("class A { System.Threading.Tasks.Task F() => null; }")), "System.Threading.Task"));

    [Fact]
    public void StripeAndItsSandbox_WhenBuilt_ShareNoType()
    {
        using var client = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Stripe.net.dll"));
        using var sandbox = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Stripe.Sandbox.dll"));
        Assert.Empty(Defines(client).Intersect(Defines(sandbox)));
    }

    [Fact]
    public void TwoLibraries_WithTheSameType_AreReported() =>
        Assert.NotEmpty(Defines(Compile("namespace S { public class A; }")).Intersect(Defines(Compile("namespace S { public class A; public class B; }"))));

    private static IEnumerable<string> Within(IEnumerable<string> names, string forbidden) =>
        names.Where(n => n == forbidden || n.StartsWith(forbidden + ".", StringComparison.Ordinal));

    /// <summary>Names of the assemblies referred to, and of the namespaces of every outside type.</summary>
    private static HashSet<string> Uses(Stream image)
    {
        using var pe = new PEReader(image);
        var metadata = pe.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name)),
            .. metadata.TypeReferences.Select(r => metadata.GetTypeReference(r))
                .Where(t => !CompilerOwn(metadata.GetString(t.Name))).Select(t => metadata.GetString(t.Namespace)),
        ];
    }

    private static HashSet<string> Defines(Stream image)
    {
        using var pe = new PEReader(image);
        var metadata = pe.GetMetadataReader();
        return
        [
            .. metadata.TypeDefinitions.Select(d => metadata.GetTypeDefinition(d))
                .Select(t => $"{metadata.GetString(t.Namespace)}.{metadata.GetString(t.Name)}")
                .Where(n => n.StartsWith('S')),
        ];
    }

    /// <summary>Attributes that the compiler writes into every library.</summary>
    private static bool CompilerOwn(string type) => type is "EmbeddedAttribute" or "NullableAttribute" or "NullableContextAttribute";

    private static MemoryStream Compile(string code)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p));
        var compilation = CSharpCompilation.Create("Sample", [CSharpSyntaxTree.ParseText(code)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return image;
    }
}
