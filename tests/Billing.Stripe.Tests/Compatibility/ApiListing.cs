namespace Billing.Stripe.Tests.Compatibility;

/// <summary>
/// Stripe.net's public members as a text: blocks with a heading (<c>class Stripe.X : Base</c>) and indented members,
/// parted by blank lines; lines with # are remarks.
/// </summary>
internal sealed class ApiListing
{
    private readonly Dictionary<string, (string Heading, HashSet<string> Members)> _types = new(StringComparer.Ordinal);

    public int Count => _types.Count;

    public static ApiListing Read(params string[] files)
    {
        var listing = new ApiListing();
        foreach (var file in files)
            listing.Add(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, file)));
        return listing;
    }

    public (string Heading, HashSet<string> Members)? Find(string type) => _types.TryGetValue(type, out var found) ? found : null;

    private void Add(string[] lines)
    {
        HashSet<string>? members = null;
        foreach (var line in lines)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                members = null;
            }
            else if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                (members ?? throw new FormatException($"A member without a type: {line}")).Add(line.Trim());
            }
            else
            {
                members = new HashSet<string>(StringComparer.Ordinal);
                _types.Add(NameIn(line), (line, members));
            }
        }
    }

    private static string NameIn(string heading)
    {
        var words = heading.Split(" : ")[0];
        foreach (var kind in new[] { "static class ", "class ", "interface " })
        {
            if (words.StartsWith(kind, StringComparison.Ordinal))
                return words[kind.Length..];
        }

        throw new FormatException($"Neither type nor member: {heading}");
    }
}
