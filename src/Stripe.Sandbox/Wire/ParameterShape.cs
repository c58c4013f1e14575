namespace Stripe.Sandbox.Wire;

internal enum ParameterKind
{
    Text,
    Whole,
    Flag,

    /// <summary>A number, or bounds in a hash (gt, gte, lt, lte).</summary>
    Range,
    Hash,
    List,
    Map,
}

/// <summary>
/// The parameters an operation takes, written as it reads: <c>name</c> text, <c>name#</c> whole number, <c>name?</c> flag,
/// <c>name~</c> number or range, <c>name{}</c> free map, <c>name(...)</c> hash, <c>name[]</c> list of text,
/// <c>name[](...)</c> list of hashes.
/// </summary>
internal sealed class ParameterShape
{
    private static readonly ParameterShape Text = new(ParameterKind.Text);
    private readonly Dictionary<string, ParameterShape> _children = new(StringComparer.Ordinal);

    private ParameterShape(ParameterKind kind, ParameterShape? element = null)
    {
        Kind = kind;
        Element = element;
    }

    public ParameterKind Kind { get; }

    public ParameterShape? Element { get; }

    public static ParameterShape None { get; } = Of(string.Empty);

    /// <summary>Every operation also takes <c>expand</c>.</summary>
    public static ParameterShape Of(string description)
    {
        var position = 0;
        return ReadHash("expand[] " + description, ref position);
    }

    /// <summary>The parameters of a list operation: its filters and the page.</summary>
    public static ParameterShape ListOf(string filters) => Of("limit# starting_after ending_before " + filters);

    public ParameterShape? Child(string name) => _children.GetValueOrDefault(name);

    private static ParameterShape ReadHash(string text, ref int position)
    {
        var hash = new ParameterShape(ParameterKind.Hash);
        while (true)
        {
            while (position < text.Length && char.IsWhiteSpace(text[position]))
                position++;
            if (position == text.Length)
                return hash;
            if (text[position] == ')')
            {
                position++;
                return hash;
            }

            var start = position;
            while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] == '_'))
                position++;
            if (position == start)
                throw new FormatException($"Unexpected '{text[position]}' in the parameters '{text}'.");
            hash._children[text[start..position]] = ReadKind(text, ref position);
        }
    }

    private static ParameterShape ReadKind(string text, ref int position)
    {
        var rest = text.AsSpan(position);
        if (rest.StartsWith("[]("))
        {
            position += 3;
            return new ParameterShape(ParameterKind.List, ReadHash(text, ref position));
        }

        if (rest.StartsWith("[]"))
        {
            position += 2;
            return new ParameterShape(ParameterKind.List, Text);
        }

        if (rest.StartsWith("{}"))
        {
            position += 2;
            return new ParameterShape(ParameterKind.Map, Text);
        }

        if (rest.StartsWith("("))
        {
            position++;
            return ReadHash(text, ref position);
        }

        ParameterKind? scalar = rest.IsEmpty ? null : rest[0] switch
        {
            '#' => ParameterKind.Whole,
            '?' => ParameterKind.Flag,
            '~' => ParameterKind.Range,
            _ => null,
        };
        if (scalar is null)
            return Text;
        position++;
        return new ParameterShape(scalar.Value);
    }
}
