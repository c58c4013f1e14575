using Billing.Gateway;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Stripe.Sandbox;

namespace BillingPortal.Portal.Webhooks;

/// <summary>
/// Registers the portal's webhook with the sandbox. Which endpoint it was is kept, its signing secret is not: the sandbox is
/// this process's own and tells it again, so no secret lies in the ledger's file or in a backup.
/// </summary>
public sealed class WebhookSecret(WebhookRegistration registration, Writer writer, BillingReader reader)
{
    private const string Setting = "sandbox_webhook_endpoint";

    public async Task Register(SandboxServer sandbox, Uri portal, CancellationToken cancel)
    {
        var url = new Uri(portal, StripeWebhook.Path).ToString();
        string? known;
        await using (var db = reader.OpenContext()) known = db.Settings.FirstOrDefault(s => s.Key == Setting)?.Value;
        var kept = known is not null && sandbox.WebhookSecretOf(url) is { } secret ? $"{known} {secret}" : known;
        var registered = (await registration.Ensure(url, kept, cancel)).Split(' ')[0];
        if (registered == known) return;
        await writer.Run(scope =>
        {
            if (scope.Db.Settings.FirstOrDefault(s => s.Key == Setting) is { } row) row.Value = registered;
            else scope.Db.Settings.Add(new SettingRow { Key = Setting, Value = registered });
            return true;
        }, cancel);
    }
}
