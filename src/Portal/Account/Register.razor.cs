using System.ComponentModel.DataAnnotations;
using Billing.Service.Storage.Portal;
using Billing.Units;
using BillingPortal.Portal.Mails;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace BillingPortal.Portal.Account;

public sealed partial class Register(UserManager<PortalUser> users, Registration registration, AccountLinks links, AccountMails mails, NavigationManager navigation)
{
    private string? _problem;

    [CascadingParameter] public HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm] public RegisterInput Input { get; set; } = null!;

    protected override void OnInitialized() => Input ??= new RegisterInput();

    /// <summary>The answer is the same for a known address; only its owner learns more, by mail.</summary>
    private async Task Submit()
    {
        var person = new PortalUser { Id = Guid.CreateVersion7(), DisplayName = Input.Name.Trim(), Email = Input.Email.Trim(), UserName = Input.Email.Trim() };
        foreach (var rule in users.PasswordValidators)
            if (await rule.ValidateAsync(users, person, Input.Password) is { Succeeded: false } refused)
            {
                _problem = refused.Errors.First().Description;
                return;
            }
        if (await users.FindByEmailAsync(person.Email) is { } known)
            await TellTheOwner(known);
        else if (await registration.Register(person, Input.Password, new AccountId(Guid.CreateVersion7()), Input.Organisation.Trim(), Http.RequestAborted) is { Succeeded: true })
            await mails.ConfirmAddress(person, await links.Confirmation(person));
        navigation.NavigateTo(PortalUrls.CheckMail);
    }

    private async Task TellTheOwner(PortalUser known)
    {
        users.PasswordHasher.HashPassword(known, Input.Password);   // as long as a new account would take
        if (known.EmailConfirmed)
            await mails.AlreadyRegistered(known);
        else
            await mails.ConfirmAddress(known, await links.Confirmation(known));
    }
}

public sealed class RegisterInput
{
    [Required(ErrorMessage = "What shall we call you?")]
    [StringLength(80, ErrorMessage = "At most 80 characters.")]
    [NoControlCharacters]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "What is it called?")]
    [StringLength(Registration.LongestName, ErrorMessage = "At most 80 characters.")]
    [NoControlCharacters]
    public string Organisation { get; set; } = "";

    [Required(ErrorMessage = "Which address?")]
    [StringLength(254, ErrorMessage = "At most 254 characters.")]
    [EmailAddress(ErrorMessage = "This does not look like an address.")]
    [NoControlCharacters]
    public string Email { get; set; } = "";

    [Required(ErrorMessage = "A password, please.")]
    public string Password { get; set; } = "";
}
