using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Stripe;

/// <summary>
/// One JSON field, two properties: <c>customer</c> is an id, or the object when expanded. By convention a pair
/// <c>CustomerId</c> (string) and <c>Customer</c> (an entity with an id) is filled from that one field.
/// </summary>
internal static class ExpandableFields
{
    public static void Pair(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;

        foreach (var id in type.Type.GetProperties().Where(p => p.Name.Length > 2 && p.Name.EndsWith("Id", StringComparison.Ordinal)))
        {
            var entity = type.Type.GetProperty(id.Name[..^2]);
            if (entity is null || !typeof(IHasId).IsAssignableFrom(entity.PropertyType))
                continue;

            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(entity.Name);
            Remove(type, name);
            Remove(type, JsonNamingPolicy.SnakeCaseLower.ConvertName(id.Name));

            var field = type.CreateJsonPropertyInfo(typeof(JsonElement), name);
            field.Set = (owner, value) =>
            {
                var json = (JsonElement)value;
                if (json.ValueKind == JsonValueKind.String)
                {
                    id.SetValue(owner, json.GetString());
                }
                else if (json.ValueKind == JsonValueKind.Object)
                {
                    var expanded = (IHasId)json.Deserialize(entity.PropertyType, StripeJson.Options);
                    entity.SetValue(owner, expanded);
                    id.SetValue(owner, expanded.Id);
                }
            };
            type.Properties.Add(field);
        }
    }

    private static void Remove(JsonTypeInfo type, string name)
    {
        if (type.Properties.FirstOrDefault(p => p.Name == name) is { } property)
            type.Properties.Remove(property);
    }
}
