using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.PriceBooks;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>The shipped price books, as they are or with the figures a vector states in place of theirs.</summary>
internal static class BookFiles
{
    /// <summary>The book a vector is about.</summary>
    public static PriceBook Of(Vector vector) => Changed(vector, _ => { });

    /// <summary>Read again after a change, through the same parser.</summary>
    /// <exception cref="FormatException">The book has faults after it.</exception>
    public static PriceBook Changed(Vector vector, Action<JsonObject> change)
    {
        var document = Document(vector.Book);
        change(document);
        return PriceBookDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(document)).BookOrThrow();
    }

    /// <summary>The wallet's unit and its price, as the vector states them.</summary>
    public static void SetWallet(JsonObject document, string unit, string rate)
    {
        document["wallet"]!["unit"] = unit;
        document["wallet"]!["units_per_currency"] = rate;
    }

    private static JsonObject Document(string book)
    {
        if (book.Length == 0 || !book.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) throw new FormatException($"'{book}' is no price book");
        var json = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "pricebooks", book + ".json"));
        return JsonNode.Parse(json)!.AsObject();
    }
}
