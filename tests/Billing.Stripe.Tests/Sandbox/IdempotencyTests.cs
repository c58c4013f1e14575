namespace Billing.Stripe.Tests.Sandbox;

public sealed class IdempotencyTests
{
    private const string Decline = "amount=2000&currency=usd&confirm=true&payment_method=pm_card_visa_chargeDeclined";

    [Fact]
    public async Task Key_SentAgainWithTheSameParameters_AnswersTheFirstResult()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var first = await sandbox.PostAsync("/v1/customers", "name=A", "k1");
        var second = await sandbox.PostAsync("/v1/customers", "name=A", "k1");

        Assert.Equal(first.Body.ToJsonString(), second.Body.ToJsonString());
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal("true", second.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.Single((await sandbox.GetAsync("/v1/customers")).Body["data"]!.AsArray());
    }

    [Fact]
    public async Task Key_SentAgainInAnotherSpelling_IsTheSameRequest()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var first = await sandbox.PostAsync("/v1/customers", "name=A+B&metadata[x]=1&preferred_locales[]=de&preferred_locales[]=en", "k1");
        var second = await sandbox.PostAsync("/v1/customers", "metadata%5Bx%5D=1&preferred_locales[]=de&preferred_locales[]=en&name=A%20B", "k1");
        var other = await sandbox.PostAsync("/v1/customers", "name=A+B&metadata[x]=1&preferred_locales[]=en&preferred_locales[]=de", "k1");

        Assert.Equal((200, first.Body.Text("id")), (second.Status, second.Body.Text("id")));
        Assert.Equal((400, "idempotency_error"), (other.Status, other.Body.Text("error.type")));
    }

    [Theory]
    [InlineData("/v1/customers", "name=B")]
    [InlineData("/v1/payment_intents", "amount=2000&currency=usd")]
    public async Task Key_SentWithAnotherRequest_IsAnError(string path, string form)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.PostAsync("/v1/customers", "name=A", "k1");

        var other = await sandbox.PostAsync(path, form, "k1");

        Assert.Equal((400, "idempotency_error"), (other.Status, (string?)other.Body["error"]!["type"]));
    }

    [Fact]
    public async Task Key_OfADeclinedPayment_ReplaysTheDecline()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var first = await sandbox.PostAsync("/v1/payment_intents", Decline, "k1");
        var second = await sandbox.PostAsync("/v1/payment_intents", Decline, "k1");

        Assert.Equal((402, 402), (first.Status, second.Status));
        Assert.Equal(first.Body.ToJsonString(), second.Body.ToJsonString());
        Assert.Single((await sandbox.GetAsync("/v1/charges")).Body["data"]!.AsArray());
    }

    [Fact]
    public async Task Key_OfAServerError_ReplaysTheError()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.PostAsync("/_sandbox/faults", "path=/v1/customers&kind=server_error");

        Assert.Equal(500, (await sandbox.PostAsync("/v1/customers", "name=A", "k1")).Status);
        Assert.Equal(500, (await sandbox.PostAsync("/v1/customers", "name=A", "k1")).Status);
        Assert.Equal(200, (await sandbox.PostAsync("/v1/customers", "name=A", "k2")).Status);
    }

    [Fact]
    public async Task Key_OfAnInvalidCall_IsNotKept()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        Assert.Equal(400, (await sandbox.PostAsync("/v1/payment_intents", "amount=2000", "k1")).Status);
        Assert.Equal(200, (await sandbox.PostAsync("/v1/payment_intents", "amount=2000&currency=usd", "k1")).Status);
    }

    [Fact]
    public async Task Key_SentWhileTheFirstRuns_IsAConflict()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.PostAsync("/_sandbox/faults", "path=/v1/customers&kind=delay&milliseconds=1500");

        var slow = sandbox.PostAsync("/v1/customers", "name=A", "k1");
        int Twin() => sandbox.PostAsync("/v1/customers", "name=A", "k1").GetAwaiter().GetResult().Status;
        // The twin may arrive first and be the one that waits; either way exactly one of them is refused.
        var twin = await Task.Run(Twin);
        var statuses = new[] { (await slow).Status, twin };

        Assert.Equal([200, 409], statuses.Order());
    }

    [Fact]
    public async Task Key_AfterADay_RunsAgain()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var first = await sandbox.PostAsync("/v1/customers", "name=A", "k1");

        sandbox.Server.ClockOffset = TimeSpan.FromHours(25);

        Assert.NotEqual((string?)first.Body["id"], (string?)(await sandbox.PostAsync("/v1/customers", "name=A", "k1")).Body["id"]);
    }

    [Fact]
    public async Task Key_LongerThan255_IsRefused()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        Assert.Equal(400, (await sandbox.PostAsync("/v1/customers", "name=A", new string('k', 256))).Status);
        Assert.Equal(200, (await sandbox.PostAsync("/v1/customers", "name=A", new string('k', 255))).Status);
    }
}
