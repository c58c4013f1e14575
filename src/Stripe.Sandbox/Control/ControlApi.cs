using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Control;

/// <summary>
/// What real Stripe doesn't have: the methods of <see cref="SandboxServer"/> for whoever is in another process. Form fields
/// in, JSON out, the same key as the API so that no web page can reach it by a form.
/// </summary>
internal static class ControlApi
{
    private const int MostTimes = 1000;

    public static void Map(WebApplication app, SandboxServer server)
    {
        MapClock(app, server);
        MapWebhooks(app, server);
        MapPayments(app, server);
        MapFaults(app, server);
    }

    private static void MapClock(WebApplication app, SandboxServer server)
    {
        Post(app, "/_sandbox/clock", "offset_seconds#", given =>
        {
            server.ClockOffset = TimeSpan.FromSeconds(given.Whole("offset_seconds") ?? throw StripeFault.Required("offset_seconds"));
            return Status(server);
        });
        Post(app, "/_sandbox/status", string.Empty, _ => Status(server));
    }

    private static void MapWebhooks(WebApplication app, SandboxServer server)
    {
        Post(app, "/_sandbox/webhooks/hold", "endpoint", given => Done(() => server.HoldWebhooks(given.Text("endpoint"))));
        Post(app, "/_sandbox/webhooks/held", string.Empty, _ => new JsonObject
        {
            ["held"] = new JsonArray([.. server.HeldWebhooks.Select(h => new JsonObject { ["event"] = h.EventId, ["type"] = h.Type, ["url"] = h.Url })]),
        });
        Post(app, "/_sandbox/webhooks/release", "order[] endpoint keep_holding?", given => new JsonObject
        {
            ["released"] = server.ReleaseWebhooks([.. given.Texts("order")], given.Text("endpoint"), given.Flag("keep_holding")),
        });
        Post(app, "/_sandbox/webhooks/disturb", "endpoint delay# duplicates# twins? reorder_seed# drop# api_version", given => Done(() =>
            server.DisturbWebhooks(Required(given, "endpoint"), new WebhookDisturbance
            {
                Delay = TimeSpan.FromSeconds(given.Whole("delay") ?? 0),
                Duplicates = (int)Math.Clamp(given.Whole("duplicates") ?? 0, 0, MostTimes),
                Twins = given.Flag("twins"),
                ReorderSeed = (int?)given.Whole("reorder_seed"),
                DropNext = (int)Math.Clamp(given.Whole("drop") ?? 0, 0, MostTimes),
                ApiVersion = given.Text("api_version"),
            })));
        Post(app, "/_sandbox/webhooks/roll_secret", "endpoint overlap_seconds#", given => new JsonObject
        {
            ["secret"] = server.RollWebhookSecret(Required(given, "endpoint"), TimeSpan.FromSeconds(given.Whole("overlap_seconds") ?? 86_400)),
        });
        Post(app, "/_sandbox/events/{id}/redeliver", "id times#", given => new JsonObject { ["queued"] = server.Redeliver(given.Text("id")!, Times(given)) });
        Post(app, "/_sandbox/events/replay", "from# to#", given => new JsonObject { ["queued"] = server.ReplayEvents(Moment(given, "from"), Moment(given, "to")) });
    }

