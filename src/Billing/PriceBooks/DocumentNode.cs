using System.Text.Json;
using Billing.Units;

namespace Billing.PriceBooks;

/// <summary>What is wrong at one place of a document.</summary>
/// <param name="Path">JSON path: <c>$.meters[0].lines[3].markup</c>.</param>
/// <param name="Reason">One sentence.</param>
public sealed record PriceBookFault(string Path, string Reason)
{
    public override string ToString() => $"{Path}: {Reason}";
}

/// <summary>
/// An object of the document with its path. Every reader notes a fault and answers a harmless value, so that one pass
/// finds everything that is wrong; what it answered then never leaves the parser.
/// </summary>
internal sealed class DocumentNode
{
    private const int TextMax = 200;

    private readonly JsonElement _element;
    private readonly List<PriceBookFault> _faults;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal) { "$schema", "comment" };

    public DocumentNode(JsonElement element, string path, List<PriceBookFault> faults)
    {
        Path = path;
        _faults = faults;
        _element = element;
        if (element.ValueKind != JsonValueKind.Object) Fault("", $"must be an object, not {Kind(element)}");
    }

    public string Path { get; }

    public void Fault(string name, string reason) => _faults.Add(new(At(name), reason));

    public bool Has(string name) => Find(name) is { ValueKind: not JsonValueKind.Null };

    /// <summary>To be called when everything known is read: what is left over is a fault.</summary>
    public void NothingElse()
    {
        if (_element.ValueKind != JsonValueKind.Object) return;
        foreach (var property in _element.EnumerateObject().Where(property => !_read.Contains(property.Name)))
        {
            Fault(property.Name, "is not a field of this place");
        }
    }

    public string Text(string name) => OptionalText(name) ?? Missing(name, "");

    public string? OptionalText(string name)
    {
        if (Present(name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.String) Fault(name, $"must be a text, not {Kind(value)}");
        else if (value.GetString() is { } text && text.Trim().Length is > 0 and <= TextMax) return text;
        else Fault(name, $"must have 1 to {TextMax} characters");
        return "";
    }

    /// <summary>Lower-case letters, digits, point, hyphen and underscore; it starts with a letter or digit.</summary>
    public string Slug(string name)
    {
        var text = Text(name);
        if (text.Length > 0 && !IsSlug(text)) Fault(name, "must be a slug: a-z, 0-9, '.', '-' and '_', beginning with a letter or digit");
        return text;
    }

    public int Whole(string name, int least, int most)
    {
        if (Present(name) is not { } value) return Missing(name, least);
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var whole) && whole >= least && whole <= most) return whole;
        Fault(name, $"must be a whole number from {least} to {most}");
        return least;
    }

    /// <summary>An exact decimal, written as text so that no reader makes a floating-point number of it.</summary>
    public Fraction Decimal(string name, Fraction least, Fraction most)
    {
        if (Present(name) is not { } value) return Missing(name, least);
        if (value.ValueKind != JsonValueKind.String) Fault(name, $"must be a decimal in quotes, not {Kind(value)}");
        else if (!Fraction.TryParse(value.GetString(), out var number)) Fault(name, "must be a plain decimal in quotes, like \"0.005\"");
        else if (number < least || number > most) Fault(name, $"must be from {least.ToDecimalText(8)} to {most.ToDecimalText(8)}");
        else return number;
        return least;
    }

    /// <summary>A decimal that is a whole count of 10^-8 units, up to <paramref name="mostWhole"/> whole units.</summary>
    public long Units(string name, long least = 0, long mostWhole = 1_000_000_000)
    {
        var faults = _faults.Count;
        var units = Decimal(name, Fraction.Of(least, Asset.UnitsPerWhole), mostWhole) * Asset.UnitsPerWhole;
        if (units.IsWhole) return (long)units.Numerator;
        if (faults == _faults.Count) Fault(name, "must have at most 8 decimals");
        return least;
    }

    public Instant Moment(string name)
    {
        var text = Text(name);
        if (text.Length == 0) return Instant.Earliest;
        if (Instant.TryParse(text, out var instant)) return instant;
        Fault(name, "must be an instant like 2020-01-01T00:00:00Z");
        return Instant.Earliest;
    }

    /// <summary>One of a closed list of words; several words may mean the same.</summary>
    public T Choice<T>(string name, params (string Word, T Value)[] choices)
    {
        var text = Text(name);
        if (text.Length > 0)
        {
            foreach (var (word, value) in choices)
            {
                if (word == text) return value;
            }

            Fault(name, $"'{text}' is not one of {string.Join(", ", choices.Select(choice => choice.Word))}");
        }

        return choices[0].Value;
    }

    public DocumentNode? OptionalObject(string name) => Present(name) is { } value ? new(value, At(name), _faults) : null;

    public DocumentNode Object(string name)
    {
        if (Present(name) is { } value) return new(value, At(name), _faults);
        Fault(name, "is missing");
        return new(EmptyObject, At(name), []);
    }

    public IReadOnlyList<DocumentNode> Objects(string name, int least = 1) =>
        [.. Elements(name, least).Select((element, i) => new DocumentNode(element, $"{At(name)}[{i}]", _faults))];

    public IReadOnlyList<string> Texts(string name, int least = 1)
    {
        var texts = new List<string>();
        foreach (var (element, i) in Elements(name, least).Select((element, i) => (element, i)))
        {
            if (element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 and <= TextMax } text) texts.Add(text);
            else Fault($"{name}[{i}]", $"must be a text of 1 to {TextMax} characters");
        }

        return texts;
    }

    /// <summary>The fields of an object whose names the document itself chooses.</summary>
    public IReadOnlyList<string> OwnNames()
    {
        if (_element.ValueKind != JsonValueKind.Object) return [];
        return [.. _element.EnumerateObject().Select(property => property.Name)];
    }

    private static readonly JsonElement EmptyObject = JsonDocument.Parse("{}").RootElement;

    private IEnumerable<JsonElement> Elements(string name, int least)
    {
        if (Present(name) is not { } value)
        {
            if (least > 0) Fault(name, "is missing");
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Fault(name, $"must be a list, not {Kind(value)}");
            return [];
        }

        if (value.GetArrayLength() < least) Fault(name, $"must have at least {least} element");
        return value.EnumerateArray();
    }

    private JsonElement? Find(string name) =>
        _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(name, out var value) ? value : null;

    private JsonElement? Present(string name)
    {
        _read.Add(name);
        return Find(name) is { ValueKind: not JsonValueKind.Null } value ? value : null;
    }

    private T Missing<T>(string name, T harmless)
    {
        if (_element.ValueKind == JsonValueKind.Object) Fault(name, "is missing");
        return harmless;
    }

    private string At(string name) => name.Length == 0 ? Path : $"{Path}.{name}";

    private static bool IsSlug(string text) =>
        char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_');

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "true, false or null",
    };
}
