namespace Billing.Tests.Oracle;

/// <summary>The five shipped books and a sixth whose rules mix theirs, as documents and by name.</summary>
internal static class OracleBooks
{
    public static IReadOnlyList<string> Names { get; } = [.. Books.Shipped, "mixed"];

    public static byte[] JsonOf(string book) => book == "mixed" ? File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Oracle", "mixed.json")) : Books.JsonOf(book);
}
