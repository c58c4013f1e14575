using System.Text;
using Billing.Service.Storage.Portal;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace BillingPortal.Portal.Account;

/// <summary>The links in account mails, and reading them back.</summary>
public sealed class AccountLinks(UserManager<PortalUser> users)
{
    public async Task<string> Confirmation(PortalUser user) =>
        Link(PortalUrls.ConfirmEmail, user, await users.GenerateEmailConfirmationTokenAsync(user));

    public async Task<string> Reset(PortalUser user) =>
        Link(PortalUrls.ResetPassword, user, await users.GeneratePasswordResetTokenAsync(user));

    /// <summary>The token of a link, or null for what is none.</summary>
    public static string? TokenOf(string? code)
    {
        try
        {
            return string.IsNullOrEmpty(code) ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(code));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Link(string page, PortalUser user, string token) =>
        $"{page}?user={user.Id:N}&code={WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token))}";
}