    private static void MapPayments(WebApplication app, SandboxServer server)
    {
        Post(app, "/_sandbox/sessions/{id}/pay", "id card", given =>
        {
            var refusal = server.PaySession(given.Text("id")!, Required(given, "card"));
            return new JsonObject { ["paid"] = refusal is null, ["message"] = refusal };
        });
        Post(app, "/_sandbox/payment_intents/{id}/answer_debit", "id", given => Done(() => server.AnswerDebit(given.Text("id")!)));
        Post(app, "/_sandbox/charges/{id}/open_dispute", "id reason inquiry?", given => new JsonObject
        {
            ["dispute"] = server.OpenDispute(given.Text("id")!, given.Text("reason") ?? "fraudulent", given.Flag("inquiry")),
        });
        Post(app, "/_sandbox/charges/{id}/dispute", "id outcome", given => new JsonObject { ["dispute"] = server.Dispute(given.Text("id")!, Named<DisputeOutcome>(given, "outcome")) });
        Post(app, "/_sandbox/charges/{id}/warn_of_fraud", "id", given => new JsonObject { ["warning"] = server.WarnOfFraud(given.Text("id")!) });
        Post(app, "/_sandbox/disputes/{id}/decide", "id outcome", given => Done(() => server.DecideDispute(given.Text("id")!, Named<DisputeOutcome>(given, "outcome"))));
        Post(app, "/_sandbox/refunds/{id}/fail", "id reason", given => Done(() => server.FailRefund(given.Text("id")!, given.Text("reason") ?? "lost_or_stolen_card")));
        Post(app, "/_sandbox/refunds_need_balance", "need?", given => Done(() => server.RefundsNeedBalance(given.Flag("need"))));
        Post(app, "/_sandbox/after_last_retry", "then", given => Done(() => server.AfterLastRetry(Named<AfterLastRetry>(given, "then"))));
        Post(app, "/_sandbox/payment_methods/{id}/next_outcomes", "id tokens[]", given => Done(() => server.NextOutcomes(given.Text("id")!, [.. given.Texts("tokens")])));
        Post(app, "/_sandbox/payment_methods/{id}/replace", "id card", given => Done(() => server.ReplaceCard(given.Text("id")!, Required(given, "card"))));
        Post(app, "/_sandbox/payment_methods/{id}/expire", "id", given => Done(() => server.ExpireCard(given.Text("id")!)));
        Post(app, "/_sandbox/payment_methods/{id}/detach", "id", given => Done(() => server.DetachCard(given.Text("id")!)));
    }

    private static void MapFaults(WebApplication app, SandboxServer server)
    {
        Post(app, "/_sandbox/faults", "method path kind times# after# milliseconds#", given =>
        {
            server.Fault(
                Named<FaultKind>(given, "kind"), given.Text("method") ?? "POST", Required(given, "path"), Times(given),
                (int)Math.Clamp(given.Whole("after") ?? 0, 0, MostTimes), TimeSpan.FromMilliseconds(given.Whole("milliseconds") ?? 0));
            return new JsonObject { ["set"] = true };
        });
        Post(app, "/_sandbox/faults/clear", string.Empty, _ => Done(server.ClearFaults));
        Post(app, "/_sandbox/away", "away? answers_503?", given => Done(() => server.Away(given["away"] is null || given.Flag("away"), given.Flag("answers_503"))));
    }

    private static JsonObject Status(SandboxServer server) => new()
    {
        ["now"] = server.Now.ToUnixTimeSeconds(),
        ["offset_seconds"] = (long)server.ClockOffset.TotalSeconds,
        ["undelivered"] = server.UndeliveredWebhooks,
        ["held"] = server.HeldWebhooks.Count,
    };

    private static JsonObject Done(Action act)
    {
        act();
        return new JsonObject { ["done"] = true };
    }

    private static string Required(JsonObject given, string name) => given.Text(name) ?? throw StripeFault.Required(name);

    private static int Times(JsonObject given) => (int)Math.Clamp(given.Whole("times") ?? 1, 1, MostTimes);

    private static DateTimeOffset Moment(JsonObject given, string name) =>
        DateTimeOffset.FromUnixTimeSeconds(given.Whole(name) ?? throw StripeFault.Required(name));

    /// <summary>lost_answer is <see cref="FaultKind.LostAnswer"/>.</summary>
    private static T Named<T>(JsonObject given, string name)
        where T : struct, Enum => Enum.TryParse<T>(Required(given, name).Replace("_", string.Empty, StringComparison.Ordinal), ignoreCase: true, out var value)
            ? value
            : throw StripeFault.Invalid($"{name} is one of: {string.Join(", ", Enum.GetNames<T>().Select(n => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(n)))}.", name);

    private static void Post(WebApplication app, string route, string parameters, Func<JsonObject, JsonObject> run)
    {
        var shape = ParameterShape.Of(parameters);
        app.MapPost(route, async http =>
        {
            JsonObject answer;
            try
            {
                ApiKey.Check(http.Request.Headers.Authorization);
                var fields = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(http.RequestAborted)).SelectMany(f => f.Value, (f, v) => new KeyValuePair<string, string>(f.Key, v ?? string.Empty)) : [];
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
