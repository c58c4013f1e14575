namespace Billing.Ledger;

/// <summary>Why the balance moved. The numbers are stored and hashed: never change one.</summary>
public enum EntryType : byte
{
    /// <summary>Credit: a payment was confirmed (grant kind topup), or its bonus (grant kind bonus) (KU-22).</summary>
    Topup = 1,

    /// <summary>Debit: metered usage (KU-22).</summary>
    Consume = 2,

    /// <summary>Credit: returned to the wallet (KU-22, C-23).</summary>
    Refund = 3,

    /// <summary>Either way: an operator's correction, or the wallet's side of a refund to the bank (KU-22, C-23).</summary>
    ManualAdjust = 4,

    /// <summary>Credit: included, starter, coupon credits.</summary>
    Grant = 5,

    /// <summary>Debit: a grant's rest lapsed.</summary>
    Expire = 6,

    /// <summary>Either way: an earlier entry undone by a new one.</summary>
    Reversal = 7,

    /// <summary>Debit below zero: the bank took money back that was spent already, or usage cost more than there was and the book lets the customer owe it.</summary>
    Debt = 8,

    /// <summary>Postpaid: the difference between the entries' sum and the invoice line's rounding.</summary>
    InvoiceRounding = 9,

    /// <summary>Postpaid: an invoice was paid.</summary>
    Payment = 10,

    /// <summary>Postpaid: credit on account (KO-29, KO-30).</summary>
    AccountCredit = 11,

    /// <summary>Postpaid: what is owed of an invoice is given up.</summary>
    WriteOff = 12,

    /// <summary>Postpaid: an invoice's price of a plan (C-14).</summary>
    PlanFee = 13,

    /// <summary>Postpaid: an invoice's tax; what of it a credit note or an unused plan gives back (KO-21).</summary>
    Tax = 14,

    /// <summary>Postpaid: what a credit note takes back of an invoice, without its tax.</summary>
    CreditNote = 15,
}

/// <summary>The wire and screen names of the types.</summary>
public static class EntryTypes
{
    private static readonly string[] Names =
    [
        "", "topup", "consume", "refund", "manual_adjust", "grant", "expire", "reversal", "debt",
        "invoice_rounding", "payment", "account_credit", "write_off", "plan_fee", "tax", "credit_note",
    ];

    public static IReadOnlyList<EntryType> All { get; } = Enum.GetValues<EntryType>();

    public static string Name(this EntryType type) => Names[(int)type];

    public static bool TryParse(string? name, out EntryType type)
    {
        var index = name is { Length: > 0 } ? Array.IndexOf(Names, name) : -1;
        type = (EntryType)Math.Max(index, 0);
        return index > 0;
    }
}
