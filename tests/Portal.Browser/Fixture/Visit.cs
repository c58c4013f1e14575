using Microsoft.Playwright;

namespace Portal.Browser.Fixture;

/// <summary>A browser context with one page, and a list of everything in it that must not happen on any page.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    private Visit(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
    }

    public IPage Page { get; }

    public static async Task<Visit> Begin(IBrowserContext context)
    {
        var visit = new Visit(context, await context.NewPageAsync());
        context.Console += (_, message) => visit.Complain(message.Type == "error", $"console: {message.Text}");
        context.WebError += (_, error) => visit.Complain(true, $"script: {error.Error}");
        context.Request += (_, request) => visit.Complain(!IsHere(request.Url), $"request to another machine: {request.Url}");
        context.RequestFailed += (_, request) => visit.Complain(!IsLeaving(request), $"failed: {request.Url} {request.Failure}");
        context.Response += (_, response) => visit.Complain(response.Status >= 500, $"{response.Status}: {response.Url}");
        return visit;
    }

    /// <summary>What went wrong, or <c>nothing</c>.</summary>
    public string Complaints(string? expected)
    {
        lock (_complaints)
        {
            var left = _complaints.Where(c => expected is null || !c.Contains(expected, StringComparison.Ordinal)).ToList();
            return left.Count == 0 ? "nothing" : string.Join('\n', left);
        }
    }

    /// <summary>What the page says, for a message of a failed test.</summary>
    public async Task<string> Snapshot()
    {
        try
        {
            return await Page.Locator("body").AriaSnapshotAsync(new() { Timeout = 2000 });
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            return e.Message;
        }
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Complain(bool wrong, string what)
    {
        if (!wrong) return;
        lock (_complaints) _complaints.Add(what);
    }

    private static bool IsHere(string url) => new Uri(url) is { Scheme: "data" or "blob" or "about" } or { IsLoopback: true };

    /// <summary>Leaving a page cuts what it was still loading, and its circuit's goodbye.</summary>
    private static bool IsLeaving(IRequest request) => request.Failure == "net::ERR_ABORTED";
}
