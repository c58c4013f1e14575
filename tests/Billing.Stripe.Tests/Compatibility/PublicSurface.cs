using System.Globalization;
using System.Reflection;

namespace Billing.Stripe.Tests.Compatibility;

/// <summary>Writes a type's own public members the way the listing does.</summary>
internal static class PublicSurface
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(string)] = "string", [typeof(object)] = "object", [typeof(bool)] = "bool",
        [typeof(int)] = "int", [typeof(long)] = "long", [typeof(decimal)] = "decimal",
    };

    /// <summary>What the listing doesn't know of this type, one line each.</summary>
    public static IEnumerable<string> Inventions(Type type, ApiListing listing, string? listedAs = null)
    {
        var name = listedAs ?? $"{type.Namespace}.{Name(type)}";
        if (listing.Find(name) is not { } listed)
            return [$"{name}: no such type"];
        var expected = listedAs is null ? new[] { Heading(type, name) }.Where(h => h != listed.Heading) : [];
        return expected.Concat(Members(type).Where(m => !listed.Members.Contains(m))).Select(m => $"{name}: {m}");
    }

    public static IEnumerable<string> Members(Type type) =>
    [
        .. type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).Select(c => $"new({Parameters(c, "null")})"),
        .. type.GetFields(Own).Select(f => f.IsLiteral
            ? $"const {f.Name} = \"{Convert.ToString(f.GetRawConstantValue(), CultureInfo.InvariantCulture)}\""
            : $"static readonly {Name(f.FieldType)} {f.Name} = \"{f.GetValue(null)}\""),
        .. type.GetProperties(Own).Select(p => $"{Name(p.PropertyType)} {p.Name} {{ {(p.GetMethod?.IsPublic == true ? "get; " : "")}{(p.SetMethod?.IsPublic == true ? "set; " : "")}}}"),
        .. type.GetMethods(Own).Where(m => !m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal))
            .Select(m => $"{(m.IsStatic ? "static " : "")}{Name(m.ReturnType)} {m.Name}({Parameters(m, "default")})"),
    ];

    private static string Heading(Type type, string name)
    {
        if (type.IsInterface)
            return $"interface {name}";
        var parent = type.BaseType is { } b && b != typeof(object) ? $" : {Name(b)}" : string.Empty;
        return $"{(type is { IsAbstract: true, IsSealed: true } ? "static " : "")}class {name}{parent}";
    }

    private static string Parameters(MethodBase method, string nothing) => string.Join(", ", method.GetParameters().Select(p =>
        $"{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? $" = {Default(p, nothing)}" : "")}"));

    private static string Default(ParameterInfo parameter, string nothing) =>
        parameter.DefaultValue is null ? nothing : Convert.ToString(parameter.DefaultValue, CultureInfo.InvariantCulture)!;

    private static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Name(inner) + "?";
        return type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.Name;
    }
}
