using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Stripe;

/// <summary>
/// One JSON field, two properties: <c>customer</c> is an id, or the object when expanded. By convention a pair
/// <c>CustomerId</c> (string) and <c>Customer</c> (an entity with an id), or <c>DiscountIds</c> and <c>Discounts</c>
/// (lists of such), is filled from that one field.
/// </summary>
internal static class ExpandableFields
{
    public static void Pair(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;

        foreach (var ids in type.Type.GetProperties())
        {
            if (EntityBeside(ids, type.Type) is not { } entity)
                continue;
            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(entity.Name);
            Remove(type, name);
            Remove(type, JsonNamingPolicy.SnakeCaseLower.ConvertName(ids.Name));

            var field = type.CreateJsonPropertyInfo(typeof(JsonElement), name);
            field.Set = ids.PropertyType == typeof(string)
                ? (owner, value) => SetOne(owner, ids, entity, (JsonElement)value)
                : (owner, value) => SetList(owner, ids, entity, (JsonElement)value);
            type.Properties.Add(field);
        }
    }

    private static PropertyInfo EntityBeside(PropertyInfo ids, Type owner)
    {
        var (suffix, plural) = ids.PropertyType == typeof(string) ? ("Id", "") : ids.PropertyType == typeof(List<string>) ? ("Ids", "s") : (null, null);
        if (suffix is null || ids.Name.Length == suffix.Length || !ids.Name.EndsWith(suffix, StringComparison.Ordinal))
            return null;
        var entity = owner.GetProperty(ids.Name[..^suffix.Length] + plural);
        var kind = plural?.Length > 0 ? entity?.PropertyType.GenericTypeArguments.FirstOrDefault() : entity?.PropertyType;
        return typeof(IHasId).IsAssignableFrom(kind) ? entity : null;
    }

    private static void SetOne(object owner, PropertyInfo id, PropertyInfo entity, JsonElement json)
    {
        var (name, expanded) = Read(json, entity.PropertyType);
        id.SetValue(owner, name);
        entity.SetValue(owner, expanded);
    }

    private static void SetList(object owner, PropertyInfo ids, PropertyInfo entities, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array)
            return;
        var names = new List<string>();
        var found = (IList)Activator.CreateInstance(entities.PropertyType);
        foreach (var item in json.EnumerateArray())
        {
            var (name, expanded) = Read(item, entities.PropertyType.GenericTypeArguments[0]);
            names.Add(name);
            if (expanded is not null)
                found.Add(expanded);
        }

        ids.SetValue(owner, names);
        // Not expanded: nobody should take an empty list for "there are none".
        if (names.Count == found.Count)
            entities.SetValue(owner, found);
    }

    private static (string Id, object Expanded) Read(JsonElement json, Type type)
    {
        if (json.ValueKind == JsonValueKind.String)
            return (json.GetString(), null);
        if (json.ValueKind != JsonValueKind.Object)
            return (null, null);
        var expanded = (IHasId)json.Deserialize(type, StripeJson.Options);
        return (expanded?.Id ?? (json.TryGetProperty("id", out var id) ? id.GetString() : null), expanded);
    }

    private static void Remove(JsonTypeInfo type, string name)
    {
        if (type.Properties.FirstOrDefault(p => p.Name == name) is { } property)
            type.Properties.Remove(property);
    }
}
