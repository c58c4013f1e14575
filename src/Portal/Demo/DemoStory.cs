using Billing.Metering;
using Billing.Units;

namespace BillingPortal.Portal.Demo;

/// <summary>What one organisation of the demo does from its first day to the present.</summary>
internal abstract class DemoStory
{
    public abstract AccountId Account { get; }

    /// <summary>Of the organisation.</summary>
    public abstract string Name { get; }

    /// <summary>Id of its price book.</summary>
    public abstract string Book { get; }

    /// <summary>Its first day; ninety days before the present as a rule.</summary>
    public virtual Instant Begins(Instant end) => end.StartOfHour.PlusDays(-DemoUsage.Days);

    /// <summary>At its first instant: does what comes first, and notes the rest.</summary>
    public abstract Task Begin(DemoScene scene, CancellationToken cancel);

    /// <summary>Whole measures: seconds, tokens, GiB-hours.</summary>
    protected static Quantities Count(params ReadOnlySpan<(Measure Measure, long Whole)> counts)
    {
        var quantities = new Quantities();
        foreach (var (measure, whole) in counts) quantities[measure] = whole * measure.Scale();
        return quantities;
    }
}
