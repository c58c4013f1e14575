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
        try
        {
            var received = Parse(text);
            if (received.Livemode == connection.LiveMode)
                return Notice(received, text);
            rejectedBecause = received.Livemode ? "a live event, but a test key is configured" : "a test event, but a live key is configured";
        }
        catch (StripeException unreadable)
        {
            rejectedBecause = unreadable.Message;
        }

        return null;
    }

    public static WebhookNotice Read(ReadOnlyMemory<byte> body)
    {
        var text = Encoding.UTF8.GetString(body.Span);
        return Notice(Parse(text), text);
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

    private static Event Parse(string body) =>
        EventUtility.ParseEvent(body, throwOnApiVersionMismatch: false) is { Id: not null, Type: not null } received
            ? received
            : throw new StripeException("the body is no event");

    private static WebhookNotice Notice(Event received, string body)
    {
        var (subject, id, customer) = NoticeSubjects.Of(received.Data?.Object);
        // A card that was taken off file no longer says whose it was; what changed does.
        if (subject == NoticeSubject.Card)
            customer ??= FormerCustomer(body);
        return new WebhookNotice(received.Id, received.Type, StripeFields.At(received.Created), subject, id, customer);
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
