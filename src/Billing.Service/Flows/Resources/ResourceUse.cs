using Billing.Metering;
using Billing.PriceBooks;
using Billing.Rating;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Resources;

/// <summary>The time of a resource as the usage it is metered and priced by.</summary>
internal static class ResourceUse
{
    /// <summary>The producer of all resources' usage.</summary>
    public const string Source = "portal/resources";

    public const int SecondsPerHour = 3_600;

    /// <param name="time">When it occurred: the hour's first instant, or the last one of counted seconds.</param>
    /// <param name="seconds">Of all instances together.</param>
    /// <param name="name">The resource's; null for a price without one.</param>
    public static UsageEvent Event(ResourceRules rules, string id, string? name, string size, long seconds, Instant time)
    {
        var quantities = new Quantities();
        quantities[Measure.Seconds] = checked(seconds * Measure.Seconds.Scale());
        return new() { Id = id, Source = Source, Meter = rules.Meter, Model = size, Time = time, Quantities = quantities, Resource = name };
    }

    /// <summary>List price of so many seconds, in 10^-8 of the wallet's unit; null where the book has no price for the size.</summary>
    public static long? Price(PriceBook book, string size, long seconds)
    {
        var rated = Rater.Rate(book, Event(book.Resources!, "price", null, size, seconds, book.EffectiveFrom));
        return rated.IsRefused ? null : rated.Cost;
    }

    /// <summary>Price of an hour of all instances.</summary>
    public static long? HourPrice(PriceBook book, ResourceRow resource) => Price(book, resource.Size, (long)SecondsPerHour * resource.Instances);
}
