using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Stripe.Sandbox.Control;

/// <summary>One misbehaviour of one operation.</summary>
/// <param name="Method">Of the call.</param>
/// <param name="Path">An operation's template (<c>/v1/payment_intents/{id}/confirm</c>) or one exact path.</param>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Left">How many calls go wrong.</param>
/// <param name="Passes">How many go well before.</param>
/// <param name="Seconds">How long a delay is.</param>
internal sealed record Fault(string Method, string Path, FaultKind Kind, int Left, int Passes, double Seconds)
{
    [JsonIgnore]
    public bool LosesAnswer => Kind == FaultKind.LostAnswer;

    [JsonIgnore]
    public bool GarblesAnswer => Kind == FaultKind.Garbage;

    /// <summary>Misbehaves before anything is done; true when the call is over.</summary>
    public async Task<bool> BeforeAsync(HttpContext http)
    {
        switch (Kind)
        {
            case FaultKind.Delay:
                await Task.Delay(TimeSpan.FromSeconds(Seconds), http.RequestAborted);
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
        if (Kind == FaultKind.ServerError)
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
