using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>A published version and the number that entries and usage rows know it by.</summary>
public sealed record PublishedBook(int Number, PriceBook Book);

/// <summary>All published price book versions. Never changes while the portal runs, so any thread may rate by it.</summary>
public sealed class PublishedBooks
{
    private readonly Dictionary<string, PublishedBook[]> _byBook;
    private readonly Dictionary<int, PublishedBook> _byNumber;

    public PublishedBooks(IEnumerable<PublishedBook> versions)
    {
        _byNumber = versions.ToDictionary(v => v.Number);
        _byBook = _byNumber.Values.GroupBy(v => v.Book.Id, StringComparer.Ordinal).ToDictionary(
            g => g.Key, g => g.OrderBy(v => v.Book.EffectiveFrom).ThenBy(v => v.Book.Version).ToArray(), StringComparer.Ordinal);
    }

    public IEnumerable<string> Books => _byBook.Keys;

    /// <summary>The version in force at an instant; the first one before any was.</summary>
    /// <exception cref="KeyNotFoundException">There is no such book.</exception>
    public PublishedBook At(string book, Instant occurred)
    {
        var versions = _byBook[book];
        for (var i = versions.Length - 1; i > 0; i--)
        {
            if (versions[i].Book.EffectiveFrom <= occurred) return versions[i];
        }

        return versions[0];
    }

    /// <summary>By the number an entry carries.</summary>
    public PublishedBook ByNumber(int number) => _byNumber[number];
}
