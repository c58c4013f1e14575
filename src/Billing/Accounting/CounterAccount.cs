using Billing.Credits;
using Billing.Ledger;

namespace Billing.Accounting;

/// <summary>The other side of an entry in the seller's books.</summary>
public enum CounterAccount : byte
{
    /// <summary>Money at the payment provider.</summary>
    GatewayCash,

    /// <summary>Earned: usage paid with bought credit, or to be invoiced.</summary>
    UsageRevenue,

    /// <summary>Usage paid with what was given.</summary>
    PromotionalUsage,

    /// <summary>Credit given away: bonus, coupon, starter, and what of it lapsed or went back.</summary>
    PromotionalCredit,

    /// <summary>Credit that comes with a plan's price, and what of it lapsed.</summary>
    PlanCredit,

    /// <summary>Bought credit that lapsed.</summary>
    Breakage,

    /// <summary>Returned to customers as credit (KU-28).</summary>
    Refunds,

    /// <summary>Operators' corrections.</summary>
    Corrections,

    /// <summary>The difference between entries and an invoice's rounded lines.</summary>
    InvoiceRounding,

    /// <summary>Credit on account.</summary>
    AccountCredit,

    /// <summary>Given up.</summary>
    BadDebt,

    /// <summary>Earned: plans on invoices.</summary>
    PlanRevenue,

    /// <summary>Owed to the tax office.</summary>
    TaxPayable,
}

/// <summary>
/// Double entry without second rows: an entry's amount on the wallet stands against minus the same amount on one
/// counter-account, which follows from the entry's type, its grant's kind and its cause. So the books balance by construction,
/// and the figures can be compared with sources of their own (the provider's payments, the charges of usage).
/// </summary>
public static class CounterAccounts
{
    /// <param name="grant">Kind of the grant the entry names; null for none (postpaid, debt).</param>
    public static CounterAccount Of(EntryType type, GrantKind? grant, CauseKind cause) => type switch
    {
        EntryType.Topup => grant == GrantKind.Topup ? CounterAccount.GatewayCash : CounterAccount.PromotionalCredit,
        EntryType.Consume => grant is null or GrantKind.Topup ? CounterAccount.UsageRevenue : CounterAccount.PromotionalUsage,
        EntryType.Refund => CounterAccount.Refunds,
        EntryType.ManualAdjust => IsOfPayment(cause) ? grant == GrantKind.Topup ? CounterAccount.GatewayCash : CounterAccount.PromotionalCredit : CounterAccount.Corrections,
        EntryType.Grant => Given(grant),
        EntryType.Expire => grant == GrantKind.Topup ? CounterAccount.Breakage : Given(grant),
        EntryType.Reversal => IsOfPayment(cause) ? Returned(grant) : CounterAccount.Corrections,
        EntryType.Debt => cause == CauseKind.Usage ? CounterAccount.UsageRevenue : CounterAccount.GatewayCash,
        EntryType.InvoiceRounding => CounterAccount.InvoiceRounding,
        EntryType.Payment => CounterAccount.GatewayCash,
        EntryType.AccountCredit => CounterAccount.AccountCredit,
        EntryType.WriteOff => CounterAccount.BadDebt,
        EntryType.PlanFee => CounterAccount.PlanRevenue,
        EntryType.Tax => CounterAccount.TaxPayable,
        EntryType.CreditNote => CounterAccount.Refunds,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown entry type"),
    };

    private static bool IsOfPayment(CauseKind cause) => cause is CauseKind.Payment or CauseKind.Refund;

    /// <summary>
    /// A payment that goes back takes cash with it; its bonus only takes back what was given. A debt that ends is cash again;
    /// a spent bonus that is owed stands as a manual adjustment of no grant, both ways.
    /// </summary>
    private static CounterAccount Returned(GrantKind? grant) =>
        grant is null or GrantKind.Topup ? CounterAccount.GatewayCash : CounterAccount.PromotionalCredit;

    private static CounterAccount Given(GrantKind? grant) => grant switch
    {
        GrantKind.Included => CounterAccount.PlanCredit,
        GrantKind.Correction => CounterAccount.Corrections,
        _ => CounterAccount.PromotionalCredit,
    };
}
