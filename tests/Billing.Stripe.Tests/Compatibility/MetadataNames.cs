using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Billing.Stripe.Tests.Compatibility;

/// <summary>Writes types found in an assembly's metadata the way the listing does; the context names generic parameters.</summary>
internal sealed class MetadataNames(MetadataReader metadata) : ISignatureTypeProvider<string, string[]>
{
    /// <summary>The listing's name of a type of the Stripe client, e.g. <c>Stripe.StripeList&lt;T&gt;</c>; null for another assembly's.</summary>
    public string? ClientType(EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeSpecification)
            return ClientType(Generic((TypeSpecificationHandle)parent));
        if (parent.Kind != HandleKind.TypeReference)
            return null;
        var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        if (type.ResolutionScope.Kind != HandleKind.AssemblyReference
            || metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name) != "Stripe.net")
            return null;
        var name = $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
        return name.Split('`') switch
        {
            [var plain] => plain,
            [var open, "1"] => $"{open}<T>",
            [var open, var count] => $"{open}<{string.Join(", ", Enumerable.Range(1, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)).Select(i => $"T{i}"))}>",
            _ => name,
        };
    }

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode switch
    {
        PrimitiveTypeCode.Boolean => "bool",
        PrimitiveTypeCode.Int32 => "int",
        PrimitiveTypeCode.Int64 => "long",
        _ => typeCode.ToString().ToLowerInvariant(),
    };

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var name = reader.GetString(reader.GetTypeReference(handle).Name).Split('`')[0];
        return name == "Decimal" ? "decimal" : name;
    }

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        reader.GetString(reader.GetTypeDefinition(handle).Name).Split('`')[0];

    public string GetTypeFromSpecification(MetadataReader reader, string[] genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        genericType == "Nullable" ? typeArguments[0] + "?" : $"{genericType}<{string.Join(", ", typeArguments)}>";

    public string GetGenericTypeParameter(string[] genericContext, int index) => genericContext[index];

    public string GetGenericMethodParameter(string[] genericContext, int index) => "T";

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetArrayType(string elementType, ArrayShape shape) => elementType + "[]";

    public string GetByReferenceType(string elementType) => elementType;

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPinnedType(string elementType) => elementType;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => "delegate";

    /// <summary>The open type of a generic instance: its signature begins with that type's token.</summary>
    private EntityHandle Generic(TypeSpecificationHandle handle)
    {
        var signature = metadata.GetBlobReader(metadata.GetTypeSpecification(handle).Signature);
        return signature.ReadSignatureTypeCode() == SignatureTypeCode.GenericTypeInstance && signature.ReadByte() is not 0
            ? signature.ReadTypeHandle()
            : default;
    }
}
