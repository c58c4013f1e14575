using System.Text.Json.Nodes;
using Stripe;
using Stripe.Sandbox;

namespace Billing.Stripe.Tests.Sandbox;

/// <summary>Deliveries in every way that Stripe allows itself.</summary>
public sealed class WebhookDisturbanceTests
{
    [Fact]
    public async Task Deliveries_Held_ComeInTheOrderGiven()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        sandbox.Server.HoldWebhooks();
        await ListenAsync(sandbox, receiver);
        sandbox.Server.PaySession(await sandbox.OpenSessionAsync(), "4242424242424242");
        Assert.Equal(("payment_intent.created", 5, 0), (sandbox.Server.HeldWebhooks[0].Type, sandbox.Server.HeldWebhooks.Count, sandbox.Server.UndeliveredWebhooks));

        Assert.Equal(5, sandbox.Server.ReleaseWebhooks(["checkout.session.completed", "payment_intent.succeeded"]));
        await Eventually.HoldsAsync(() => sandbox.Server.UndeliveredWebhooks == 0, "delivery of all");

        Assert.Equal(["checkout.session.completed", "payment_intent.succeeded", "payment_intent.created", "charge.succeeded", "charge.updated"], receiver.Types);
        await sandbox.CustomerAsync();
        await Eventually.HoldsAsync(() => receiver.Types.Contains("customer.created"), "delivery after the hold");
    }

    [Fact]
    public async Task Deliveries_Duplicated_CarryOneIdAndTwinsAnother()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        await ListenAsync(sandbox, receiver);
        sandbox.Server.DisturbWebhooks(receiver.Url, new WebhookDisturbance { Duplicates = 1, Twins = true });

        await sandbox.CustomerAsync();
        await Eventually.HoldsAsync(() => receiver.Received.Count == 4, "four deliveries");

        var bodies = receiver.Received.Select(r => JsonNode.Parse(r.Body)!).ToList();
        Assert.Equal(2, bodies.Select(b => b.Text("id")).Distinct().Count());
        Assert.Single(bodies.Select(b => b.Text("data.object.id")).Distinct());
        Assert.Equal(2, (await sandbox.ReadAsync("events"))["data"]!.AsArray().Count);
    }

    [Fact]
    public async Task Deliveries_Shuffled_AreShuffledAlikeByOneSeed()
    {
        async Task<List<string>> Run(int? seed)
        {
            await using var sandbox = await TestSandbox.StartAsync();
            await using var receiver = await WebhookReceiver.StartAsync();
            await ListenAsync(sandbox, receiver);
            sandbox.Server.DisturbWebhooks(receiver.Url, new WebhookDisturbance { ReorderSeed = seed });
            sandbox.Server.PaySession(await sandbox.OpenSessionAsync(), "4242424242424242");
            await Eventually.HoldsAsync(() => receiver.Received.Count == 5, "five deliveries");
            return [.. receiver.Types];
        }

        var (straight, shuffled, again) = (await Run(null), await Run(7), await Run(7));

        Assert.Equal(shuffled, again);
        Assert.NotEqual(straight, shuffled);
        Assert.Equal(straight.Order(), shuffled.Order());
    }

    [Fact]
    public async Task Deliveries_Dropped_ComeByReplayOnly()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        await ListenAsync(sandbox, receiver);
        sandbox.Server.DisturbWebhooks(receiver.Url, new WebhookDisturbance { DropNext = 2 });
        var start = sandbox.Server.Now;

        foreach (var _ in Enumerable.Range(0, 3))
            await sandbox.CustomerAsync();
        await Eventually.HoldsAsync(() => !receiver.Received.IsEmpty && sandbox.Server.UndeliveredWebhooks == 0, "the third delivery");
        Assert.Single(receiver.Received);

        Assert.Equal(3, sandbox.Server.ReplayEvents(start, sandbox.Server.Now));
        await Eventually.HoldsAsync(() => receiver.Received.Count == 4, "the replay");
        Assert.Equal(3, sandbox.Server.EventsSince(start, "customer.created").Count);
    }

    [Fact]
    public async Task Secret_BeingRolled_SignsBesideTheOldOne()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        var old = await ListenAsync(sandbox, receiver);

        var fresh = sandbox.Server.RollWebhookSecret(receiver.Url, TimeSpan.FromHours(24));
        await sandbox.CustomerAsync();
        await Eventually.HoldsAsync(() => receiver.Received.Count == 1, "delivery under both secrets");
        sandbox.Server.RollWebhookSecret(receiver.Url, TimeSpan.Zero);
        await sandbox.CustomerAsync();
        await Eventually.HoldsAsync(() => receiver.Received.Count == 2, "delivery under the newest secret");

        var (both, newest) = (receiver.Received.First(), receiver.Received.Last());
        EventUtility.ValidateSignature(both.Body, both.Signature, old);
        EventUtility.ValidateSignature(both.Body, both.Signature, fresh);
        Assert.Throws<StripeException>(() => EventUtility.ValidateSignature(newest.Body, newest.Signature, fresh));
        EventUtility.ValidateSignature(newest.Body, newest.Signature, sandbox.Server.WebhookSecretOf(receiver.Url)!);
    }

    [Fact]
    public async Task Delivery_OfAnotherTrain_SaysSo()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var quiet = await WebhookReceiver.StartAsync();
        await ListenAsync(sandbox, receiver);
        await ListenAsync(sandbox, quiet);
        sandbox.Server.DisturbWebhooks(receiver.Url, new WebhookDisturbance { ApiVersion = "2025-09-30.clover" });

        await sandbox.CustomerAsync();
        await Eventually.HoldsAsync(() => receiver.Received.Count == 1 && quiet.Received.Count == 1, "both deliveries");

        Assert.Equal("2025-09-30.clover", JsonNode.Parse(receiver.Received.Single().Body)!.Text("api_version"));
        Assert.Equal(SandboxServer.ApiVersion, JsonNode.Parse(quiet.Received.Single().Body)!.Text("api_version"));
    }

    [Fact]
    public async Task Endpoint_Disabled_HearsNothingUntilEnabled()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        await ListenAsync(sandbox, receiver);
        var id = (await sandbox.ReadAsync("webhook_endpoints"))["data"]![0]!.Text("id");

        var disabled = await sandbox.CreateAsync($"webhook_endpoints/{id}", "disabled=true");
        Assert.Equal(("disabled", null), (disabled.Text("status"), disabled.Text("secret")));
        await sandbox.CustomerAsync();
        await sandbox.CreateAsync($"webhook_endpoints/{id}", "disabled=false&enabled_events[]=customer.updated&enabled_events[]=customer.created");
        await sandbox.CustomerAsync();
        await Eventually.HoldsAsync(() => sandbox.Server.UndeliveredWebhooks == 0 && !receiver.Received.IsEmpty, "delivery after enabling");

        Assert.Single(receiver.Received);
    }

    private static async Task<string> ListenAsync(TestSandbox sandbox, WebhookReceiver receiver) =>
        (await sandbox.CreateAsync("webhook_endpoints", $"url={receiver.Url}&enabled_events[]=*")).Text("secret")!;
}
