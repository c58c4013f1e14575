using System.Globalization;
using Billing.Units;

namespace Billing.Tests;

/// <summary>The cells of a story: instants and amounts as an accountant writes them.</summary>
internal static class Cells
{
    public static Instant At(string text) => Instant.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

    /// <summary>The day; the time of day where it is not midnight, seconds where there are any.</summary>
    public static string Text(Instant at) => at.ToDateTimeOffset().ToString(
        at == at.StartOfDay ? "yyyy-MM-dd" : at.Micros % 60_000_000 == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static long Units(string text) => Amount.Parse(text, Asset.Usd).Units;

    public static string Text(long units) => new Amount(units, Asset.Usd).ToDecimalText();

    public static Amount Usd(string text) => Amount.Parse(text, Asset.Usd);
}
