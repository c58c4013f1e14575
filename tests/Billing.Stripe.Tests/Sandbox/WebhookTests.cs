using Stripe;
using Stripe.Checkout;

namespace Billing.Stripe.Tests.Sandbox;

public sealed class WebhookTests
{
    [Fact]
    public async Task Delivery_Refused_IsTriedAgainWithAFreshSignature()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Status = 302;
        var endpoint = await RegisterAsync(sandbox, receiver, "customer.created");
        await sandbox.PostAsync("/v1/customers", "name=A");
        await Eventually.HoldsAsync(() => receiver.Received.Count >= 2, "second attempt");

        receiver.Status = 200;
        await Eventually.HoldsAsync(() => sandbox.Server.UndeliveredWebhooks == 0, "accepted delivery");

        Assert.Single(receiver.Received.Select(r => r.Body).Distinct());
        Assert.True(receiver.Received.Select(r => r.Signature).Distinct().Count() > 1);
        Assert.All(receiver.Received, r => EventUtility.ValidateSignature(r.Body, r.Signature, endpoint.Secret));
    }

    [Fact]
    public async Task Event_Redelivered_KeepsItsId()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        await RegisterAsync(sandbox, receiver, "customer.created");
        await sandbox.PostAsync("/v1/customers", "name=A");
        var happened = Assert.Single(await new EventService(sandbox.Client).ListAsync());

        Assert.Equal(5, (int)(await sandbox.PostAsync($"/_sandbox/events/{happened.Id}/redeliver", "times=5")).Body["queued"]!);
        await Eventually.HoldsAsync(() => receiver.Received.Count == 6, "six deliveries");

        Assert.All(receiver.Received, r => Assert.Equal(happened.Id, EventUtility.ParseEvent(r.Body).Id));
    }

    [Fact]
    public async Task Sandbox_KilledBeforeDelivery_DeliversAfterItsNextStart()
    {
        var after = Directory.CreateTempSubdirectory("sandbox-after-");
        try
        {
            await using var receiver = await WebhookReceiver.StartAsync();
            receiver.Status = 503;
            string session;
            await using (var sandbox = await TestSandbox.StartAsync())
            {
                await RegisterAsync(sandbox, receiver, EventTypes.CheckoutSessionCompleted);
                session = await sandbox.OpenSessionAsync();
                sandbox.Server.PaySession(session, "4242424242424242");
                // What a kill leaves: the files as they are now, the log not yet folded in.
                foreach (var file in Directory.GetFiles(sandbox.Folder))
                    File.Copy(file, Path.Combine(after.FullName, Path.GetFileName(file)));
            }

            receiver.Received.Clear();
            receiver.Status = 200;
            await using var restarted = await TestSandbox.StartAsync(after.FullName);
            await Eventually.HoldsAsync(() => restarted.Server.UndeliveredWebhooks == 0, "delivery after the restart");

            Assert.NotEmpty(receiver.Received);
            Assert.All(receiver.Received, r => Assert.Equal(session, ((Session)EventUtility.ParseEvent(r.Body).Data.Object).Id));
            Assert.Equal("paid", (await new SessionService(restarted.Client).GetAsync(session)).PaymentStatus);
            Assert.NotNull(restarted.Server.WebhookSecretOf(receiver.Url));
        }
        finally
        {
            after.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Sandbox_StartedAgain_AnswersAtItsOldAddressWhereThatIsFree()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-again-");
        try
        {
            var first = await TestSandbox.StartAsync(folder.FullName);
            await first.DisposeAsync();
            await using var second = await TestSandbox.StartAsync(folder.FullName);
            Assert.Equal(first.Server.Address, second.Server.Address);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Endpoint_ForOneType_GetsOnlyThatType()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        await RegisterAsync(sandbox, receiver, EventTypes.PaymentIntentSucceeded);

        sandbox.Server.PaySession(await sandbox.OpenSessionAsync(), "4242424242424242");
        await Eventually.HoldsAsync(() => sandbox.Server.UndeliveredWebhooks == 0 && !receiver.Received.IsEmpty, "delivery");

        Assert.Equal([EventTypes.PaymentIntentSucceeded], receiver.Types);
    }

    private static Task<WebhookEndpoint> RegisterAsync(TestSandbox sandbox, WebhookReceiver receiver, params string[] types) =>
        new WebhookEndpointService(sandbox.Client).CreateAsync(new WebhookEndpointCreateOptions { Url = receiver.Url, EnabledEvents = [.. types] });
}
