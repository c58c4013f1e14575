using System.Net;
using Billing.Service.Flows;
using Billing.Service.Ports;
using Billing.Service.Storage.Portal;

namespace BillingPortal.Portal.Mails;

/// <summary>
/// The mails about signing in. One that can't be sent is logged and not reported: the page answers alike for every
/// address, and each of these can be asked for again.
/// </summary>
public sealed class AccountMails(IMailSender mails, PortalAddress address, ILogger<AccountMails> log)
{
    public Task ConfirmAddress(PortalUser to, string path) => Send(to, "Confirm your address",
        "Please confirm that this address is yours. The link works for three hours.", "Confirm this address", path,
        "If you did not create an account, do nothing: without the confirmation nobody can use it.");

    public Task AlreadyRegistered(PortalUser to) => Send(to, "You have an account already",
        "Somebody, probably you, tried to create an account with this address. You have one: sign in, or choose a new password if you forgot yours.",
        "Sign in", PortalUrls.SignIn, "If it was not you, there is nothing to do.");

    public Task ResetPassword(PortalUser to, string path) => Send(to, "Choose a new password",
        "Somebody, probably you, asked for a new password. The link works once, for three hours.", "Choose a new password", path,
        "If it was not you, do nothing: your password stays as it is.");

    /// <param name="what">A whole sentence.</param>
    public Task Changed(PortalUser to, string what) => Send(to, "Your sign-in was changed",
        what, "Look at your account", PortalUrls.Account,
        "If it was not you, choose a new password at once; that ends every other sign-in.");

    private async Task Send(PortalUser to, string subject, string said, string action, string path, string after)
    {
        var link = address.Absolute("/" + path);
        var text = $"Hello {to.DisplayName},\n\n{said}\n\n{action}:\n{link}\n\n{after}\n";
        var html = $"""
            <!doctype html>
            <html lang="en"><body style="font: 15px/1.5 system-ui, sans-serif; max-width: 34em">
            <p>Hello {WebUtility.HtmlEncode(to.DisplayName)},</p>
            <p>{WebUtility.HtmlEncode(said)}</p>
            <p><a href="{WebUtility.HtmlEncode(link)}" style="font-weight: 600">{action}</a></p>
            <p style="font-size: 13px">{WebUtility.HtmlEncode(after)}</p>
            </body></html>
            """;
        try
        {
            await mails.Send(new Mail($"account/{Guid.NewGuid():N}", to.Email!, subject, text, html), CancellationToken.None);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "The mail '{Subject}' to person {Person} could not be sent", subject, to.Id);
        }
    }
}
