using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Stripe.Sandbox.Control;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Wire;

/// <summary>Answers one operation over HTTP: key, parameters, idempotency, expansion, refusals.</summary>
internal sealed class ApiEndpoint(SandboxDatabase database, FaultSwitches faults, SandboxAddress address, Action changed, ILogger logger)
{
    private const int LongestKey = 255;
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ConcurrentDictionary<string, byte> _running = new(StringComparer.Ordinal);

    public async Task AnswerAsync(HttpContext http, Operation operation)
    {
        var requestId = Ids.New("req_", 14);
        http.Response.Headers["Request-Id"] = requestId;
        http.Response.Headers["Stripe-Version"] = SandboxServer.ApiVersion;
        try
        {
            ApiKey.Check(http.Request.Headers.Authorization);
            CheckVersion(http.Request.Headers["Stripe-Version"]);
            var text = await TextAsync(http.Request);
            var key = Key(http, operation);
            if (key is not null && !_running.TryAdd(key, 0))
                throw StripeFault.Idempotency(409, "There is currently another in-progress request using this Idempotent Key. Please try again later.", "idempotency_key_in_use");
            try
            {
                await AnswerAsync(http, operation, new Caller(requestId, key), text);
            }
            finally
            {
                if (key is not null)
                    _running.TryRemove(key, out _);
            }
        }
        catch (StripeFault fault)
        {
            await WriteAsync(http, fault.Status, fault.Body.ToJsonString(Readable));
        }
        catch (OverflowException)
        {
            await WriteAsync(http, 400, StripeFault.Invalid("A number is too large to reckon with.", code: "parameter_invalid_integer").Body.ToJsonString(Readable));
        }
        catch (BadHttpRequestException broken)
        {
            await WriteAsync(http, broken.StatusCode, StripeFault.Invalid(broken.Message).Body.ToJsonString(Readable));
        }
        catch (Exception defect) when (!http.RequestAborted.IsCancellationRequested)
        {
            logger.LogError(defect, "A defect of the sandbox in {Method} {Route}; nothing was done", operation.Method, operation.Route);
            await WriteAsync(http, 500, StripeFault.Defect("An error of the sandbox itself; nothing was done.").Body.ToJsonString(Readable));
        }
    }

    /// <summary>A path that is no operation.</summary>
    public static Task RefuseAsync(HttpContext http) => WriteAsync(http, 404, StripeFault.Invalid(
        $"Unrecognized request URL ({http.Request.Method}: {http.Request.Path}). The sandbox serves a part of the API.", status: 404).Body.ToJsonString(Readable));

    private async Task AnswerAsync(HttpContext http, Operation operation, Caller caller, string text)
    {
        var fault = faults.Take(http.Request.Method, http.Request.Path, operation.Route);
        if (fault is not null && await fault.BeforeAsync(http))
            return;

        var pairs = Pairs(text);
        var given = FormBody.Read(pairs, operation.Parameters);
        var id = (string?)http.Request.RouteValues["id"] ?? string.Empty;
        var request = Fingerprint(http.Request.Method, http.Request.Path, pairs);
        var reply = database.Run(state => Reply(state, operation, new Call(state, given, id), caller, request, fault), caller);

        if (reply.RequestId != caller.RequestId)
        {
            http.Response.Headers["Idempotent-Replayed"] = "true";
            http.Response.Headers["Original-Request"] = reply.RequestId;
        }

        if (caller.IdempotencyKey is { } key)
            http.Response.Headers["Idempotency-Key"] = key;
        changed();
        if (fault?.LosesAnswer == true)
            http.Abort();
        else
            await WriteAsync(http, reply.Status, fault?.GarblesAnswer == true ? reply.Body[..(reply.Body.Length / 2)] : reply.Body);
    }

    /// <summary>What was answered under this key, or the operation's result; what has effects is kept with them, in one commit.</summary>
    private Reply Reply(State state, Operation operation, Call call, Caller caller, string request, Fault? fault)
    {
        if (caller.IdempotencyKey is { } known && state.Replies.Find(known, state.Now) is { } kept)
        {
            return kept.Request == request ? kept : throw StripeFault.Idempotency(400,
                $"Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '{known}' if you meant to execute a different request.");
        }

        Reply reply;
        try
        {
            fault?.WhileRunning();
            var answer = Rendering.Answer(operation.Run(call), state, address.Value);
            Rendering.Expand(answer, call.Given.Texts("expand"), state, address.Value);
            reply = new Reply(request, 200, answer.ToJsonString(Readable), caller.RequestId);
        }
        catch (StripeFault refusal) when (refusal.Executed)
        {
            reply = new Reply(request, refusal.Status, refusal.Body.ToJsonString(Readable), caller.RequestId);
        }

        if (caller.IdempotencyKey is { } key)
            state.Replies.Keep(key, reply, state.Now);
        return reply;
    }

    private static string? Key(HttpContext http, Operation operation)
    {
        if (operation.Method != "POST" || http.Request.Headers["Idempotency-Key"].ToString() is not { Length: > 0 } key)
            return null;
        return key.Length <= LongestKey ? key : throw StripeFault.Idempotency(400, "Idempotency keys can be at most 255 characters long.");
    }

    private static void CheckVersion(string? version)
    {
        if (!string.IsNullOrEmpty(version) && version != SandboxServer.ApiVersion)
            throw StripeFault.Invalid($"Invalid Stripe API version: {version}. The sandbox speaks {SandboxServer.ApiVersion}.");
    }

    private static async Task<string> TextAsync(HttpRequest request)
    {
        if (request.Method != "POST")
            return request.QueryString.Value is { Length: > 1 } query ? query[1..] : string.Empty;
        if (request.ContentLength > 0 && !request.HasFormContentType)
            throw StripeFault.Invalid("Invalid request (check that your POST content type is application/x-www-form-urlencoded).");
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
    }

    /// <summary>In the order sent: the sequence of a list's items is meaning.</summary>
    private static List<KeyValuePair<string, string>> Pairs(string text)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var pair in new QueryStringEnumerable(text))
            pairs.Add(new(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        return pairs;
    }

    /// <summary>What was asked, however it was spelled: a map has no order, a list keeps the one it came in.</summary>
    private static string Fingerprint(string method, string path, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var asked = string.Concat(pairs.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"\n{p.Key.Length}:{p.Key}={p.Value.Length}:{p.Value}"));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{method} {path}{asked}")));
    }

    private static async Task WriteAsync(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(body, http.RequestAborted);
    }
}
