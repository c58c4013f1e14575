using System.Text;
using Billing.Gateway;
using Stripe;

namespace Billing.Stripe.Tests.Gateway;

public sealed class WebhookModeTests
{
    [Theory]
    [InlineData("sk_test_1", "false", true)]
    [InlineData("sk_test_1", "true", false)]
    [InlineData("sk_live_1", "true", true)]
    [InlineData("sk_live_1", "false", false)]
    public void Event_OfTheOtherMode_IsRejected(string key, string livemode, bool accepted) =>
        Assert.Equal(accepted, Verify(key, Event(livemode), "whsec_now_in_use", out _));

    [Theory]
    [InlineData("whsec_now_in_use", true)]
    [InlineData("whsec_before_that", true)]
    [InlineData("whsec_of_nobody", false)]
    public void Signature_OfEitherSecret_IsAccepted(string secret, bool accepted) =>
        Assert.Equal(accepted, Verify("sk_test_1", Event("false"), secret, out _));

    [Fact]
    public void Event_OfAnotherTrain_IsReadByItsIds()
    {
        var notice = StripeWebhooks.Read(Encoding.UTF8.GetBytes(Event("false").Replace("dahlia", "endive")));

        Assert.Equal((true, false, "pi_1"), (notice.OtherVersion, notice.Unread, notice.Id));
    }

    [Theory]
    [InlineData("""{"object":"payment_intent","id":{"was":"a text"}}""")]
    [InlineData("""{"object":"payment_renamed","id":"pi_1"}""")]
    public void Event_OfAnotherTrainInAnotherShape_IsKeptToBeReadLater(string about)
    {
        var body = Event("false").Replace("dahlia", "endive").Replace("""{"object":"payment_intent","id":"pi_1"}""", about);

        Assert.True(Verify("sk_test_1", body, "whsec_now_in_use", out _));
        var notice = StripeWebhooks.Read(Encoding.UTF8.GetBytes(body));
        Assert.Equal(("evt_1", "payment_intent.succeeded", true), (notice.EventId, notice.Type, notice.Unread));
    }

    [Fact]
    public void Event_OfAConnectedAccount_IsRejected() =>
        Assert.False(Verify("sk_test_1", Event("false").Replace("\"id\":\"evt_1\"", "\"id\":\"evt_1\",\"account\":\"acct_other\""), "whsec_now_in_use", out _));

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("{}")]
    public void SignedBody_ThatIsNoEvent_IsRejected(string body)
    {
        Assert.False(Verify("sk_test_1", body, "whsec_now_in_use", out var reason));
        Assert.NotNull(reason);
    }

    private static bool Verify(string key, string body, string secret, out string? reason)
    {
        using var connection = new StripeConnection(new StripeOptions { SecretKey = key, WebhookSecret = "whsec_now_in_use", PreviousWebhookSecret = "whsec_before_that" });
        var webhooks = new StripeWebhooks(connection, TimeProvider.System);
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        return webhooks.Verify(Encoding.UTF8.GetBytes(body), $"t={stamp},v1={EventUtility.ComputeSignature(secret, stamp, body)}", out reason) is not null;
    }

    private static string Event(string livemode) => """
        {"id":"evt_1","object":"event","api_version":"2026-07-29.dahlia","created":1800000000,"livemode":LIVEMODE,"type":"payment_intent.succeeded",
         "data":{"object":{"object":"payment_intent","id":"pi_1"}}}
        """.Replace("LIVEMODE", livemode);
}
