using Billing.Metering;
using Billing.PriceBooks;

namespace Billing.Rating;

/// <summary>Why an event has no price.</summary>
/// <param name="Code">Stable: <c>unknown_meter</c>, <c>unknown_model</c>, <c>unknown_resolution</c>, <c>quantity_not_priced</c>, <c>negative_quantity</c>, <c>amount_too_large</c>.</param>
/// <param name="Field">The event's field to blame: <c>type</c>, <c>data.model</c>, <c>data.images</c>.</param>
/// <param name="Message">One sentence for the event's producer.</param>
public sealed record RatingRefusal(string Code, string Field, string Message)
{
    internal static RatingRefusal UnknownMeter(string meter) =>
        new("unknown_meter", "type", $"The price book has no meter '{meter}'.");

    internal static RatingRefusal UnknownModel(UsageEvent e) =>
        new("unknown_model", "data.model", e.Model is null ? $"The meter '{e.Meter}' needs a model." : $"The price book has no price for model '{e.Model}' on meter '{e.Meter}'.");

    internal static RatingRefusal UnknownResolution(UsageEvent e) =>
        new("unknown_resolution", "data.resolution", e.Resolution is null ? $"The model '{e.Model}' is priced by resolution." : $"The model '{e.Model}' has no price for resolution '{e.Resolution}'.");

    internal static RatingRefusal TooDear(PriceLine line) =>
        new("amount_too_large", "data", $"At the price line {line.Name} these quantities would cost more than a single event may.");

    /// <summary>Null when every quantity is 0 or more and the line prices or records it.</summary>
    internal static RatingRefusal? OfQuantities(PriceLine line, in Quantities quantities, long upstreamUnits)
    {
        long negative = upstreamUnits;
        for (var i = 0; i < Measures.Count; i++) negative |= quantities[i];
        if (negative < 0) return Negative(quantities);
        return line.Accepted.FirstOutside(quantities) is { } measure
            ? new("quantity_not_priced", $"data.{measure.Name()}", $"The price line {line.Name} does not price {measure.Name()}.")
            : null;
    }

    private static RatingRefusal Negative(in Quantities quantities)
    {
        var field = "data.upstream.amount";
        foreach (var measure in Measures.All)
        {
            if (quantities[measure] < 0) field = $"data.{measure.Name()}";
        }

        return new("negative_quantity", field, "A quantity cannot be below 0.");
    }
}
