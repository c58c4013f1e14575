using Microsoft.Playwright;

namespace Portal.Browser.Fixture;

/// <summary>One portal and one browser for all tests; each visit has a browser context of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
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
    public async Task Visit(Func<IPage, Task> steps, Look look = Look.Light, SignIn? person = null)
    {
        await using var visit = await Open(look);
        try
        {
            if (person is not null) await visit.Page.SignInAs(person);
            await steps(visit.Page);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException or Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{e.Message}\nAt {visit.Page.Url}; the browser complained of: {visit.Complaints()}\n{await visit.Snapshot()}", e);
        }

        Assert.Equal("nothing", visit.Complaints());
    }

    public async Task<Visit> Open(Look look)
    {
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
        });
        context.SetDefaultTimeout(Settings.TimeoutMs);
        Assertions.SetDefaultExpectTimeout(Settings.TimeoutMs);
        return await Fixture.Visit.Begin(context);
    }
}

[CollectionDefinition(Name)]
public sealed class PortalInABrowser : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Portal in a browser";
}
