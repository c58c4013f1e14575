using Billing.PriceBooks;

namespace Billing.Tests;

/// <summary>The shipped price books, and small ones written in a test.</summary>
internal static class Books
{
    public static byte[] KunavoJson { get; } = File.ReadAllBytes(PathOf("kunavo.json"));

    public static PriceBook Kunavo { get; } = PriceBookDocument.Parse(KunavoJson).BookOrThrow();

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "pricebooks", file);
}
