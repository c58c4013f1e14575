using Microsoft.AspNetCore.Http;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Control;

/// <summary>The whole service is gone: no call is answered and no webhook leaves, until it is back. Survives a restart.</summary>
internal sealed class AwaySwitch(SandboxDatabase database)
{
    private const string Setting = "away";
    private const string Refusing = "refused";
    private const string Unavailable = "503";
    private volatile string _manner = database.Run(state => state.Setting(Setting)) ?? string.Empty;

    public bool IsAway => _manner.Length > 0;

    public void Set(bool away, bool answers)
    {
        var manner = away ? (answers ? Unavailable : Refusing) : string.Empty;
        database.Run(state => state.SetSetting(Setting, manner));
        _manner = manner;
    }

    public Task PassAsync(HttpContext http, RequestDelegate next)
    {
        if (!IsAway || http.Request.Path.StartsWithSegments("/_sandbox", StringComparison.Ordinal))
            return next(http);
        if (_manner == Unavailable)
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else
            http.Abort();
        return Task.CompletedTask;
    }
}
