using Billing.Units;

namespace Billing.Service.Storage;

/// <summary>Where an order stands. The numbers are stored: never change one.</summary>
public enum PaymentState : byte
{
    /// <summary>Written before the provider was called.</summary>
    Created = 1,

    /// <summary>The payment page is open.</summary>
    Open = 2,

    /// <summary>Submitted, and the bank takes its days (KU-19).</summary>
    Pending = 3,
    Paid = 4,
    Failed = 5,
    Expired = 6,
    Cancelled = 7,

    /// <summary>Kept aside on the card, not taken (KO-32).</summary>
    Held = 8,
}

/// <summary>What a payment is for. The numbers are stored: never change one.</summary>
public enum PaymentPurpose : byte
{
    TopUp = 1,

    /// <summary>A plan's price; <see cref="PaymentRow.Subject"/> is the quote, or the renewed period's start.</summary>
    Plan = 2,

    /// <summary><see cref="PaymentRow.Subject"/> is the invoice's number.</summary>
    Invoice = 3,

    /// <summary>An automatic refill (DP-15).</summary>
    Refill = 4,

    /// <summary>The check of a card, never taken (KO-32); <see cref="PaymentRow.Subject"/> is the card.</summary>
    CardCheck = 5,
}

/// <summary>An order of a customer: what he pays and what he gets.</summary>
public sealed class PaymentRow
{
    public long Number { get; init; }
    public PaymentId Id { get; init; }
    public int Account { get; init; }

    /// <summary>What is paid, in 10^-8 of <see cref="Asset"/>.</summary>
    public long Amount { get; init; }
    public required string Asset { get; init; }

    /// <summary>What the purchase and its bonus credit, in 10^-8 of the account's asset; what a code took off has moved from the first to the second.</summary>
    public long Base { get; set; }
    public long Bonus { get; set; }
    public PaymentState State { get; set; }
    public PaymentPurpose Purpose { get; init; } = PaymentPurpose.TopUp;
    public string? Subject { get; init; }

    /// <summary>The provider's reason for the last refusal: <c>insufficient_funds</c>.</summary>
    public string? Failure { get; set; }
    public string? GatewayCustomer { get; set; }
    public string? GatewaySession { get; set; }
    public string? GatewayPayment { get; set; }

    /// <summary>The provider's invoice that collected it; null where none did.</summary>
    public string? GatewayInvoice { get; set; }
    public Instant Created { get; init; }
    public Instant? PaidAt { get; set; }

    /// <summary>For people: <c>Visa 4242</c>.</summary>
    public string? Method { get; set; }

    /// <summary>What a code entered on the payment page took off, in 10^-8 of <see cref="Asset"/>.</summary>
    public long Discount { get; set; }

    /// <summary>
    /// Of what it bought, gone back with its money by now: taken out of the grants of the purchase and of its bonus, and owed
    /// because it was spent; 10^-8 of the account's asset, 0 or more. Money that was taken back of an invoice is owed as base.
    /// </summary>
    public long TakenBase { get; set; }
    public long TakenBonus { get; set; }
    public long OwedBase { get; set; }
    public long OwedBonus { get; set; }

    /// <summary>When the provider was last asked about it; null for never, and, where it is paid, for never since.</summary>
    public Instant? LookedAt { get; set; }

    /// <summary>The key sent to the provider; written here before the call.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The money is there. What was heard of it before, news of a refund too, could not be booked: it is to be looked at once more.</summary>
    public void BecomePaid(Instant at) => (State, PaidAt, Failure, LookedAt) = (PaymentState.Paid, at, null, null);
}
