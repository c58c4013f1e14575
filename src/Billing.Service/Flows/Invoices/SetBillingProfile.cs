using System.Globalization;
using Billing.Invoicing;
using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Invoices;

/// <param name="Country">ISO 3166, two letters.</param>
/// <param name="Business">A company, not an individual.</param>
public sealed record BillingDetails(string Country, bool Business, string? Company, string? VatNumber);

/// <param name="Tax">What the next invoice adds.</param>
/// <param name="Notice">Why a VAT number does not count; null where it does or there is none.</param>
public sealed record SavedBillingDetails(TaxRate Tax, string? Notice);

/// <summary>
/// Whom the next documents are made out to. A VAT number that cannot be right is kept and named, and local tax is added;
/// it never stands in the way of paying. Issued documents stay as they are.
/// </summary>
public sealed class SetBillingProfile(Writer writer, IMemberships memberships)
{
    public async Task<Outcome<SavedBillingDetails>> Run(Actor actor, AccountId account, BillingDetails details, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal) return refusal;
        var country = details.Country.Trim().ToUpperInvariant();
        if (country.Length != 2 || !country.All(char.IsAsciiLetterUpper)) return new Refusal("country_unknown", "Choose the country of your payment method.", "country");
        var (company, number) = (Trimmed(details.Company), Trimmed(details.VatNumber));
        if (details.Business && company is null) return new Refusal("company_required", "A business needs its company name on the invoice.", "company");
        if (company?.Length > 200) return new Refusal("company_too_long", "A company name has at most 200 characters.", "company");
        if (number?.Length > 40) return new Refusal("vat_number_too_long", "A VAT number has at most 15 characters.", "vat_number");
        return await writer.Run(scope => Save(scope, account, new(country, details.Business, company, number)), cancel);
    }

    private static Outcome<SavedBillingDetails> Save(WriteScope scope, AccountId id, BillingDetails details)
    {
        if (scope.Find(id) is not { Account: var account }) return new Refusal("not_found", "There is no such account.");
        var (inEu, rate) = (VatRates.InEu(details.Country), VatRates.Of(details.Country).ToDecimalText(6));
        var row = scope.Db.BillingProfiles.Find(account) ?? scope.Db.BillingProfiles.Add(new() { Account = account, Country = details.Country, LocalRate = rate }).Entity;
        (row.Country, row.InEu, row.LocalRate) = (details.Country, inEu, rate);
        (row.Business, row.Company, row.VatNumber) = (details.Business, details.Company, details.VatNumber);
        var tax = TaxRate.Of(scope.BookOf(account, scope.Now).Tax, BillingProfiles.TaxOf(scope.Db, account));
        return new SavedBillingDetails(tax, Notice(details, inEu, tax));
    }

    private static string? Notice(BillingDetails details, bool inEu, TaxRate tax) =>
        details.VatNumber is null || !inEu || tax.Reason != TaxReason.LocalVat ? null
        : !TaxRate.IsVatNumber(details.VatNumber) ? string.Create(CultureInfo.InvariantCulture, $"'{details.VatNumber}' does not have the form of a VAT number, so local tax is added until it is corrected.")
        : !details.Business ? "A VAT number counts for a business only, so local tax is added."
        : "In this country local tax is added in spite of a VAT number.";

    private static string? Trimmed(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}
