using Billing.Service.Storage.Portal;
using BillingPortal.Portal.Layout;
using BillingPortal.Portal.Mails;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace BillingPortal.Portal.Account;

/// <summary>Turning the second factor on and off asks for a sign-in of the last ten minutes: a page left open is not enough.</summary>
public sealed partial class TwoFactor(UserManager<PortalUser> users, PortalSignIn signIn, AccountMails mails, TimeProvider time, NavigationManager navigation)
{
    public static readonly TimeSpan RecentSignIn = TimeSpan.FromMinutes(10);
    private const int CodesMade = 10;

    private readonly List<string> _codes = [];
    private PortalUser? _user;
    private string? _key;
    private string? _problem;
    private int _left;

    [CascadingParameter] public HttpContext Http { get; set; } = null!;

    [CascadingParameter] public FrameData? Frame { get; set; }

    [SupplyParameterFromForm(FormName = "enable")] public CodeInput Input { get; set; } = null!;

    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }

    private object Anything { get; } = new();

    private string Issuer => Frame?.Brand ?? "Billing portal";

    private string AuthenticatorAddress =>
        $"otpauth://totp/{Uri.EscapeDataString(Issuer)}:{Uri.EscapeDataString(_user!.Email!)}?secret={_key}&issuer={Uri.EscapeDataString(Issuer)}&digits=6&period=30";

    private string RecoveryLeft => _left == 1 ? "One recovery code is left." : $"{_left} recovery codes are left.";

    protected override async Task OnInitializedAsync()
    {
        Input ??= new CodeInput();
        if (time.GetUtcNow() - Http.User.SignedIn() > RecentSignIn)
        {
            var here = Http.Request.PathBase + Http.Request.Path + Http.Request.QueryString;
            navigation.NavigateTo($"{PortalUrls.SignInAndReturn(here)}&again=true");
            return;
        }
        _user = await users.GetUserAsync(Http.User);
        if (_user is { TwoFactorEnabled: false })
            _key = await users.GetAuthenticatorKeyAsync(_user) ?? await NewKey();
        else if (_user is not null)
            _left = await users.CountRecoveryCodesAsync(_user);
    }

    private async Task TurnOn()
    {
        if (_key is null || !await users.VerifyTwoFactorTokenAsync(_user!, users.Options.Tokens.AuthenticatorTokenProvider, Input.Figures))
        {
            _problem = "This is not the code of this moment. Is the phone's clock right?";
            return;
        }
        await users.SetTwoFactorEnabledAsync(_user!, true);
        await ShowNewCodes();
        await signIn.SignInAnew(_user!, provedTwoFactor: true);
        await mails.Changed(_user!, "Two-factor sign-in was turned on.");
    }

    private async Task MakeCodes()
    {
        if (_user is not { TwoFactorEnabled: true })
            return;
        await ShowNewCodes();
        await mails.Changed(_user, "New recovery codes were made. The old ones do not work any more.");
    }

    private async Task TurnOff()
    {
        if (_user is not { TwoFactorEnabled: true })
            return;
        await users.SetTwoFactorEnabledAsync(_user, false);
        await users.ResetAuthenticatorKeyAsync(_user);
        await signIn.SignInAnew(_user, provedTwoFactor: false);
        await mails.Changed(_user, "Two-factor sign-in was turned off.");
        navigation.NavigateTo($"{PortalUrls.Account}?saved=true");
    }

    private async Task ShowNewCodes() => _codes.AddRange(await users.GenerateNewTwoFactorRecoveryCodesAsync(_user!, CodesMade) ?? []);

    private async Task<string> NewKey()
    {
        await users.ResetAuthenticatorKeyAsync(_user!);
        await signIn.RefreshSignInAsync(_user!);   // a new key is a new stamp, which would end this sign-in too
        return (await users.GetAuthenticatorKeyAsync(_user!))!;
    }

    private static string Grouped(string key) => string.Join(' ', key.Chunk(4).Select(four => new string(four)));
}
