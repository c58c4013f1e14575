using System.Globalization;

namespace BillingPortal.Portal.Parts;

/// <summary>Whole numbers with a comma at the thousands, and their nouns.</summary>
public static class CountText
{
    public static string Of(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>"1 call", "1,018 calls"; a noun that does not take an s brings its own plural.</summary>
    public static string Of(long count, string noun, string? nouns = null) => $"{Of(count)} {(count == 1 ? noun : nouns ?? noun + "s")}";

    /// <summary>A number in a sparse column: "–" for nothing.</summary>
    public static string OrDash(long count) => count == 0 ? "–" : Of(count);
}
