using System.Text;
using System.Text.Json;
using Billing.Service.Ports;
using Stripe;

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
        var text = Encoding.UTF8.GetString(body.Span);
        rejectedBecause = Objection(text, signature);
        if (rejectedBecause is not null)
            return null;
        if (EventEnvelope.Open(text) is not { } envelope)
        {
            rejectedBecause = "the body is no event";
            return null;
        }

        rejectedBecause = envelope switch
        {
            { Live: true } when !connection.LiveMode => "a live event, but a test key is configured",
            { Live: false } when connection.LiveMode => "a test event, but a live key is configured",
            { Account: not null } => "an event of another account",
            _ => null,
        };
        return rejectedBecause is null ? Notice(envelope, text) : null;
    }

    /// <exception cref="StripeException">It is no event.</exception>
    public static WebhookNotice Read(ReadOnlyMemory<byte> body)
    {
        var text = Encoding.UTF8.GetString(body.Span);
        return EventEnvelope.Open(text) is { } envelope ? Notice(envelope, text) : throw new StripeException("the body is no event");
    }

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

    private static WebhookNotice Notice(EventEnvelope envelope, string body)
    {
        var (subject, id, customer) = Subject(body);
        // A card that was taken off file no longer says whose it was; what changed does.
        if (subject == NoticeSubject.Card)
            customer ??= FormerCustomer(body);
        var otherVersion = !envelope.IsOfOurVersion;
        return new WebhookNotice(envelope.Id, envelope.Type, StripeFields.At(envelope.Created), subject ?? NoticeSubject.Other, id, customer)
        {
            OtherVersion = otherVersion,
            Unread = subject is null || (otherVersion && subject == NoticeSubject.Other && ListenedEvents.All.Contains(envelope.Type)),
        };
    }

    /// <summary>What it is about; no subject where the object has another shape than this version's.</summary>
    private static (NoticeSubject? Subject, string? Id, string? Customer) Subject(string body)
    {
        try
        {
            return NoticeSubjects.Of(EventUtility.ParseEvent(body, throwOnApiVersionMismatch: false).Data?.Object);
        }
        catch (Exception)
        {
            // Whatever the client finds unreadable: the event is genuine and must not be lost.
            return (null, null, null);
        }
    }

    private static string? FormerCustomer(string body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("data").TryGetProperty("previous_attributes", out var before)
            && before.ValueKind == JsonValueKind.Object
            && before.TryGetProperty("customer", out var customer)
            ? customer.GetString()
            : null;
    }
}
