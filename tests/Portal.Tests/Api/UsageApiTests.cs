using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Billing.Metering;
using Billing.Service.Metering;
using Billing.Service.Metering.Intake;

namespace Portal.Tests.Api;

public sealed class UsageApiTests
{
    private const string Json = "application/json";

    [Theory]
    [InlineData(Json)]
    [InlineData("application/cloudevents+json; charset=utf-8")]
    public async Task Post_OneEvent_AnswersItsCostAndTheBalance(string contentType)
    {
        await using var host = await ApiHost.Start(10);

        var (status, body) = await Post(host, Event("a"), contentType);

        Assert.Equal(HttpStatusCode.OK, status);
        var answer = Assert.Single(body.GetProperty("events").EnumerateArray());
        Assert.Equal(("a", "accepted", "1", "9", "USD", 1L), (Text(answer, "id"), Text(answer, "status"), Text(answer, "cost"), Text(answer, "balance_after"), Text(answer, "asset"), answer.GetProperty("usage").GetInt64()));
        Assert.False(answer.TryGetProperty("refusal", out _));
    }

    [Fact]
    public async Task Post_Batch_AnswersEachEvent()
    {
        await using var host = await ApiHost.Start(1);

        var (status, body) = await Post(host, $"[{Event("a")},{Event("a")},{Event("b")},{Event("c", "\"images\":-1")}]", "application/cloudevents-batch+json");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            ["accepted ", "duplicate ", "refused insufficient_quota", "refused invalid_event"],
            body.GetProperty("events").EnumerateArray().Select(e => $"{Text(e, "status")} {(e.TryGetProperty("refusal", out var r) ? Text(r, "code") : "")}"));
    }

    [Fact]
    public async Task Post_Lines_AnswersEachLine()
    {
        await using var host = await ApiHost.Start(10);

        var (status, body) = await Post(host, $"{Event("a")}\n{Event("b")}\n", "application/x-ndjson");

        Assert.Equal((HttpStatusCode.OK, 2), (status, body.GetProperty("events").GetArrayLength()));
    }

    [Fact]
    public async Task Post_AtZero_Is402WithTheNamedCode()
    {
        await using var host = await ApiHost.Start(0);

        var (one, single) = await Post(host, Event("a"));
        var (many, batch) = await Post(host, $"[{Event("a")},{Event("b")}]");

        Assert.Equal((HttpStatusCode.PaymentRequired, HttpStatusCode.PaymentRequired), (one, many));
        Assert.Equal(("insufficient_quota", "insufficient_quota", 2), (Text(single, "code"), Text(batch, "code"), batch.GetProperty("events").GetArrayLength()));
    }

    [Theory]
    [InlineData("kernstack", "duration", "\"ram_mib\":1024,\"seconds\":\"100\"", HttpStatusCode.TooManyRequests, "throttled", "60", "upgrade, top_up")]
    [InlineData("modelstack", "model_tokens", "\"model\":\"gpt-5\",\"input_tokens\":9", HttpStatusCode.PaymentRequired, "insufficient_quota", null, "upgrade, top_up")]
    [InlineData("deployments", "instance_hour", "\"model\":\"gpu-s\",\"seconds\":\"9\"", HttpStatusCode.PaymentRequired, "paused", null, "top_up")]
    public async Task Post_AtZero_AnswersInTheBooksWayWithTheWaysOut(string book, string meter, string data, HttpStatusCode expected, string code, string? retryAfter, string ways)
    {
        await using var host = await ApiHost.Start(0, book);
        var work = $$"""{"specversion":"1.0","id":"a","source":"test","type":"{{meter}}","time":"2026-03-10T11:59:00Z","data":{ {{data}} } }""";

        foreach (var body in new[] { work, $"[{work},{work}]" })
        {
            using var response = await host.Client.PostAsync(new Uri("/v1/usage", UriKind.Relative), new StringContent(body, Encoding.UTF8, Json));
            var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

            Assert.Equal((expected, code), (response.StatusCode, Text(problem, "code")));
            Assert.Equal(retryAfter, response.Headers.RetryAfter?.ToString());
            Assert.Equal(ways, string.Join(", ", problem.GetProperty("ways_out").EnumerateArray().Select(way => Text(way, "way"))));
            Assert.Equal(ways, string.Join(", ", problem.GetProperty("events")[0].GetProperty("refusal").GetProperty("ways_out").EnumerateArray().Select(way => Text(way, "way"))));
        }
    }

    [Fact]
    public async Task Post_BatchThatIsPartlyPaid_Is200WithEachRefusalInItsPlace()
    {
        await using var host = await ApiHost.Start(1, "kernstack");
        string Work(string id) => $$"""{"specversion":"1.0","id":"{{id}}","source":"test","type":"duration","time":"2026-03-10T11:59:00Z","data":{"ram_mib":1024,"seconds":"100"} }""";

        var (status, body) = await Post(host, $"[{Work("a")},{Work("b")}]");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("throttled", Text(body.GetProperty("events")[1].GetProperty("refusal"), "code"));
    }

    [Theory]
    [InlineData("{\"specversion\":", HttpStatusCode.BadRequest, "invalid_json", null)]
    [InlineData("[]", HttpStatusCode.BadRequest, "no_events", null)]
    [InlineData("[1,2", HttpStatusCode.BadRequest, "invalid_json", null)]
    [InlineData("EVENT \"images\":-1", HttpStatusCode.BadRequest, "invalid_event", "data.images")]
    [InlineData("EVENT \"tokens\":1", HttpStatusCode.BadRequest, "invalid_event", "data.tokens")]
    public async Task Post_WhatCannotBeRead_IsAProblemWithPathAndReason(string body, HttpStatusCode expected, string code, string? field)
    {
        await using var host = await ApiHost.Start(10);

        var (status, problem) = await Post(host, body.StartsWith("EVENT ", StringComparison.Ordinal) ? Event("a", body[6..]) : body);

        Assert.Equal((expected, code), (status, Text(problem, "code")));
        Assert.Equal(field, problem.TryGetProperty("field", out var path) ? path.GetString() : null);
        Assert.NotEmpty(Text(problem, "detail"));
    }

    [Fact]
    public async Task Post_SameIdOtherContent_Is409NamingTheField()
    {
        await using var host = await ApiHost.Start(10);
        await Post(host, Event("a"));

        var (status, problem) = await Post(host, Event("a", "\"latency_ms\":5"));

        Assert.Equal((HttpStatusCode.Conflict, "event_id_conflict", "data.latency_ms"), (status, Text(problem, "code"), Text(problem, "field")));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer wrong", HttpStatusCode.Unauthorized)]
    [InlineData("Basic full", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer read", HttpStatusCode.Forbidden)]
    public async Task Post_WithoutAKeyThatMay_IsRefused(string? authorization, HttpStatusCode expected)
    {
        await using var host = await ApiHost.Start(10);
        host.Client.DefaultRequestHeaders.Authorization = authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);

        var (status, _) = await Post(host, Event("a"));

        Assert.Equal(expected, status);
        Assert.Equal(0, host.Writer.Position.LastUsage);
    }

    [Fact]
    public async Task Post_OtherTypesAndTooMuch_AreRefusedBeforeTheyAreRead()
    {
        await using var host = await ApiHost.Start(10);

        var (xml, _) = await Post(host, "<a/>", "application/xml");
        var (large, _) = await Post(host, new string(' ', UsageIntake.MostBytes + 1));
        var (many, _) = await Post(host, $"[{string.Join(',', Enumerable.Repeat("1", 1_001))}]");

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge), (xml, large, many));
    }

    [Fact]
    public async Task Post_WhileTheLedgerIsBusy_Is429WithRetryAfter()
    {
        await using var host = await ApiHost.Start(10);
        using var release = new ManualResetEventSlim();
        var blocked = host.Writer.Run(_ => release.Wait(TimeSpan.FromSeconds(30)), CancellationToken.None);
        var call = new UsageEvent { Id = "x", Source = "gw", Meter = "chat", Model = "claude-opus-4.6", Time = ApiHost.Now };
        var filling = new List<Task> { blocked };
        Assert.Throws<WriterBusyException>((Action)(() =>
        {
            while (true) filling.Add(host.Writer.Ingest(new(host.Account, null, [.. Enumerable.Repeat(call, 1_000)]), CancellationToken.None));
        }));
        using var body = new StringContent($"[{string.Join(',', Enumerable.Range(0, 1_000).Select(i => Event($"{i}")))}]", Encoding.UTF8, Json);

        var response = await host.Client.PostAsync("/v1/usage", body).WaitAsync(TimeSpan.FromSeconds(20));
        release.Set();
        await Task.WhenAll(filling);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("1", response.Headers.RetryAfter?.ToString());
    }

    [Fact]
    public async Task Balance_AfterACharge_IsTheLedgers()
    {
        await using var host = await ApiHost.Start(10);
        await Post(host, Event("a"));
        host.Client.DefaultRequestHeaders.Authorization = new("Bearer", ApiHost.ReadKey);

        var balance = JsonElement.Parse(await host.Client.GetStringAsync("/v1/balance"));

        Assert.Equal((host.Account.ToString(), "USD", "9", "9", 2L), (Text(balance, "account"), Text(balance, "asset"), Text(balance, "balance"), Text(balance, "available"), balance.GetProperty("last_entry").GetInt64()));
    }

    [Fact]
    public async Task OpenApi_OfTheUsageApi_NamesBothOperationsAndTheContentTypes()
    {
        await using var host = await ApiHost.Start(10);

        var paths = JsonElement.Parse(await host.Client.GetStringAsync("/openapi/v1.json")).GetProperty("paths");

        var content = paths.GetProperty("/v1/usage").GetProperty("post").GetProperty("requestBody").GetProperty("content");
        Assert.Equal([Json, "application/cloudevents+json", "application/cloudevents-batch+json", "application/x-ndjson"], content.EnumerateObject().Select(c => c.Name));
        Assert.Equal("GetBalance", Text(paths.GetProperty("/v1/balance").GetProperty("get"), "operationId"));
    }

    private static string Event(string id, string? more = null) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"gw","type":"chat","time":"2026-03-10T12:00:00Z","data":{"model":"claude-opus-4.6","input_tokens":200000{{(more is null ? "" : "," + more)}} } }""";

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static async Task<(HttpStatusCode Status, JsonElement Body)> Post(ApiHost host, string body, string contentType = Json)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var response = await host.Client.PostAsync("/v1/usage", content);
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }
}
