using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Wire;

/// <summary>One call of the API: where it answers, what it takes, what it does.</summary>
internal sealed record Operation(string Method, string Route, ParameterShape Parameters, Func<Call, JsonObject> Run)
{
    public static Operation Get(string route, ParameterShape parameters, Func<Call, JsonObject> run) => new("GET", route, parameters, run);

    public static Operation Post(string route, string parameters, Func<Call, JsonObject> run) => new("POST", route, ParameterShape.Of(parameters), run);

    public static Operation Delete(string route, Func<Call, JsonObject> run) => new("DELETE", route, ParameterShape.None, run);

    public static Operation Delete(string route, string parameters, Func<Call, JsonObject> run) => new("DELETE", route, ParameterShape.Of(parameters), run);
}

/// <summary>One call being answered.</summary>
/// <param name="State">What the sandbox knows, within this call's transaction.</param>
/// <param name="Given">The parameters as sent.</param>
/// <param name="Id">The id in the path; empty where there is none.</param>
internal sealed record Call(State State, JsonObject Given, string Id)
{
    public string Text(string name) => Given.Text(name) switch
    {
        null => throw StripeFault.Required(name),
        "" => throw StripeFault.Invalid(
            $"You passed an empty string for '{name}'. An empty value unsets a parameter, and '{name}' cannot be unset. Leave it out or give it a value.", name, "parameter_invalid_empty"),
        var text => text,
    };

    public long Whole(string name) => Given.Whole(name) ?? throw StripeFault.Required(name);

    public JsonObject Subject(string kind) => State.Require(kind, Id);

    /// <summary>A list's answer: the page, filtered by the fields given by the caller.</summary>
    /// <param name="kind">The objects' type.</param>
    /// <param name="url">The list's own path.</param>
    /// <param name="fields">Parameters that filter the field of the same name.</param>
    public JsonObject List(string kind, string url, params string[] fields)
    {
        return Page(kind, url, [.. FieldConditions(fields), .. CreatedConditions()]);
    }

    public JsonObject Page(string kind, string url, IReadOnlyList<(string Sql, object Value)> conditions)
    {
        var limit = Given.Whole("limit") ?? 10;
        if (limit is < 1 or > 100)
            throw StripeFault.Invalid("This value must be between 1 and 100.", "limit", "parameter_invalid_integer");
        if (Given["starting_after"] is not null && Given["ending_before"] is not null)
            throw StripeFault.Invalid("A page begins after one object or ends before one: give starting_after or ending_before, not both.", "ending_before");
        var page = new PageRequest((int)limit, Given.Text("starting_after"), Given.Text("ending_before"));
        if ((page.StartingAfter ?? page.EndingBefore) is { } cursor)
            State.Require(kind, cursor, page.StartingAfter is null ? "ending_before" : "starting_after");
        var (items, more) = State.Objects.Page(kind, conditions, page);
        return ListAnswer(items, url, more);
    }

    public static JsonObject ListAnswer(IEnumerable<JsonObject> items, string url, bool more = false) => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. items]),
        ["has_more"] = more,
        ["url"] = url,
    };

    /// <summary>Filters given for fields of the same name, texts and flags.</summary>
    public IEnumerable<(string Sql, object Value)> FieldConditions(params string[] fields)
    {
        foreach (var field in fields)
        {
            if (Given.Text(field) is { } text)
                yield return ($"json_extract(body, '$.{field}') = ?", text);
            else if (Given[field] is not null)
                yield return ($"json_extract(body, '$.{field}') = ?", Given.Flag(field) ? 1 : 0);
        }
    }

    public IEnumerable<(string Sql, object Value)> CreatedConditions()
    {
        if (Given.Whole("created") is { } exactly)
            yield return ("created = ?", exactly);
        foreach (var (name, sign) in new[] { ("gt", ">"), ("gte", ">="), ("lt", "<"), ("lte", "<=") })
        {
            if (Given.Child("created")?.Whole(name) is { } bound)
                yield return ($"created {sign} ?", bound);
        }
    }
}
