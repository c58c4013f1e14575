using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Billing.Gateway;

namespace Billing.Stripe.Tests.Compatibility;

/// <summary>What the compiled gateway asks of the client, read from its metadata, must be in Stripe.net with the same types.</summary>
public sealed class ReferencedMembersTests
{
    private static readonly ApiListing Listing = ApiListing.Read("StripeNetApi.txt", "StripeNetApi.Beyond.txt");

    [Fact]
    public void MembersUsed_ByTheGateway_ExistInStripeNet() => Assert.Empty(Unknown(typeof(StripeConnection).Assembly.Location));

    [Fact]
    public void Members_OfTheGateway_AreManyOfTheClient() => Assert.InRange(References(typeof(StripeConnection).Assembly.Location).Count, 50, 5000);

    [Fact]
    public void MembersUsed_ByTheseTests_AreReadWithGenericsAndParameters() => Assert.Contains(
        References(typeof(ReferencedMembersTests).Assembly.Location),
        r => r is { Type: "Stripe.CustomerService", Member: "Task<StripeList<Customer>> ListAsync(CustomerListOptions, RequestOptions, CancellationToken)" });

    [Fact]
    public void Member_ThatStripeNetLacks_IsReported() =>
        Assert.False(Exists(("Stripe.CustomerService", "Task<Customer> ForgetAsync(string)")));

    private static IEnumerable<string> Unknown(string assembly) => References(assembly).Where(r => !Exists(r)).Select(r => $"{r.Type}: {r.Member}");

    private static bool Exists((string Type, string Member) reference) =>
        Listing.Find(reference.Type) is { } type && type.Members.SelectMany(Callable).Contains(reference.Member);

    /// <summary>A line of the listing as what can be called: accessors for a property, parameters by type alone.</summary>
    private static IEnumerable<string> Callable(string member)
    {
        if (member.IndexOf(" { ", StringComparison.Ordinal) is > 0 and var accessors)
        {
            var (type, name) = Split(member[..accessors]);
            return [$"{type} get_{name}()", $"void set_{name}({type})"];
        }

        if (member.StartsWith("static readonly ", StringComparison.Ordinal))
            return [member["static readonly ".Length..].Split(" = ")[0]];
        if (!member.Contains('('))
            return [];
        var (head, parameters) = (member[..member.IndexOf('(')].Replace("static ", "", StringComparison.Ordinal), member[(member.IndexOf('(') + 1)..^1]);
        return [$"{(head == "new" ? "void .ctor" : head)}({string.Join(", ", Parameters(parameters).Select(p => Split(p.Split(" = ")[0]).Type))})"];
    }

    private static (string Type, string Name) Split(string declaration) =>
        (declaration[..declaration.LastIndexOf(' ')], declaration[(declaration.LastIndexOf(' ') + 1)..]);

    /// <summary>Parted by the commas that stand outside angle brackets.</summary>
    private static IEnumerable<string> Parameters(string list)
    {
        var (from, depth) = (0, 0);
        for (var i = 0; i <= list.Length; i++)
        {
            if (i == list.Length || (list[i] == ',' && depth == 0))
            {
                if (i > from)
                    yield return list[from..i].Trim();
                from = i + 1;
            }
            else
            {
                depth += list[i] switch { '<' => 1, '>' => -1, _ => 0 };
            }
        }
    }

    private static HashSet<(string Type, string Member)> References(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        var names = new MetadataNames(metadata);
        var found = new HashSet<(string, string)>();
        foreach (var member in metadata.MemberReferences.Select(metadata.GetMemberReference))
        {
            if (names.ClientType(member.Parent) is not { } type)
                continue;
            // An open generic's own parameters have names in the listing, and numbers in the metadata.
            var parameters = type.Contains('<') ? type[(type.IndexOf('<') + 1)..^1].Split(", ") : [];
            var name = metadata.GetString(member.Name);
            found.Add((type, member.GetKind() == MemberReferenceKind.Field
                ? $"{member.DecodeFieldSignature(names, parameters)} {name}"
                : Method(member.DecodeMethodSignature(names, parameters), name)));
        }

        return found;
    }

    private static string Method(MethodSignature<string> signature, string name) =>
        $"{signature.ReturnType} {name}({string.Join(", ", signature.ParameterTypes)})";
}
