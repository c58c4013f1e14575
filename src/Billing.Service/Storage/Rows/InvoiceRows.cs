using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Service.Storage;

/// <summary>The numbers are stored: never change one.</summary>
public enum InvoiceKind : byte
{
    Invoice = 1,

    /// <summary>Takes an invoice back, wholly or in part.</summary>
    CreditNote = 2,
}

/// <summary>An issued document. Numbers have no gap; an issued one never changes.</summary>
public sealed class InvoiceRow
{
    /// <summary>1, 2, 3 … over all accounts of the seller.</summary>
    public long Number { get; init; }
    public InvoiceId Id { get; init; }
    public int Account { get; init; }
    public InvoiceKind Kind { get; init; }

    /// <summary>Number of the invoice a credit note takes back.</summary>
    public long? Corrects { get; init; }
    public Instant PeriodStart { get; init; }
    public Instant PeriodEnd { get; init; }
    public Instant Issued { get; init; }
    public required string Asset { get; init; }

    /// <summary>In 10^-8 of <see cref="Asset"/>, as are the sums below; a credit note's are negative.</summary>
    public long Subtotal { get; init; }
    public long Tax { get; init; }
    public long Total { get; init; }

    /// <summary>Taken from credit on account.</summary>
    public long AccountCredit { get; init; }
    public long Due { get; init; }

    /// <summary>Lines, tax profile and addresses as they were, as JSON.</summary>
    public required string Document { get; init; }
}

/// <summary>Where an invoice's collection stands. The numbers are stored: never change one.</summary>
public enum CollectionState : byte
{
    Open = 1,
    Paid = 2,

    /// <summary>Taken back by a credit note.</summary>
    Void = 3,
    WrittenOff = 4,
}

/// <summary>How an invoice is being collected; the invoice itself does not change.</summary>
public sealed class CollectionRow
{
    public long Invoice { get; init; }
    public int Account { get; init; }
    public CollectionState State { get; set; }
    public int Attempts { get; set; }

    /// <summary>When the card is tried again; null when it is not.</summary>
    public Instant? NextAttempt { get; set; }

    /// <summary>When the first charge failed: payment recovery counts from here.</summary>
    public Instant? FailedAt { get; set; }
    public Instant? PaidAt { get; set; }

    /// <summary>What an operator lifted.</summary>
    public RecoveryBlocks Lifted { get; set; }
}

/// <summary>Whom an account's documents are made out to, and what its tax depends on.</summary>
public sealed class BillingProfileRow
{
    public int Account { get; init; }
    public required string Country { get; set; }
    public bool InEu { get; set; }
    public bool Business { get; set; }
    public string? Company { get; set; }
    public string? VatNumber { get; set; }

    /// <summary>The place's rate as an exact decimal: <c>0.19</c>.</summary>
    public required string LocalRate { get; set; }
}
