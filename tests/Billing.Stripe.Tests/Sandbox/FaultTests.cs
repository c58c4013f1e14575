using Stripe.Sandbox;

namespace Billing.Stripe.Tests.Sandbox;

/// <summary>Calls that go wrong, one operation or all of them.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(FaultKind.RateLimit, 429, "rate_limit")]
    [InlineData(FaultKind.LockTimeout, 429, "lock_timeout")]
    [InlineData(FaultKind.KeyInUse, 409, "idempotency_key_in_use")]
    [InlineData(FaultKind.Unavailable, 503, null)]
    [InlineData(FaultKind.ServerError, 500, null)]
    public async Task Fault_ThatAnswers_StrikesTheNthCallOfItsOperationOnly(FaultKind kind, int status, string? code)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = await sandbox.CustomerAsync();
        sandbox.Server.Fault(kind, "POST", "/v1/customers/{id}", after: 1);

        await sandbox.CustomerAsync();
        await sandbox.CreateAsync($"customers/{customer}", "name=B");
        var struck = await sandbox.PostAsync($"/v1/customers/{customer}", "name=C");
        await sandbox.CreateAsync($"customers/{customer}", "name=D");

        Assert.Equal((status, code), (struck.Status, struck.Body.Text("error.code")));
        Assert.Equal(kind == FaultKind.LockTimeout, struck.Headers.TryGetValues("Stripe-Should-Retry", out var retry) && retry.Single() == "true");
    }

    [Theory]
    [InlineData(FaultKind.Reset, 0)]
    [InlineData(FaultKind.Timeout, 0)]
    [InlineData(FaultKind.BadGateway, 0)]
    [InlineData(FaultKind.LostAnswer, 1)]
    [InlineData(FaultKind.Garbage, 1)]
    public async Task Fault_WithoutAUsableAnswer_HasDoneAllOrNothing(FaultKind kind, int customers)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Fault(kind, "POST", "/v1/customers");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        using var form = new FormUrlEncodedContent([new("name", "A")]);
        var answered = await Record.ExceptionAsync(async () =>
        {
            using var answer = await sandbox.Http.PostAsync("/v1/customers", form, patience.Token);
            System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync());
        });

        Assert.NotNull(answered);
        Assert.Equal(customers, (await sandbox.ReadAsync("customers"))["data"]!.AsArray().Count);
    }

    [Fact]
    public async Task Sandbox_Away_AnswersAndDeliversNothingUntilItIsBack()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        await sandbox.CreateAsync("webhook_endpoints", $"url={receiver.Url}&enabled_events[]=*");
        var session = await sandbox.OpenSessionAsync();

        sandbox.Server.Away(true);
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.Http.GetAsync("/v1/customers"));
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.Http.GetAsync($"/c/pay/{session}"));
        sandbox.Server.PaySession(session, "4242424242424242");
        Assert.Equal(5, sandbox.Server.UndeliveredWebhooks);
        sandbox.Server.Away(true, answers503: true);
        using var refused = await sandbox.Http.GetAsync("/v1/customers");
        Assert.Equal(503, (int)refused.StatusCode);
        Assert.Empty(receiver.Received);

        Assert.Equal(200, (await sandbox.PostAsync("/_sandbox/away", "away=false")).Status);
        await Eventually.HoldsAsync(() => receiver.Received.Count == 5, "what waited");
        Assert.Equal(200, (await sandbox.GetAsync("/v1/customers")).Status);
    }

    [Fact]
    public async Task Fault_StillToCome_OutlivesARestart()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-").FullName;
        await using (var before = await TestSandbox.StartAsync(folder))
        {
            before.Server.Fault(FaultKind.Unavailable, "POST", "/v1/customers", times: 2, after: 2);
            await before.CustomerAsync();
        }

        await using (var after = await TestSandbox.StartAsync(folder))
        {
            await after.CustomerAsync();
            Assert.Equal(503, (await after.PostAsync("/v1/customers", "name=A")).Status);
        }

        await using (var again = await TestSandbox.StartAsync(folder))
        {
            Assert.Equal(503, (await again.PostAsync("/v1/customers", "name=A")).Status);
            await again.CustomerAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Faults_TakenBack_StrikeNobody()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Fault(FaultKind.Reset, "POST", "/v1/customers", times: 3);

        sandbox.Server.ClearFaults();

        await sandbox.CustomerAsync();
        Assert.Contains("lost_answer", (await sandbox.PostAsync("/_sandbox/faults", "path=/v1/customers&kind=gremlins")).Body.Text("error.message"));
    }
}
