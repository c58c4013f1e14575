using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Control;

/// <summary>
/// What real Stripe doesn't have. Form fields in, JSON out, the same key as the API so that no web page can reach it by a
/// form: <c>POST /_sandbox/clock</c> (offset_seconds), <c>/status</c>, <c>/events/{id}/redeliver</c> (times),
/// <c>/sessions/{id}/pay</c> (card), <c>/faults</c> (method, path, kind, times, milliseconds; see <see cref="Fault"/>).
/// </summary>
internal static class ControlApi
{
    private const int MostTimes = 1000;

    public static void Map(WebApplication app, SandboxControl control, FaultSwitches faults)
    {
        Post(app, "/_sandbox/clock", "offset_seconds#", given =>
        {
            control.ClockOffset = TimeSpan.FromSeconds(given.Whole("offset_seconds") ?? throw StripeFault.Required("offset_seconds"));
            return Clock(control);
        });
        Post(app, "/_sandbox/events/{id}/redeliver", "id times#", given => new JsonObject
        {
            ["queued"] = control.Redeliver(given.Text("id")!, (int)Math.Clamp(given.Whole("times") ?? 1, 1, MostTimes)),
        });
        Post(app, "/_sandbox/sessions/{id}/pay", "id card", given =>
        {
            var refusal = control.Pay(given.Text("id")!, given.Text("card") ?? throw StripeFault.Required("card"));
            return new JsonObject { ["paid"] = refusal is null, ["message"] = refusal };
        });
        Post(app, "/_sandbox/faults", "method path kind times# milliseconds#", given =>
        {
            faults.Add(new Fault(
                given.Text("method") ?? "POST",
                given.Text("path") ?? throw StripeFault.Required("path"),
                given.Text("kind") ?? throw StripeFault.Required("kind"),
                (int)Math.Clamp(given.Whole("times") ?? 1, 1, MostTimes),
                (given.Whole("milliseconds") ?? 0) / 1000.0));
            return new JsonObject { ["set"] = true };
        });
        Post(app, "/_sandbox/status", string.Empty, _ => Clock(control));
    }

    private static JsonObject Clock(SandboxControl control) => new()
    {
        ["now"] = control.Now,
        ["offset_seconds"] = (long)control.ClockOffset.TotalSeconds,
        ["undelivered"] = control.Undelivered(),
    };

    private static void Post(WebApplication app, string route, string parameters, Func<JsonObject, JsonObject> run)
    {
        var shape = ParameterShape.Of(parameters);
        app.MapPost(route, async http =>
        {
            JsonObject answer;
            try
            {
                ApiKey.Check(http.Request.Headers.Authorization);
                var fields = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(http.RequestAborted)).Select(f => new KeyValuePair<string, string>(f.Key, f.Value.ToString())) : [];
                var given = FormBody.Read(fields, shape);
                if (http.Request.RouteValues["id"] is string id)
                    given["id"] = id;
                answer = run(given);
            }
            catch (StripeFault fault)
            {
                http.Response.StatusCode = fault.Status;
                answer = fault.Body;
            }

            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(answer.ToJsonString(), http.RequestAborted);
        });
    }
}
