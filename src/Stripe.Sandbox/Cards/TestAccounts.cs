namespace Stripe.Sandbox.Cards;

/// <summary>The documented test accounts: US account numbers (routing number 110000000) and IBANs.</summary>
internal static class TestAccounts
{
    private const string Us = "us_bank_account";
    private const string Sepa = "sepa_debit";

    public static IReadOnlyList<TestAccount> All { get; } =
    [
        new("000123456789", "pm_usBankAccount_success", Us, "pays after 4 days"),
        new("000111111113", "pm_usBankAccount_accountClosed", Us, "fails after 4 days: account closed") { Refusal = Sent("account_closed", "The customer's bank account has been closed.") },
        new("000111111116", "pm_usBankAccount_noAccount", Us, "fails after 4 days: no such account") { Refusal = Sent("no_account", "The customer's bank account could not be located.") },
        new("000222222227", "pm_usBankAccount_insufficientFunds", Us, "fails after 4 days: not enough funds")
        {
            Refusal = Sent("insufficient_funds", "The customer's account has insufficient funds to cover this payment."),
        },
        new("000333333335", "pm_usBankAccount_debitNotAuthorized", Us, "fails after 4 days: not authorised")
        {
            Refusal = Sent("debit_not_authorized", "The customer has notified their bank that this payment was unauthorized."),
        },
        new("000555555559", "pm_usBankAccount_dispute", Us, "pays after 4 days, then disputed") { Aftermath = Aftermath.DisputedAsFraud },
        new("DE89370400440532013000", "pm_sepaDebit_success", Sepa, "pays after 5 days"),
        new("AT611904300234573201", "pm_sepaDebit_successAustria", Sepa, "pays after 5 days, Austrian account"),
        new("DE62370400440532013001", "pm_sepaDebit_fails", Sepa, "fails after 5 days: declined by the bank") { Refusal = Sent("generic_decline", "The customer's bank declined the debit.") },
        new("DE79370400440000343434", "pm_sepaDebit_insufficientFunds", Sepa, "fails after 5 days: not enough funds")
        {
            Refusal = Sent("insufficient_funds", "The customer's account has insufficient funds to cover this payment."),
        },
        new("DE35370400440532013002", "pm_sepaDebit_dispute", Sepa, "pays after 5 days, then disputed") { Aftermath = Aftermath.DisputedAsFraud },
    ];

    public static TestAccount? ByNumber(string type, string number) => All.FirstOrDefault(a => a.Type == type && a.Number == number);

    public static TestAccount? ByToken(string token) => All.FirstOrDefault(a => a.Token == token);

    private static Decline Sent(string reason, string message) => new(reason, reason, message);
}
