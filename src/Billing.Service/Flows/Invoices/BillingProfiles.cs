using Billing.Invoicing;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Invoices;

/// <summary>What an account's tax depends on.</summary>
public static class BillingProfiles
{
    /// <summary>Null where no address is known: then there is no tax (C-18).</summary>
    public static TaxProfile? TaxOf(BillingDb db, int account) =>
        db.BillingProfiles.Find(account) is { } row ? new(row.Country, row.InEu, row.Business, row.VatNumber, Fraction.Parse(row.LocalRate)) : null;

    internal static BilledTo AddressOf(BillingDb db, int account) =>
        db.BillingProfiles.Find(account) is { } row
            ? new(row.Company ?? db.Accounts.Find(account)!.Name, row.Country, row.Business, row.Company, row.VatNumber)
            : new(db.Accounts.Find(account)!.Name, null, false, null, null);
}
