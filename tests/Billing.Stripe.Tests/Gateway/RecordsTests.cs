using Billing.Service.Ports;
using Billing.Stripe.Tests.Sandbox;
using static Billing.Stripe.Tests.Gateway.ConnectedGateway;

namespace Billing.Stripe.Tests.Gateway;

public sealed class RecordsTests
{
    [Fact]
    public async Task Records_FromAnInstantOn_AreReadToTheirEnd()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        await stripe.PaidAsync();
        stripe.Sandbox.Server.ClockOffset = TimeSpan.FromHours(1);
        var since = stripe.Now.Plus(TimeSpan.FromMinutes(-30));
        var paid = new List<string>();
        for (var i = 0; i < 3; i++)
            paid.Insert(0, await stripe.PaidAsync());
        var refund = await stripe.Sandbox.CreateAsync("refunds", $"payment_intent={paid[0]}");
        var dispute = stripe.Sandbox.Server.OpenDispute(paid[1]);
        var session = await stripe.Sandbox.OpenSessionAsync();
        stripe.Sandbox.Server.PaySession(session, "4242424242424242");

        var payments = await stripe.Records.Payments(since, CancellationToken.None).ToListAsync();
        Assert.Equal(paid, payments.Skip(1).Select(p => p.Id));
        Assert.Equal(refund.Text("id"), Assert.Single(payments[1].Refunds).Id);
        Assert.True(payments[2].Disputed);
        Assert.Equal(refund.Text("id"), Assert.Single(await stripe.Records.Refunds(since, CancellationToken.None).ToListAsync()).Id);
        Assert.Equal(dispute, Assert.Single(await stripe.Records.Disputes(since, CancellationToken.None).ToListAsync()).Id);
        var checkout = Assert.Single(await stripe.Records.Checkouts(since, CancellationToken.None).ToListAsync());
        Assert.Equal((session, true, "Visa 4242"), (checkout.Id, checkout.Paid, checkout.Method));
    }

    [Fact]
    public async Task Events_ReadBack_AreWhatAWebhookWouldHaveBrought()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        await stripe.Get<Billing.Gateway.WebhookRegistration>().Ensure(receiver.Url, null, CancellationToken.None);
        var paid = await stripe.PaidAsync();
        await stripe.Sandbox.CreateAsync("refunds", $"payment_intent={paid}");
        await Eventually.HoldsAsync(() => receiver.Types.Contains("refund.created"), "notice of the refund");

        var read = await stripe.Records.Events(stripe.Now.Plus(TimeSpan.FromMinutes(-5)), CancellationToken.None).ToListAsync();

        Assert.Contains("payment_intent.succeeded", read.Select(e => e.Type));
        Assert.DoesNotContain("charge.succeeded", read.Select(e => e.Type));
        await Eventually.HoldsAsync(() => receiver.Received.Count >= read.Count, "notice of every event");
        var delivered = receiver.Received.Select(r => stripe.Payments.ReadWebhook(System.Text.Encoding.UTF8.GetBytes(r.Body))).OrderBy(n => n.EventId);
        Assert.Equal(delivered, read.Select(e => stripe.Payments.ReadWebhook(e.Body)).OrderBy(n => n.EventId));
        Assert.All(read, e => Assert.Equal(e.Id, stripe.Payments.ReadWebhook(e.Body).EventId));
    }

    [Fact]
    public async Task Events_OverSeveralPages_AreAllRead()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        for (var i = 0; i < 60; i++)
            await stripe.Sandbox.PaidAsync();

        var read = await stripe.Records.Events(stripe.Now.Plus(TimeSpan.FromMinutes(-5)), CancellationToken.None).ToListAsync();

        Assert.Equal(60, read.Count(e => e.Type == "payment_intent.succeeded"));
        Assert.Equal(read.Count, read.Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task Event_OfACardTakenOffFile_StillSaysWhoseItWas()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var customer = await stripe.CustomerAsync();
        var card = await stripe.CardAsync(customer);
        Done(await stripe.Cards.RemoveCard(card, Key(), CancellationToken.None));

        var taken = await stripe.Records.Events(stripe.Now.Plus(TimeSpan.FromMinutes(-5)), CancellationToken.None).FirstAsync(e => e.Type == "payment_method.detached");

        var notice = stripe.Payments.ReadWebhook(taken.Body);
        Assert.Equal((NoticeSubject.Card, card, customer), (notice.Subject, notice.Id, notice.Customer));
    }

    [Fact]
    public async Task Records_WhileStripeIsAway_ThrowByThatName()
    {
        var stripe = await ConnectedGateway.StartAsync();
        await stripe.Sandbox.DisposeAsync();

        await Assert.ThrowsAsync<GatewayAwayException>(async () => await stripe.Records.Payments(default, CancellationToken.None).ToListAsync());
        await Assert.ThrowsAsync<GatewayAwayException>(async () => await stripe.Records.Events(default, CancellationToken.None).ToListAsync());
    }
}
