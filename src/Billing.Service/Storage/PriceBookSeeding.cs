using System.Text.Json;
using Billing.PriceBooks;
using Billing.Service.Metering;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Storage;

/// <summary>A price book file that the portal must not start with.</summary>
public sealed class PriceBookException(string message) : Exception(message);

/// <summary>Publishes new price book versions from their files at start-up. A published version never changes.</summary>
internal static class PriceBookSeeding
{
    /// <summary>Publishes what is new among the files and answers all published versions.</summary>
    /// <exception cref="PriceBookException">A file has faults, or differs from the version that was published under its number.</exception>
    public static PublishedBooks Publish(BillingDb db, IEnumerable<string> files)
    {
        var published = db.PriceBookVersions.AsNoTracking().OrderBy(v => v.Number).ToList();
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var json = File.ReadAllBytes(file);
            var book = Read(json, Path.GetFileName(file));
            if (published.Find(v => v.Book == book.Id && v.Version == book.Version) is { } earlier)
            {
                if (!SameDocument(earlier.Json, json))
                    throw new PriceBookException($"{Path.GetFileName(file)}: version {book.Version} of price book {book.Id} is published and cannot change. Give the changed book a new version number.");
                continue;
            }

            var row = new PriceBookVersionRow
            {
                Number = published.Count + 1,
                Book = book.Id,
                Version = book.Version,
                Json = System.Text.Encoding.UTF8.GetString(json),
                EffectiveFrom = book.EffectiveFrom,
            };
            db.PriceBookVersions.Add(row);
            published.Add(row);
        }

        db.SaveChanges();
        return new(published.Select(row => new PublishedBook(row.Number, Read(System.Text.Encoding.UTF8.GetBytes(row.Json), $"published version {row.Version} of {row.Book}"))));
    }

    private static PriceBook Read(byte[] json, string name)
    {
        var reading = PriceBookDocument.Parse(json);
        return reading.Book ?? throw new PriceBookException($"{name} has faults:\n{string.Join('\n', reading.Faults)}");
    }

    private static bool SameDocument(string published, byte[] file)
    {
        using var a = JsonDocument.Parse(published);
        using var b = JsonDocument.Parse(file);
        return JsonElement.DeepEquals(a.RootElement, b.RootElement);
    }
}
