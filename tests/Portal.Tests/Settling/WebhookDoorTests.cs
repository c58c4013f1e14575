using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Billing.Gateway;
using Billing.Service.Flows.Messages;
using Billing.Service.Jobs;
using Billing.Service.Reads;
using Billing.Service.Storage;
using Stripe;

namespace Portal.Tests.Settling;

/// <summary>What the webhook's door lets in, and what becomes of it (B1, B3).</summary>
public sealed class WebhookDoorTests(WebhookDoorTests.Door door) : IClassFixture<WebhookDoorTests.Door>
{
    private const string OtherSecret = "whsec_of_somebody_else";

    [Theory]
    [InlineData("too old", -301)]
    [InlineData("from the future", 301)]
    [InlineData("v0 only", 0)]
    [InlineData("another secret", 0)]
    [InlineData("another body", 0)]
    [InlineData("garbled", 0)]
    [InlineData("none", 0)]
    public async Task Webhook_WithASignatureThatIsNotGood_IsRefusedAndNotKept(string fault, int secondsOff)
    {
        var id = NewId();
        var body = Event(id, "payment_intent.succeeded", "pi_1", "payment_intent");
        var stamp = Stamp(secondsOff);
        var good = EventUtility.ComputeSignature(fault == "another secret" ? OtherSecret : door.Secret, stamp, fault == "another body" ? body + " " : body);
        var signature = fault switch
        {
            "v0 only" => $"t={stamp},v0={good}",
            "garbled" => "t=,v1=,=,;",
            "none" => null,
            _ => $"t={stamp},v1={good}",
        };

        Assert.Equal(HttpStatusCode.BadRequest, await door.Post(body, signature));
        Assert.Null(await door.Row(id));
    }

    [Fact]
    public async Task Webhook_OfTheOtherMode_IsRefused()
    {
        var id = NewId();
        Assert.Equal(HttpStatusCode.BadRequest, await door.Post(Event(id, "payment_intent.succeeded", "pi_1", "payment_intent", live: true)));
        Assert.Null(await door.Row(id));
    }

    [Fact]
    public async Task Webhook_OfMoreThanAMegabyte_IsRefused() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await door.Post(new string(' ', (1 << 20) + 1)));

    [Fact]
    public async Task Webhook_ThatIsNotPosted_IsNoDoor()
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(door.Host.WebhookUrl);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Webhook_OfAnUnknownType_IsKeptAsDone()
    {
        var row = await door.Handled(Event(NewId(), "tax.settings.updated", "txs_1", "tax.settings"));
        Assert.Equal((null, null, 0), (row.LastError, row.Note, row.Body.Length));
    }

    [Fact]
    public async Task Webhook_AboutAnObjectOfSomebodyElse_IsKeptAsNotOurs()
    {
        var row = await door.Handled(Event(NewId(), "checkout.session.completed", "cs_test_of_nobody", "checkout.session"));
        Assert.StartsWith("Not ours", row.Note, StringComparison.Ordinal);
        Assert.Equal(1, row.Attempts);
    }

    [Fact]
    public async Task Webhook_ThatThisVersionCannotRead_WaitsAsItCame()
    {
        var id = NewId();
        var body = Event(id, "payment_intent.succeeded", "pi_1", "payment_renamed").Replace("dahlia", "endive");
        Assert.Equal(HttpStatusCode.OK, await door.Post(body));
        await SettlementHost.Until(async () => (await door.Row(id))!.Attempts > 0);

        var row = (await door.Row(id))!;
        Assert.Equal((null, body), (row.HandledAt, Encoding.UTF8.GetString(row.Body)));
        Assert.StartsWith("unreadable", row.LastError, StringComparison.Ordinal);
        Assert.True(row.NotBefore > row.Received);
        var seen = (await door.Host.Get<InboxRead>().Read(CancellationToken.None)).Lines.Single(line => line.EventId == id);
        Assert.Equal(InboxState.Failing, seen.State);
    }

    [Fact]
    public async Task Replay_ByAnOperator_RunsTheEventOnceMore()
    {
        var row = await door.Handled(Event(NewId(), "checkout.session.completed", "cs_test_of_nobody", "checkout.session"));

        Assert.True((await door.Host.Get<ReplayWebhook>().Run(door.Host.Operator, row.EventId, CancellationToken.None)).IsAccepted);
        door.Host.Get<InboxJob>().Wake();
        await SettlementHost.Until(async () => (await door.Row(row.EventId)) is { HandledAt: { } again } && again > row.HandledAt);

        Assert.Equal("not_found", (await door.Host.Get<ReplayWebhook>().Run(door.Host.Operator, "evt_unknown", CancellationToken.None)).Refusal?.Code);
        Assert.Equal("not_permitted", (await door.Host.Get<ReplayWebhook>().Run(new(door.Host.Owner.UserId, "Owner"), row.EventId, CancellationToken.None)).Refusal?.Code);
    }

    [Fact]
    public async Task Secrets_DuringARotation_AreBothAccepted()
    {
        const string rolled = "whsec_rolled_in_this_test";
        door.Host.Get<StripeConnection>().AcceptWebhooksSignedWith(rolled);
        foreach (var secret in new[] { rolled, door.Secret })
        {
            var body = Event(NewId(), "tax.settings.updated", "txs_1", "tax.settings");
            var stamp = Stamp(0);
            Assert.Equal(HttpStatusCode.OK, await door.Post(body, $"t={stamp},v1={EventUtility.ComputeSignature(secret, stamp, body)}"));
        }
    }

    private static string NewId() => $"evt_{Guid.NewGuid():N}";

    private static string Stamp(int secondsOff) => (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + secondsOff).ToString(CultureInfo.InvariantCulture);

    private static string Event(string id, string type, string subject, string kind, bool live = false) => new JsonObject
    {
        ["id"] = id,
        ["object"] = "event",
        ["api_version"] = "2026-07-29.dahlia",
        ["created"] = 1_800_000_000,
        ["livemode"] = live,
        ["type"] = type,
        ["data"] = new JsonObject { ["object"] = new JsonObject { ["object"] = kind, ["id"] = subject } },
    }.ToJsonString();

    public sealed class Door : IAsyncLifetime
    {
        private readonly HttpClient _http = new();

        public SettlementHost Host { get; private set; } = null!;
        public string Secret { get; private set; } = "";

        public async Task InitializeAsync()
        {
            Host = await SettlementHost.Start();
            Secret = Host.Sandbox.WebhookSecretOf(Host.WebhookUrl.ToString())!;
        }

        public Task<HttpStatusCode> Post(string body)
        {
            var stamp = Stamp(0);
            return Post(body, $"t={stamp},v1={EventUtility.ComputeSignature(Secret, stamp, body)}");
        }

        public async Task<HttpStatusCode> Post(string body, string? signature)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Host.WebhookUrl) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            if (signature is not null) request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
            using var answer = await _http.SendAsync(request);
            return answer.StatusCode;
        }

        public async Task<InboxRow?> Row(string id) => (await Host.Inbox()).FirstOrDefault(row => row.EventId == id);

        /// <summary>Posts it twice and waits until it is done.</summary>
        public async Task<InboxRow> Handled(string body)
        {
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await Post(body), await Post(body)));
            var id = System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
            await SettlementHost.Until(async () => (await Row(id))?.HandledAt is not null);
            return (await Row(id))!;
        }

        public async Task DisposeAsync()
        {
            _http.Dispose();
            await Host.DisposeAsync();
        }
    }
}
