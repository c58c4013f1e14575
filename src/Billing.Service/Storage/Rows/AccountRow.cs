using Billing.Units;

namespace Billing.Service.Storage;

/// <summary>An organisation's billing account. Its asset and book never change.</summary>
public sealed class AccountRow
{
    /// <summary>Dense number: what hot rows and the chain call this account.</summary>
    public int Number { get; init; }
    public AccountId Id { get; init; }
    public required string Name { get; set; }
    public required string Asset { get; init; }
    public required string PriceBook { get; init; }
    public Instant Created { get; init; }

    /// <summary>When something next happens to the wallet by time alone: an expiry, an allowance, an hour, a month's end; null for nothing.</summary>
    public Instant? NextDue { get; set; }

    /// <summary>Money the seller owes the customer and takes off the next invoices, in 10^-8 of the book's currency (KO-29).</summary>
    public long CreditOnAccount { get; set; }

    /// <summary>Usage before it stands on issued invoices; null where none was issued.</summary>
    public Instant? InvoicedUntil { get; set; }

    /// <summary>Kept out of what may be spent while payments are disputed, in 10^-8 of the wallet's unit (F18).</summary>
    public long Frozen { get; set; }
}

/// <summary>A published price book version; the row never changes.</summary>
public sealed class PriceBookVersionRow
{
    /// <summary>Dense number over all books: what entries and usage rows refer to.</summary>
    public int Number { get; init; }
    public required string Book { get; init; }
    public int Version { get; init; }
    public required string Json { get; init; }
    public Instant EffectiveFrom { get; init; }
}
