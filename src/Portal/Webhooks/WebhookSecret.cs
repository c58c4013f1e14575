using Billing.Gateway;
using Billing.Service.Metering;
using Billing.Service.Storage;

namespace BillingPortal.Portal.Webhooks;

/// <summary>Registers the portal's webhook with the sandbox and keeps the signing secret, which is told only once.</summary>
public sealed class WebhookSecret(WebhookRegistration registration, Writer writer, BillingReader reader)
{
    private const string Setting = "sandbox_webhook_secret";

    public async Task Register(Uri portal, CancellationToken cancel)
    {
        var url = new Uri(portal, StripeWebhook.Path).ToString();
        string? known;
        await using (var db = reader.OpenContext()) known = db.Settings.FirstOrDefault(s => s.Key == Setting)?.Value;
        var secret = await registration.Ensure(url, known, cancel);
        if (secret == known) return;
        await writer.Run(scope =>
        {
            if (scope.Db.Settings.FirstOrDefault(s => s.Key == Setting) is { } row) row.Value = secret;
            else scope.Db.Settings.Add(new SettingRow { Key = Setting, Value = secret });
            return true;
        }, cancel);
    }
}
