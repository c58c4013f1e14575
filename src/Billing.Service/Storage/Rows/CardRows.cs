using Billing.Units;

namespace Billing.Service.Storage;

/// <summary>The payment provider's customer of an account.</summary>
public sealed class CustomerRow
{
    public int Account { get; init; }
    public required string GatewayCustomer { get; set; }

    /// <summary>How many customers came before: one that was deleted at the provider is replaced by the next, under a key of its own.</summary>
    public int Generation { get; set; }

    /// <summary>Since when the provider no longer knows the customer: nothing can be charged till there is a new one (F20).</summary>
    public Instant? DeletedAt { get; set; }

    /// <summary>The provider's id of the card that is charged; null for none on file.</summary>
    public string? Card { get; set; }

    /// <summary>For people: <c>Visa 4242</c>.</summary>
    public string? CardLabel { get; set; }

    /// <summary>The card that the provider charges by itself, as it was last told or said; another one than <see cref="Card"/> where it is yet to be told.</summary>
    public string? GatewayCard { get; set; }

    /// <summary>Whether the account may use what needs a card (KO-33).</summary>
    public AccountValidation Validation { get; set; }
    public Instant? ValidatedAt { get; set; }
}

/// <summary>How far the check of an account's card came (KO-32, KO-33). The numbers are stored: never change one.</summary>
public enum AccountValidation : byte
{
    /// <summary>No card was checked yet, or the book checks none.</summary>
    None = 0,

    /// <summary>The hold was asked for, or the bank takes its time.</summary>
    Checking = 1,
    Validated = 2,

    /// <summary>The bank said no: another card, or correct billing details, may help.</summary>
    Refused = 3,
}

/// <summary>A card on file, as the provider describes it. Never its number.</summary>
public sealed class CardRow
{
    /// <summary>The provider's id of it.</summary>
    public required string Card { get; init; }
    public int Account { get; init; }

    /// <summary>As the provider writes it: <c>visa</c>.</summary>
    public required string Brand { get; set; }
    public required string Last4 { get; set; }

    /// <summary>0 where the provider has not named it yet.</summary>
    public int ExpiryYear { get; set; }
    public int ExpiryMonth { get; set; }

    /// <summary>The same for one number however often it is saved; null where the provider names none.</summary>
    public string? Fingerprint { get; set; }

    /// <summary><c>credit</c>, <c>debit</c>, <c>prepaid</c> or <c>unknown</c>.</summary>
    public string? Funding { get; set; }
    public Instant Added { get; init; }

    /// <summary>Since when it is not on file any more; the row stays, since receipts name it.</summary>
    public Instant? RemovedAt { get; set; }

    /// <summary>The month (12 times the year, plus the month) up to which its owner was told that it expires; 0 for never told.</summary>
    public int WarnedFor { get; set; }
}
