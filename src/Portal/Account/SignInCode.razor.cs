using System.ComponentModel.DataAnnotations;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Account;

public sealed partial class SignInCode(PortalSignIn signIn, NavigationManager navigation)
{
    private string? _problem;

    [SupplyParameterFromForm] public CodeInput Input { get; set; } = null!;

    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery] public bool Stay { get; set; }

    private string RecoveryHref => $"{PortalUrls.SignInRecovery}?returnUrl={Uri.EscapeDataString(LocalUrl.OrHome(ReturnUrl))}";

    protected override async Task OnInitializedAsync()
    {
        Input ??= new CodeInput();
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is null)
            navigation.NavigateTo(PortalUrls.SignIn);
    }

    private async Task Submit()
    {
        var result = await signIn.TwoFactorAuthenticatorSignInAsync(Input.Figures, Stay, rememberClient: false);
        if (result.Succeeded)
            navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
        else
            _problem = result.IsLockedOut ? "Too many wrong codes: the door is locked for 15 minutes." : "This is not the code of this moment.";
    }
}

public sealed class CodeInput
{
    [Required(ErrorMessage = "The code, please.")]
    public string Code { get; set; } = "";

    /// <summary>As apps show it, in groups, and as people type it.</summary>
    public string Figures => Code.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
}
