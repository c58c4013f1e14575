using System.ComponentModel.DataAnnotations;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Account;

public sealed partial class SignIn(PortalSignIn signIn, NavigationManager navigation)
{
    /// <summary>One text for an unknown address, a wrong password and a locked door: it must not tell who has an account.</summary>
    public const string Refused = "Address and password do not go together, or the door is locked after five wrong tries.";

    private string? _problem;
    private bool _unconfirmed;

    [CascadingParameter] public HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm] public SignInInput Input { get; set; } = null!;

    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }

    /// <summary>Asked to prove again who one is, before something that matters.</summary>
    [SupplyParameterFromQuery] public bool Again { get; set; }

    [SupplyParameterFromQuery] public bool Changed { get; set; }

    protected override void OnInitialized()
    {
        Input ??= new SignInInput();
        if (HttpMethods.IsGet(Http.Request.Method) && Http.User.Identity is { IsAuthenticated: true } && !Again)
            navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
    }

    private async Task Submit()
    {
        var result = await signIn.SignInWithPassword(Input.Email, Input.Password, Input.Stay);
        if (result.Succeeded)
            navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
        else if (result.RequiresTwoFactor)
            navigation.NavigateTo($"{PortalUrls.SignInCode}?stay={(Input.Stay ? "true" : "false")}&returnUrl={Uri.EscapeDataString(LocalUrl.OrHome(ReturnUrl))}");
        else if (result.IsNotAllowed)
            _unconfirmed = true;
        else
            _problem = Refused;
    }
}

public sealed class SignInInput
{
    [Required(ErrorMessage = "Which address?")]
    public string Email { get; set; } = "";

    [Required(ErrorMessage = "Your password, please.")]
    public string Password { get; set; } = "";

    public bool Stay { get; set; }
}
