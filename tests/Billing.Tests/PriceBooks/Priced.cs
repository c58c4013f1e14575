using Billing.Metering;
using Billing.PriceBooks;
using Billing.Rating;
using Billing.Units;

namespace Billing.Tests.PriceBooks;

/// <summary>What one event costs by a book.</summary>
internal static class Priced
{
    public static Amount Cost(PriceBook book, string meter, string? model, string? resolution, params (Measure Measure, long Count)[] counts)
    {
        var quantities = default(Quantities);
        foreach (var (measure, count) in counts) quantities[measure] = count;
        var rated = Rater.Rate(book, new() { Id = "1", Source = "test", Meter = meter, Model = model, Resolution = resolution, Time = Instant.At(2026, 3, 1), Quantities = quantities });
        Assert.Null(rated.Refusal);
        return new(rated.Cost, book.Wallet.Unit);
    }
}
