using Billing.Units;
using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.Playwright;

namespace Portal.Browser.Fixture;

/// <summary>What a person does on every page.</summary>
public static class PageSteps
{
    /// <summary>Waits for the first interactive render: from then on clicks are heard.</summary>
    public static Task Interactive(this IPage page) => page.Locator("html[data-interactive='true']").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>Opens a page of the circuit and waits until it listens and shows its heading.</summary>
    public static async Task Open(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.Interactive();
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
        await page.Settled();
    }

    /// <summary>Waits until no skeleton stands in for a panel any more.</summary>
    public static Task Settled(this IPage page) => Assertions.Expect(page.Locator("[aria-busy='true']")).ToHaveCountAsync(0);

    /// <summary>Chooses one of the person's organisations, as the menu at the top does.</summary>
    public static async Task Choose(this IPage page, string organisation)
    {
        await page.Open(PortalUrls.Overview);
        await page.Locator("header details summary").First.ClickAsync();
        await page.Locator($"button[name='account'][value='{organisation}']").ClickAsync();
        await page.Interactive();
    }

    /// <summary>Opens a page without a circuit.</summary>
    public static async Task OpenStatic(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
    }

    /// <summary>Account pages have no circuit; all others have.</summary>
    public static Task OpenAny(this IPage page, string path) =>
        path.StartsWith(PortalUrls.Account, StringComparison.Ordinal) ? page.OpenStatic(path) : page.Open(path);

    /// <summary>Lets days pass for the whole portal, its payment provider included; the page stays as it is.</summary>
    public static async Task LetDaysPass(this IPage page, int days)
    {
        var answer = await page.APIRequest.PostAsync("/dev/clock", new() { DataObject = new { days } });
        Assert.True(answer.Ok, await answer.TextAsync());
    }

    /// <summary>What the portal's clock says: its day is the tests' own.</summary>
    public static async Task<Instant> PortalsNow(this IPage page)
    {
        var said = await (await page.APIRequest.GetAsync("/dev/clock")).JsonAsync();
        return Instant.Parse(said!.Value.GetProperty("now").GetString()!);
    }

    public static async Task SignInAs(this IPage page, DemoSignIn person)
    {
        await page.OpenStatic(PortalUrls.SignIn);
        await page.GetByLabel("E-mail").FillAsync(person.Email);
        await page.GetByLabel("Password").FillAsync(person.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains(PortalUrls.SignIn, StringComparison.Ordinal));
    }
}
