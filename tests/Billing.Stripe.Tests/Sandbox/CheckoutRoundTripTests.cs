using Stripe;
using Stripe.Checkout;

namespace Billing.Stripe.Tests.Sandbox;

public sealed class CheckoutRoundTripTests
{
    [Fact]
    public async Task Session_PaidWithGoodCard_IsCompleteAndTellsItsEndpoint()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        var endpoint = await new WebhookEndpointService(sandbox.Client).CreateAsync(new WebhookEndpointCreateOptions { Url = receiver.Url, EnabledEvents = ["*"] });
        var customer = await new CustomerService(sandbox.Client).CreateAsync(new CustomerCreateOptions { Email = "mara@halden.example", Name = "Halden" });
        var sessions = new SessionService(sandbox.Client);

        var session = await sessions.CreateAsync(Order(customer.Id));
        Assert.Equal(("open", "unpaid", 5000, null), (session.Status, session.PaymentStatus, session.AmountTotal, session.PaymentIntentId));
        Assert.StartsWith(sandbox.Server.Address + "/c/pay/cs_test_", session.Url);
        Assert.Null(sandbox.Server.PaySession(session.Id, "4242 4242 4242 4242"));

        var paid = await sessions.GetAsync(session.Id, new SessionGetOptions { Expand = ["payment_intent.latest_charge", "line_items"] });
        Assert.Equal(("complete", "paid", null), (paid.Status, paid.PaymentStatus, paid.Url));
        Assert.Equal((5000, "succeeded", "order 7"), (paid.PaymentIntent.AmountReceived, paid.PaymentIntent.Status, paid.PaymentIntent.Metadata["payment"]));
        Assert.Equal("order 7", paid.PaymentIntent.LatestCharge.Metadata["payment"]);
        Assert.Equal("5,000 credits", Assert.Single(paid.LineItems).Description);

        var expected = new[] { "customer.created", "payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed", "charge.updated" };
        await Eventually.HoldsAsync(() => receiver.Received.Count == expected.Length, "delivery of six events");
        Assert.Equal(expected, receiver.Types);
        foreach (var (body, signature) in receiver.Received)
            Assert.NotNull(EventUtility.ConstructEvent(body, signature, endpoint.Secret).Data.Object);

        var completed = receiver.Received.Select(r => EventUtility.ParseEvent(r.Body)).Single(e => e.Type == EventTypes.CheckoutSessionCompleted);
        Assert.Equal(session.Id, Assert.IsType<Session>(completed.Data.Object).Id);
    }

    [Theory]
    [InlineData("4000000000000002", "Your card was declined.", "card_declined", "generic_decline")]
    [InlineData("4000000000009995", "Your card has insufficient funds.", "card_declined", "insufficient_funds")]
    [InlineData("4000000000000069", "Your card has expired.", "expired_card", null)]
    [InlineData("4000000000000127", "Your card's security code is incorrect.", "incorrect_cvc", null)]
    [InlineData("4000000000000119", "An error occurred while processing your card. Try again in a little bit.", "processing_error", null)]
    [InlineData("4000008400001629", "Your card was declined.", "card_declined", "generic_decline")]
    public async Task Session_PaidWithBadCard_StaysOpenUntilPaid(string card, string message, string code, string? reason)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var sessions = new SessionService(sandbox.Client);
        var session = await sessions.CreateAsync(Order(null));

        Assert.Equal(message, sandbox.Server.PaySession(session.Id, card));
        var refused = await sessions.GetAsync(session.Id, new SessionGetOptions { Expand = ["payment_intent"] });
        Assert.Equal(("open", "unpaid", "requires_payment_method"), (refused.Status, refused.PaymentStatus, refused.PaymentIntent.Status));
        Assert.Equal((code, reason), (refused.PaymentIntent.LastPaymentError.Code, refused.PaymentIntent.LastPaymentError.DeclineCode));

        Assert.Null(sandbox.Server.PaySession(session.Id, "5555555555554444"));
        var paid = await sessions.GetAsync(session.Id);
        Assert.Equal((refused.PaymentIntentId, "paid"), (paid.PaymentIntentId, paid.PaymentStatus));
    }

    [Fact]
    public async Task Session_PaidTwice_MovesMoneyOnce()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = await sandbox.OpenSessionAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Assert.Null(sandbox.Server.PaySession(id, "4242424242424242")))));

        Assert.Single(((await sandbox.GetAsync("/v1/charges")).Body["data"] as System.Text.Json.Nodes.JsonArray)!);
    }

    [Fact]
    public async Task Session_PastItsTime_ExpiresAndCannotBePaid()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var sessions = new SessionService(sandbox.Client);
        var session = await sessions.CreateAsync(Order(null));

        sandbox.Server.ClockOffset = TimeSpan.FromHours(24);

        Assert.Equal(("expired", null), ((await sessions.GetAsync(session.Id)) is var s ? (s.Status, s.Url) : default));
        Assert.Equal("The session is no longer open.", sandbox.Server.PaySession(session.Id, "4242424242424242"));
        var expired = await new EventService(sandbox.Client).ListAsync(new EventListOptions { Type = EventTypes.CheckoutSessionExpired });
        Assert.Equal(session.Id, ((Session)Assert.Single(expired).Data.Object).Id);
    }

    [Fact]
    public async Task Session_Expired_IsClosedOnceOnly()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var sessions = new SessionService(sandbox.Client);
        var session = await sessions.CreateAsync(Order(null));

        Assert.Equal("expired", (await sessions.ExpireAsync(session.Id)).Status);
        var refused = await Assert.ThrowsAsync<StripeException>(() => sessions.ExpireAsync(session.Id));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.HttpStatusCode);
    }

    [Fact]
    public async Task Clock_SetBack_DatesObjectsInThePast()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.ClockOffset = TimeSpan.FromDays(-90);

        var customer = await new CustomerService(sandbox.Client).CreateAsync(new CustomerCreateOptions { Name = "Early" });

        Assert.InRange(customer.Created, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-90).AddMinutes(-1), TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-90).AddMinutes(1));
    }

    [Theory]
    [InlineData(-10.5, -11)]
    [InlineData(-10, -10)]
    [InlineData(10.5, 10)]
    public async Task Clock_SetByPartOfASecond_IsNeverAheadOfWhatItFollows(double seconds, int stands)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        sandbox.Server.ClockOffset = TimeSpan.FromSeconds(seconds);

        Assert.Equal(TimeSpan.FromSeconds(stands), sandbox.Server.ClockOffset);
    }

    internal static SessionCreateOptions Order(string? customer) => new()
    {
        Mode = "payment",
        Customer = customer,
        SuccessUrl = "http://127.0.0.1:1/done?session={CHECKOUT_SESSION_ID}",
        CancelUrl = "http://127.0.0.1:1/credits",
        ClientReferenceId = "order 7",
        PaymentIntentData = new() { Metadata = new() { ["payment"] = "order 7" } },
        LineItems = [new() { Quantity = 1, PriceData = new() { Currency = "eur", UnitAmount = 5000, ProductData = new() { Name = "5,000 credits" } } }],
    };
}
