using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Stripe.Sandbox.Control;

/// <summary>One misbehaviour of one operation.</summary>
/// <param name="method">Of the call.</param>
/// <param name="path">An operation's template (<c>/v1/payment_intents/{id}/confirm</c>) or one exact path.</param>
/// <param name="kind">What goes wrong.</param>
/// <param name="left">How many calls go wrong.</param>
/// <param name="passes">How many go well before.</param>
/// <param name="seconds">How long a delay is.</param>
internal sealed class Fault(string method, string path, FaultKind kind, int left, int passes, double seconds)
{
    public string Method { get; } = method;

    public string Path { get; } = path;

    public int Left { get; set; } = left;

    public int Passes { get; set; } = passes;

    public bool LosesAnswer => kind == FaultKind.LostAnswer;

    public bool GarblesAnswer => kind == FaultKind.Garbage;

    /// <summary>Misbehaves before anything is done; true when the call is over.</summary>
    public async Task<bool> BeforeAsync(HttpContext http)
    {
        switch (kind)
        {
            case FaultKind.Delay:
                await Task.Delay(TimeSpan.FromSeconds(seconds), http.RequestAborted);
                return false;
            case FaultKind.Timeout:
                await UntilGivenUpAsync(http);
                return true;
            case FaultKind.Reset:
                http.Abort();
                return true;
            case FaultKind.Unavailable:
                throw new StripeFault(503, Error("api_error", "The service is briefly unavailable."));
            case FaultKind.RateLimit:
                throw new StripeFault(429, Error("invalid_request_error", "Too many requests.", "rate_limit"));
            case FaultKind.LockTimeout:
                http.Response.Headers["Stripe-Should-Retry"] = "true";
                throw new StripeFault(429, Error("invalid_request_error", "This object cannot be accessed right now because another API request or Stripe process is currently accessing it.", "lock_timeout"));
            case FaultKind.KeyInUse:
                throw StripeFault.Idempotency(409, "There is currently another in-progress request using this Idempotent Key. Please try again later.", "idempotency_key_in_use");
            case FaultKind.BadGateway:
                http.Response.StatusCode = StatusCodes.Status502BadGateway;
                http.Response.ContentType = "text/html";
                await http.Response.WriteAsync("<html><body><h1>502 Bad Gateway</h1></body></html>", http.RequestAborted);
                return true;
            default:
                return false;
        }
    }

    public void WhileRunning()
    {
        if (kind == FaultKind.ServerError)
            throw new StripeFault(500, Error("api_error", "An unknown error occurred."), executed: true);
    }

    private static async Task UntilGivenUpAsync(HttpContext http)
    {
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, over.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        http.Abort();
    }

    private static JsonObject Error(string type, string message, string? code = null)
    {
        var error = new JsonObject { ["message"] = message, ["type"] = type };
        if (code is not null)
            error["code"] = code;
        return error;
    }
}
