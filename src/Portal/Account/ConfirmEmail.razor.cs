using System.ComponentModel.DataAnnotations;
using Billing.Service.Storage.Portal;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace BillingPortal.Portal.Account;

/// <summary>
/// Asks for the password as well: whoever registers a stranger's address would otherwise get an account that its owner
/// confirmed. And a mail scanner that follows the link changes nothing.
/// </summary>
public sealed partial class ConfirmEmail(UserManager<PortalUser> users, PortalSignIn signIn, NavigationManager navigation)
{
    private string? _problem;

    [SupplyParameterFromForm] public PasswordInput Input { get; set; } = null!;

    [SupplyParameterFromQuery] public string? User { get; set; }

    [SupplyParameterFromQuery] public string? Code { get; set; }

    protected override void OnInitialized() => Input ??= new PasswordInput();

    private async Task Submit()
    {
        _problem = "The link is used or too old, or the password is not the one of this account.";
        if (AccountLinks.TokenOf(Code) is not { } token || await users.FindByIdAsync(User ?? "") is not { } user)
            return;
        if (!(await signIn.CheckPasswordSignInAsync(user, Input.Password, lockoutOnFailure: true)).Succeeded)
            return;
        if (!(await users.ConfirmEmailAsync(user, token)).Succeeded)
            return;
        var result = await signIn.SignInWithPassword(user.Email!, Input.Password, stay: false);
        navigation.NavigateTo(result.RequiresTwoFactor ? PortalUrls.SignInCode : LocalUrl.Home);
    }
}

public sealed class PasswordInput
{
    [Required(ErrorMessage = "Your password, please.")]
    public string Password { get; set; } = "";
}
