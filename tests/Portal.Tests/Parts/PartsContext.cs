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

    protected static Amount Usd(string text) => Amount.Parse(text, Asset.Usd);
}
