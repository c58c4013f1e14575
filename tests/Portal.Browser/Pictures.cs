using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.Playwright;
using Portal.Browser.Fixture;

namespace Portal.Browser;

/// <summary>The README's pictures, taken from the running portal with its demo data.</summary>
public static class Pictures
{
    private static readonly (string Name, string Path, DemoSignIn Person)[] Shots =
    [
        ("overview", PortalUrls.Overview, DemoPeople.Owner),
        ("transactions", PortalUrls.Transactions, DemoPeople.Owner),
        ("requests", PortalUrls.Requests, DemoPeople.Owner),
        ("request", $"{PortalUrls.Requests}/1", DemoPeople.Owner),
        ("top-up", PortalUrls.TopUp, DemoPeople.Owner),
        ("keys", PortalUrls.ApiKeys, DemoPeople.Owner),
        ("admin", PortalUrls.Customer(DemoPeople.Account), DemoPeople.Operator),
    ];

    public static async Task<IReadOnlyList<string>> Take(BrowserFixture browser, string folder)
    {
        Directory.CreateDirectory(folder);
        var taken = new List<string>();
        foreach (var look in Enum.GetValues<Look>())
        {
            foreach (var (name, path, person) in Shots)
            {
                var file = Path.Combine(folder, FormattableString.Invariant($"{name}-{look}.png").ToLowerInvariant());
                await browser.Visit(async page =>
                {
                    await page.Open(path);
                    await page.ScreenshotAsync(new() { Path = file, Animations = ScreenshotAnimations.Disabled });
                }, person, look);
                taken.Add(file);
            }
        }

        return taken;
    }
}
