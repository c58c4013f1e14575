using Billing.Service.Storage.Portal;
using BillingPortal.Portal.Mails;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace BillingPortal.Portal.Account;

public sealed partial class ResetPassword(UserManager<PortalUser> users, SignInStore signIns, AccountMails mails, NavigationManager navigation)
{
    private const string LinkIsDead = "The link is used or too old. Ask for another.";

    private string? _problem;

    [SupplyParameterFromForm] public PasswordInput Input { get; set; } = null!;

    [SupplyParameterFromQuery] public string? User { get; set; }

    [SupplyParameterFromQuery] public string? Code { get; set; }

    protected override void OnInitialized() => Input ??= new PasswordInput();

    private async Task Submit()
    {
        if (AccountLinks.TokenOf(Code) is not { } token || await users.FindByIdAsync(User ?? "") is not { } user)
        {
            _problem = LinkIsDead;
            return;
        }
        var reset = await users.ResetPasswordAsync(user, token, Input.Password);
        if (!reset.Succeeded)
        {
            _problem = reset.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.InvalidToken)) ? LinkIsDead : reset.Errors.First().Description;
            return;
        }
        // The link came by mail, so the address is proved and the door may open again.
        user.EmailConfirmed = true;
        user.LockoutEnd = null;
        user.AccessFailedCount = 0;
        await users.UpdateAsync(user);
        await signIns.EndAll(user.Id, CancellationToken.None);
        await mails.Changed(user, "Your password was changed by a link that we sent to this address.");
        navigation.NavigateTo($"{PortalUrls.SignIn}?changed=true");
    }
}
