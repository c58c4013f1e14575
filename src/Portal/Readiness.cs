namespace BillingPortal.Portal;

/// <summary>Whether the portal has its ledger, its payment provider and its demo, and may be used.</summary>
public sealed class ReadyState
{
    private volatile bool _ready;

    public bool IsReady
    {
        get => _ready;
        set => _ready = value;
    }
}

/// <summary>Until the portal is ready, pages and API say so with 503; only health checks and the payment provider come through.</summary>
public sealed class Readiness(RequestDelegate next, ReadyState state)
{
    private static readonly string[] Open = ["/healthz", "/readyz", Webhooks.StripeWebhook.Path];

    public Task InvokeAsync(HttpContext http)
    {
        if (state.IsReady || Open.Contains(http.Request.Path.Value, StringComparer.Ordinal)) return next(http);
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = "1";
        return http.Response.WriteAsync("The portal is starting. Try again in a moment.\n", http.RequestAborted);
    }
}

public static class HealthEndpoints
{
    /// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: it may be used.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Text("ok\n")).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/readyz", (ReadyState state) => state.IsReady ? Results.Text("ready\n") : Results.Text("starting\n", statusCode: 503))
            .AllowAnonymous().ExcludeFromDescription();
    }
}
