namespace Stripe.Sandbox.Cards;

/// <summary>A bank account as the payer typed it, found to be a test account.</summary>
internal sealed record BankEntry(TestAccount Account, string? Name, string? Email) : PayerEntry(Name, Email)
{
    /// <summary>Reads the fields of the page; null with what is wrong, by field name.</summary>
    /// <param name="type">us_bank_account or sepa_debit.</param>
    /// <param name="fields">Values by field name: account, routing (US only), iban (SEPA only), name, email.</param>
    /// <param name="problems">One sentence for each field that can't be used.</param>
    public static BankEntry? Read(string type, Func<string, string> fields, IDictionary<string, string> problems)
    {
        var sepa = type == "sepa_debit";
        var field = sepa ? "iban" : "account";
        var number = new string([.. fields(field).Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant();
        var account = TestAccounts.ByNumber(type, number);
        if (number.Length == 0)
            problems[field] = sepa ? "Enter an IBAN." : "Enter an account number.";
        else if (account is null)
            problems[field] = "The sandbox takes the test accounts listed on this page only. Never enter a real account here.";
        if (!sepa && fields("routing") != TestAccount.UsRouting)
            problems["routing"] = $"Enter the test routing number {TestAccount.UsRouting}.";
        if (fields("name").Length == 0)
            problems["name"] = "Enter the name of the account's owner.";
        if (!fields("email").Contains('@', StringComparison.Ordinal))
            problems["email"] = "Enter an e-mail address: the bank's answer comes days later.";
        return problems.Count > 0 ? null : new BankEntry(account!, fields("name"), fields("email"));
    }
}
