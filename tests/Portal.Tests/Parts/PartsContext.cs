using Billing.Units;
using BillingPortal.Portal.Parts;
using Bunit;

namespace Portal.Tests.Parts;

/// <summary>A bUnit context that knows what the parts need.</summary>
public abstract class PartsContext : BunitContext
{
    protected PartsContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddPortalParts();
    }

    /// <summary>What is on screen before anything is pointed at: the text without the exact amounts behind the figures.</summary>
    protected static string Visible(AngleSharp.Dom.IElement element)
    {
        var seen = (AngleSharp.Dom.IElement)element.Clone();
        foreach (var hidden in seen.QuerySelectorAll(".exact")) hidden.Remove();
        return seen.TextContent.Trim();
    }

    protected static Amount Usd(string text) => Amount.Parse(text, Asset.Usd);
}
