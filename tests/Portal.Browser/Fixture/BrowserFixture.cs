using BillingPortal.Portal.Demo;
using Microsoft.Playwright;

// Each collection has a portal of its own, which takes a machine's breath while it starts: one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Portal.Browser.Fixture;

/// <summary>One portal and one browser for all tests; each visit has a browser context of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private RunningPortal? _portal;

    public BrowserSettings Settings { get; } = BrowserSettings.Read();

    public RunningPortal Portal => _portal ?? throw new InvalidOperationException("The portal is not started.");

    public async Task InitializeAsync()
    {
        var executable = await Chromium.Find(Settings);
        _portal = await RunningPortal.Start();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = executable, Headless = Settings.Headless, Args = Chromium.Flags,
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_portal is not null) await _portal.DisposeAsync();
    }

    /// <summary>Runs <paramref name="steps"/> in a fresh browser context and then fails on everything the browser complained about.</summary>
    /// <param name="person">Who is signed in already; null for a visitor.</param>
    /// <param name="expected">Part of a complaint that belongs to the visit, such as the 404 of a page that must not be there.</param>
    public async Task Visit(Func<IPage, Task> steps, DemoSignIn? person = null, Look look = Look.Light, string? expected = null)
    {
        await using var visit = await Open(person, look);
        try
        {
            await steps(visit.Page);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException or Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{e.Message}\nAt {visit.Page.Url}; the browser complained of: {visit.Complaints(expected)}\n{Portal.LastWords}\n{await visit.Snapshot()}", e);
        }

        var complaints = visit.Complaints(expected);
        Assert.True(complaints == "nothing", complaints);
    }

    private async Task<Visit> Open(DemoSignIn? person, Look look)
    {
        var state = person is null ? null : await CookiesOf(person);
        var size = look == Look.Phone ? Settings.Phone : Settings.Viewport;
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Portal.Address.ToString(),
            ViewportSize = new() { Width = size.Width, Height = size.Height },
            ColorScheme = look == Look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            IsMobile = look == Look.Phone,
            HasTouch = look == Look.Phone,
            Locale = "en-US",
            TimezoneId = "UTC",
            ReducedMotion = ReducedMotion.Reduce,
            StorageState = state,
        });
        context.SetDefaultTimeout(Settings.TimeoutMs);
        Assertions.SetDefaultExpectTimeout(Settings.TimeoutMs);
        return await Fixture.Visit.Begin(context);
    }

    /// <summary>Each person signs in once, by the page; later visits take the cookies along.</summary>
    private async Task<string> CookiesOf(DemoSignIn person)
    {
        if (_cookies.TryGetValue(person.Email, out var known)) return known;
        await using var context = await _browser!.NewContextAsync(new() { BaseURL = Portal.Address.ToString() });
        context.SetDefaultTimeout(Settings.TimeoutMs);
        var page = await context.NewPageAsync();
        await page.SignInAs(person);
        return _cookies[person.Email] = await context.StorageStateAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class PortalInABrowser : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Portal in a browser";
}

/// <summary>A second portal, for what would change the other one for everybody: days that pass, and newcomers who have begun.</summary>
[CollectionDefinition(Name)]
public sealed class PortalWhoseTimePasses : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Portal whose time passes";
}
