using System.Text;
using Billing.Service.Ports;
using Billing.Units;
using Stripe;
using Stripe.Checkout;

namespace Billing.Gateway;

/// <summary>
/// Turns a webhook's body into a notice. A notice carries ids only: what they stand for is read back from Stripe, so an
/// event of another API version, an old snapshot or a duplicate can't tell the ledger anything wrong.
/// </summary>
internal sealed class StripeWebhooks(StripeConnection connection, TimeProvider realTime)
{
    private const long ToleranceSeconds = 300;

    public WebhookNotice? Verify(ReadOnlyMemory<byte> body, string? signature, out string? rejectedBecause)
    {
        rejectedBecause = Objection(Encoding.UTF8.GetString(body.Span), signature);
        if (rejectedBecause is not null)
            return null;
        try
        {
            var received = Parse(body);
            if (received.Livemode == connection.LiveMode)
                return Notice(received);
            rejectedBecause = received.Livemode ? "a live event, but a test key is configured" : "a test event, but a live key is configured";
        }
        catch (StripeException unreadable)
        {
            rejectedBecause = unreadable.Message;
        }

        return null;
    }

    public static WebhookNotice Read(ReadOnlyMemory<byte> body) => Notice(Parse(body));

    /// <summary>Why no secret vouches for the body; null when one does.</summary>
    private string? Objection(string body, string? signature)
    {
        if (string.IsNullOrEmpty(signature))
            return "no signature";
        var objection = "no signing secret is configured";
        foreach (var secret in connection.WebhookSecrets)
        {
            try
            {
                EventUtility.ValidateSignature(body, signature, secret, ToleranceSeconds, realTime.GetUtcNow().ToUnixTimeSeconds());
                return null;
            }
            catch (StripeException refused)
            {
                objection = refused.Message;
            }
        }

        return objection;
    }

    private static Event Parse(ReadOnlyMemory<byte> body) =>
        EventUtility.ParseEvent(Encoding.UTF8.GetString(body.Span), throwOnApiVersionMismatch: false) is { Id: not null, Type: not null } received
            ? received
            : throw new StripeException("the body is no event");

    private static WebhookNotice Notice(Event received)
    {
        var (subject, id, customer) = received.Data?.Object switch
        {
            Session about => (NoticeSubject.Checkout, about.Id, about.CustomerId),
            PaymentIntent about => (NoticeSubject.Payment, about.Id, about.CustomerId),
            Charge { PaymentIntentId: { } payment } about => (NoticeSubject.Payment, payment, about.CustomerId),
            Refund { PaymentIntentId: { } payment } => (NoticeSubject.Payment, payment, null),
            _ => (NoticeSubject.Other, (string?)null, (string?)null),
        };
        return new WebhookNotice(received.Id, received.Type, Instant.From(new DateTimeOffset(received.Created, TimeSpan.Zero)), subject, id, customer);
    }
}
