using System.ComponentModel.DataAnnotations;
using Billing.Service.Storage.Portal;
using BillingPortal.Portal.Mails;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace BillingPortal.Portal.Account;

public sealed partial class Profile(UserManager<PortalUser> users, PortalSignIn signIn, AccountMails mails, NavigationManager navigation)
{
    private PortalUser? _user;
    private string? _problem;

    [CascadingParameter] public HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "name")] public NameInput NameForm { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "password")] public ChangePasswordInput PasswordForm { get; set; } = null!;

    [SupplyParameterFromQuery] public bool Saved { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _user = await users.GetUserAsync(Http.User);
        NameForm ??= new NameInput { Name = _user?.DisplayName ?? "" };
        PasswordForm ??= new ChangePasswordInput();
    }

    private async Task SaveName()
    {
        _user!.DisplayName = NameForm.Name.Trim();
        await users.UpdateAsync(_user);
        await signIn.RefreshSignInAsync(_user);
        navigation.NavigateTo($"{PortalUrls.Account}?saved=true");
    }

    private async Task ChangePassword()
    {
        var check = await signIn.CheckPasswordSignInAsync(_user!, PasswordForm.Present, lockoutOnFailure: true);
        if (!check.Succeeded)
        {
            _problem = check.IsLockedOut ? "Too many wrong tries: the door is locked for 15 minutes." : "This is not your present password.";
            return;
        }
        var changed = await users.ChangePasswordAsync(_user!, PasswordForm.Present, PasswordForm.New);
        if (!changed.Succeeded)
        {
            _problem = changed.Errors.First().Description;
            return;
        }
        await signIn.SignInAnew(_user!, Http.User.UsedTwoFactor());
        await mails.Changed(_user!, "Your password was changed. Every other sign-in was ended.");
        navigation.NavigateTo($"{PortalUrls.Account}?saved=true");
    }
}

public sealed class NameInput
{
    [Required(ErrorMessage = "What shall we call you?")]
    [StringLength(80, ErrorMessage = "At most 80 characters.")]
    [NoControlCharacters]
    public string Name { get; set; } = "";
}

public sealed class ChangePasswordInput
{
    [Required(ErrorMessage = "Your present password, please.")]
    public string Present { get; set; } = "";

    [Required(ErrorMessage = "The new password, please.")]
    public string New { get; set; } = "";
}
