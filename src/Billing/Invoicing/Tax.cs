using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Invoicing;

/// <summary>Who the customer is, by the address of the payment method.</summary>
/// <param name="Country">ISO 3166 code.</param>
/// <param name="Business">A company, not an individual.</param>
/// <param name="VatNumber">Null for none.</param>
/// <param name="LocalRate">Of the place, as the tax service gives it: 0.19.</param>
public sealed record TaxProfile(string Country, bool InEu, bool Business, string? VatNumber, Fraction LocalRate);

/// <summary>Why a rate applies.</summary>
public enum TaxReason : byte
{
    /// <summary>No address is known, or the book adds no tax.</summary>
    None,
    LocalVat,
    VatExempt,
    OutsideEu,
}

/// <summary>A rate and its reason.</summary>
public readonly record struct TaxRate(Fraction Rate, TaxReason Reason)
{
    /// <summary>An EU business with a number is exempt, except where the book says otherwise; everyone else pays the rate of the place.</summary>
    public static TaxRate Of(TaxRules? rules, TaxProfile? profile) =>
        rules is null || profile is null ? new(Fraction.Zero, TaxReason.None)
            : !profile.InEu ? new(profile.LocalRate, TaxReason.OutsideEu)
            : profile.Business && IsVatNumber(profile.VatNumber) && !rules.NotExempt.Contains(profile.Country, StringComparer.OrdinalIgnoreCase)
                ? new(Fraction.Zero, TaxReason.VatExempt)
                : new(profile.LocalRate, TaxReason.LocalVat);

    /// <summary>The form of an EU VAT number: two letters, then 2 to 13 letters, digits, + or *. Whether it is assigned, the tax service knows.</summary>
    public static bool IsVatNumber(string? text) =>
        text?.Replace(" ", "", StringComparison.Ordinal) is { Length: >= 4 and <= 15 } number
        && char.IsAsciiLetter(number[0]) && char.IsAsciiLetter(number[1])
        && number[2..].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '*');
}
