using Billing.Service.Storage;

namespace Billing.Service.Flows.Invoices;

/// <summary>What is still to be paid of an invoice.</summary>
internal static class Owed
{
    /// <summary>In 10^-8: what was due at issue less what credit notes took off; 0 once it is closed.</summary>
    public static long Of(BillingDb db, CollectionRow collection) =>
        collection.State == CollectionState.Open ? db.Invoices.Find(collection.Invoice)!.Due + ByNotes(db, collection.Invoice) : 0;

    private static long ByNotes(BillingDb db, long invoice) => db.Invoices.Where(note => note.Corrects == invoice).Sum(note => note.Due);
}
