using System.ComponentModel.DataAnnotations;

namespace BillingPortal.Portal.Account;

/// <summary>Names travel into mails, logs and files, where a line break would begin something new.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NoControlCharactersAttribute() : ValidationAttribute("Letters, figures and signs only.")
{
    public override bool IsValid(object? value) => value is not string text || !text.Any(char.IsControl);
}
