using Microsoft.Playwright;
using Portal.Browser.Fixture;

namespace Portal.Browser;

/// <summary>The README's pictures, taken from the running portal with its demo data.</summary>
public static class Pictures
{
    private static readonly (string Name, string Path, SignIn Person)[] Shots =
    [
        ("overview", "/", SignIn.Owner),
        ("transactions", "/billing/transactions", SignIn.Owner),
        ("requests", "/usage/requests", SignIn.Owner),
        ("top-up", "/billing/top-up", SignIn.Owner),
        ("keys", "/keys", SignIn.Owner),
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
                    await page.ScreenshotAsync(new() { Path = file, FullPage = look == Look.Phone, Animations = ScreenshotAnimations.Disabled });
                }, look, person);
                taken.Add(file);
            }
        }

        return taken;
    }
}
