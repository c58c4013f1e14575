using Billing.Units;
using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.Playwright;
using Portal.Browser.Fixture;

namespace Portal.Browser;

/// <summary>The README's pictures, taken from the running portal with its demo data.</summary>
public static class Pictures
{
    /// <param name="Organisation">Where not the first one.</param>
    private sealed record Shot(string Name, string Path, DemoSignIn Person, AccountId? Organisation = null);

    private static readonly Shot[] Shots =
    [
        new("overview", PortalUrls.Overview, DemoPeople.Owner),
        new("transactions", PortalUrls.Transactions, DemoPeople.Owner),
        new("requests", PortalUrls.Requests, DemoPeople.Owner),
        new("request", $"{PortalUrls.Requests}/1", DemoPeople.Owner),
        new("top-up", PortalUrls.TopUp, DemoPeople.Owner),
        new("keys", PortalUrls.ApiKeys, DemoPeople.Owner),
        new("rollover", PortalUrls.Overview, DemoPeople.Owner, DemoOrganisations.Kestrel),
        new("plan", PortalUrls.Plan, DemoPeople.Owner, DemoOrganisations.Marlow),
        new("resources", PortalUrls.Resources, DemoPeople.Owner, DemoOrganisations.Lumen),
        new("auto-refill", PortalUrls.AutoRefill, DemoPeople.Owner, DemoOrganisations.Lumen),
        new("payment-methods", PortalUrls.PaymentMethods, DemoPeople.Owner, DemoOrganisations.Nordwind),
        new("coupons", PortalUrls.Coupons, DemoPeople.Owner, DemoOrganisations.Lumen),
        new("invoices", PortalUrls.Invoices, DemoPeople.Owner, DemoOrganisations.Nordwind),
        new("invoice", PortalUrls.Invoice(3), DemoPeople.Owner, DemoOrganisations.Nordwind),
        new("admin", PortalUrls.Customer(DemoPeople.Account), DemoPeople.Operator),
    ];

    public static async Task<IReadOnlyList<string>> Take(BrowserFixture browser, string folder)
    {
        Directory.CreateDirectory(folder);
        var taken = new List<string>();
        foreach (var look in Enum.GetValues<Look>())
        {
            foreach (var shot in Shots)
            {
                var file = Path.Combine(folder, FormattableString.Invariant($"{shot.Name}-{look}.png").ToLowerInvariant());
                await browser.Visit(async page =>
                {
                    if (shot.Organisation is { } organisation) await page.Choose(organisation.ToString());
                    await page.Open(shot.Path);
                    await page.ScreenshotAsync(new() { Path = file, Animations = ScreenshotAnimations.Disabled });
                }, shot.Person, look);
                taken.Add(file);
            }
        }

        return taken;
    }
}
