using System.Buffers.Text;
using System.Text.Json;

namespace Billing.Service.Metering.Intake;

/// <summary>Reads single values off a JSON reader. The first thing that is wrong is kept with its path; reading goes on, so that the reader ends where the object does.</summary>
internal ref struct JsonFields(ReadOnlySpan<byte> json)
{
    public const int DeepestNesting = 16;

    private Utf8JsonReader _reader = new(json, new JsonReaderOptions { MaxDepth = DeepestNesting });

    public Refusal? Fault { get; private set; }

    public readonly bool IsNull => _reader.TokenType == JsonTokenType.Null;
    public readonly bool IsObject => _reader.TokenType == JsonTokenType.StartObject;

    public bool Read() => _reader.Read();

    /// <summary>Inside an object: to the next property's name, or false at its end.</summary>
    public bool NextName() => _reader.Read() && _reader.TokenType == JsonTokenType.PropertyName;

    public readonly bool NameIs(ReadOnlySpan<byte> name) => _reader.ValueTextEquals(name);

    /// <summary>The name, cut to what fits into an answer.</summary>
    public readonly string Name() => _reader.GetString() is { Length: > 60 } name ? name[..60] : _reader.GetString() ?? "";

    /// <summary>Passes over a value and all that is in it.</summary>
    public void Skip() => _reader.Skip();

    public void Wrong(string path, string reason) => Fault ??= new("invalid_event", $"{path}: {reason}", path);

    /// <summary>A text of 1 to so many characters, without control characters.</summary>
    public string? Text(string path, int longest)
    {
        if (_reader.TokenType != JsonTokenType.String)
        {
            Wrong(path, "must be a text");
            _reader.Skip();
            return null;
        }

        string text;
        try
        {
            text = _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8.
            Wrong(path, "is not valid Unicode");
            return null;
        }

        if (text.Length == 0 || text.Length > longest) Wrong(path, $"must have 1 to {longest} characters");
        else if (text.AsSpan().ContainsAnyInRange('\0', '\u001f')) Wrong(path, "must not hold control characters");
        else return text;
        return null;
    }

    /// <summary>A whole number from 0 to a greatest one.</summary>
    public long Whole(string path, long most)
    {
        if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt64(out var value) || value < 0)
        {
            Wrong(path, "must be a whole number of 0 or more");
            _reader.Skip();
            return 0;
        }

        if (value > most) Wrong(path, $"must be at most {most}");
        return value;
    }

    /// <summary>A plain decimal of 0 or more, as a number or a text, counted in 10^-<paramref name="decimals"/>.</summary>
    public long Scaled(string path, int decimals, long mostWhole)
    {
        var isPlain = _reader.TokenType is JsonTokenType.Number or JsonTokenType.String && !_reader.ValueIsEscaped;
        if (isPlain && TryScale(_reader.ValueSpan, decimals, out var value))
        {
            if (value > mostWhole * Power(decimals)) Wrong(path, $"must be at most {mostWhole}");
            return value;
        }

        Wrong(path, $"must be a plain number of 0 or more with at most {decimals} decimals");
        _reader.Skip();
        return 0;
    }

    private static bool TryScale(ReadOnlySpan<byte> text, int decimals, out long value)
    {
        value = 0;
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var rest = point < 0 ? default : text[(point + 1)..].TrimEnd((byte)'0');
        if (whole.Length is 0 or > 10 || rest.Length > decimals || point == text.Length - 1) return false;
        if (whole.ContainsAnyExceptInRange((byte)'0', (byte)'9') || rest.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        _ = Utf8Parser.TryParse(whole, out value, out _);
        value *= Power(decimals);
        if (rest.IsEmpty) return true;
        _ = Utf8Parser.TryParse(rest, out long fraction, out _);
        value += fraction * Power(decimals - rest.Length);
        return true;
    }

    private static long Power(int decimals)
    {
        long power = 1;
        for (var i = 0; i < decimals; i++) power *= 10;
        return power;
    }
}
