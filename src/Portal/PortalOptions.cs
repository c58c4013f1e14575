namespace BillingPortal.Portal;

/// <summary>The portal's own settings (section <c>Portal</c>).</summary>
public sealed class PortalOptions
{
    public const string Section = "Portal";

    /// <summary>Where the portal listens. Loopback only: a reverse proxy stands in front in production.</summary>
    public string Url { get; set; } = "http://127.0.0.1:5080";

    /// <summary>What customers and Stripe see in links; empty for <see cref="Url"/>.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Folder of the databases, the mail pickup and the lock; relative to the content root.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>The price book that new organisations get.</summary>
    public string PriceBook { get; set; } = "";

    /// <summary>Stripe's promotion codes may be entered on the page on which credit is bought; what they take off is credited as a gift.</summary>
    public bool PromotionCodes { get; set; }

    /// <summary>Fill an empty data folder with demo people and 90 days of usage.</summary>
    public bool Demo { get; set; }

    /// <summary>
    /// Development only: where the clock of an empty data folder starts, an ISO 8601 instant; empty for the present. The demo's
    /// ninety days end there.
    /// </summary>
    public string StartsAt { get; set; } = "";

    /// <summary>The data folder's full path.</summary>
    public string FolderIn(string contentRoot) => Path.GetFullPath(DataFolder, contentRoot);
}
