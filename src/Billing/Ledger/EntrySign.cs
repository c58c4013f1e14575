namespace Billing.Ledger;

/// <summary>Which way a type may move the balance.</summary>
public static class EntrySign
{
    /// <summary>1 for types that only raise it, -1 for types that only lower it, 0 for either.</summary>
    public static int Sign(this EntryType type) => type switch
    {
        EntryType.Topup or EntryType.Refund or EntryType.Grant or EntryType.Payment or EntryType.AccountCredit
            or EntryType.WriteOff or EntryType.CreditNote => 1,
        EntryType.Consume or EntryType.Expire or EntryType.Debt or EntryType.PlanFee => -1,
        _ => 0,
    };
}
