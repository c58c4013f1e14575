using System.Net;
using System.Text;
using System.Text.Json;

namespace Portal.Tests.Api;

public sealed class EntitlementApiTests
{
    [Fact]
    public async Task Check_WithinAndAtTheLimit_AnswersLimitAllowedAndReason()
    {
        await using var host = await ApiHost.Start(0, "modelstack");

        var within = await Ask(host, """{ "feature": "stacks", "action": "add", "current": 9 }""");
        var at = await Ask(host, """{ "feature": "stacks", "action": "add", "current": 10 }""");
        var own = await Ask(host, """{ "feature": "stacks", "action": "add", "current": 2, "key": "team-a", "limit": 2 }""");

        Assert.Equal((HttpStatusCode.OK, """{"feature":"stacks","limit":10,"allowed":true,"reason":null}"""), within);
        Assert.Equal((HttpStatusCode.OK, """{"feature":"stacks","limit":10,"allowed":false,"reason":"limit_reached"}"""), at);
        Assert.Equal((HttpStatusCode.OK, """{"feature":"stacks","key":"team-a","limit":2,"allowed":false,"reason":"limit_reached"}"""), own);
    }

    [Theory]
    [InlineData("""{ "feature": "unicorns", "action": "add" }""", "unknown_feature", "feature")]
    [InlineData("""{ "action": "add" }""", "invalid_request", "feature")]
    [InlineData("""{ "feature": "stacks", "action": "remove" }""", "invalid_request", "action")]
    [InlineData("""{ "feature": "stacks", "action": "add", "current": -1 }""", "invalid_request", "current")]
    [InlineData("""{ "feature": "stacks", "action": "add", "current": "two" }""", "invalid_request", "current")]
    [InlineData("""{ "feature": "stacks", "action": "add", "limit": -1 }""", "invalid_request", "limit")]
    public async Task Check_WithAFault_NamesTheField(string body, string code, string field)
    {
        await using var host = await ApiHost.Start(0, "modelstack");

        var (status, text) = await Ask(host, body);

        using var problem = JsonDocument.Parse(text);
        Assert.Equal(
            (HttpStatusCode.BadRequest, code, field),
            (status, problem.RootElement.GetProperty("code").GetString(), problem.RootElement.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Check_WithAKeyThatMayOnlyRead_IsForbidden()
    {
        await using var host = await ApiHost.Start(0, "modelstack");
        host.Client.DefaultRequestHeaders.Authorization = new("Bearer", ApiHost.ReadKey);

        Assert.Equal(HttpStatusCode.Forbidden, (await Ask(host, """{ "feature": "stacks", "action": "read" }""")).Status);
    }

    [Fact]
    public async Task Document_OfTheApi_HoldsTheQuestion()
    {
        await using var host = await ApiHost.Start(0, "modelstack");

        using var document = JsonDocument.Parse(await host.Client.GetStringAsync("/openapi/v1.json"));

        var post = document.RootElement.GetProperty("paths").GetProperty("/v1/entitlements/check").GetProperty("post");
        Assert.Equal("CheckEntitlement", post.GetProperty("operationId").GetString());
        Assert.True(post.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/json", out _));
    }

    private static async Task<(HttpStatusCode Status, string Body)> Ask(ApiHost host, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await host.Client.PostAsync("/v1/entitlements/check", content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
