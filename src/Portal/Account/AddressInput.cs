using System.ComponentModel.DataAnnotations;

namespace BillingPortal.Portal.Account;

public sealed class AddressInput
{
    [Required(ErrorMessage = "Which address?")]
    [EmailAddress(ErrorMessage = "This does not look like an address.")]
    public string Email { get; set; } = "";
}
