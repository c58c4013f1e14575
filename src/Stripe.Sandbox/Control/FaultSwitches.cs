using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Stripe.Sandbox.Control;

/// <summary>Failures to come, on demand: the next calls of one operation misbehave.</summary>
internal sealed class FaultSwitches
{
    private readonly Lock _guard = new();
    private readonly List<Fault> _waiting = [];

    public void Add(Fault fault)
    {
        lock (_guard)
            _waiting.Add(fault);
    }

    public Fault? Take(string method, PathString path)
    {
        lock (_guard)
        {
            var fault = _waiting.Find(f => f.Method == method && path.StartsWithSegments(f.Path, StringComparison.Ordinal));
            if (fault is not null && --fault.Left <= 0)
                _waiting.Remove(fault);
            return fault;
        }
    }
}

/// <summary>
/// One misbehaviour. Kinds: <c>delay</c> (seconds), <c>reset</c> (no answer, nothing done), <c>lost_answer</c> (done, but no
/// answer), <c>server_error</c> (500, kept for the key), <c>unavailable</c> (503), <c>rate_limit</c> (429), <c>garbage</c> (502 with HTML).
/// </summary>
internal sealed class Fault(string method, string path, string kind, int left, double seconds)
{
    public string Method { get; } = method;

    public string Path { get; } = path;

    public int Left { get; set; } = left;

    public bool LosesAnswer => kind == "lost_answer";

    /// <summary>Misbehaves before anything is done; true when the call is over.</summary>
    public async Task<bool> BeforeAsync(HttpContext http)
    {
        switch (kind)
        {
            case "delay":
                await Task.Delay(TimeSpan.FromSeconds(seconds), http.RequestAborted);
                return false;
            case "reset":
                http.Abort();
                return true;
            case "unavailable":
                throw new StripeFault(503, Error("api_error", "The service is briefly unavailable."));
            case "rate_limit":
                throw new StripeFault(429, Error("invalid_request_error", "Too many requests.", "rate_limit"));
            case "garbage":
                http.Response.StatusCode = 502;
                http.Response.ContentType = "text/html";
                await http.Response.WriteAsync("<html><body><h1>502 Bad Gateway</h1></body></html>", http.RequestAborted);
                return true;
            default:
                return false;
        }
    }

    public void WhileRunning()
    {
        if (kind == "server_error")
            throw new StripeFault(500, Error("api_error", "An unknown error occurred."), executed: true);
    }

    private static JsonObject Error(string type, string message, string? code = null)
    {
        var error = new JsonObject { ["message"] = message, ["type"] = type };
        if (code is not null)
            error["code"] = code;
        return error;
    }
}
