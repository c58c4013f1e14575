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

    public static async Task SignInAs(this IPage page, SignIn person)
    {
        await page.GotoAsync("/account/sign-in");
        await page.GetByLabel("Email").FillAsync(person.Email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(person.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/account/sign-in", StringComparison.Ordinal));
    }
}
