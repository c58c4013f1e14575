using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;

namespace Stripe.Sandbox.Resources;

/// <summary>Reads what a payment method is made of: a token or a test number.</summary>
internal static class NewPaymentMethod
{
    public static PayerEntry Read(JsonObject given, DateTimeOffset today)
    {
        var type = given.Text("type") ?? throw StripeFault.Required("type");
        return type switch
        {
            "card" => Card(given.Child("card") ?? throw StripeFault.Required("card"), today),
            "us_bank_account" => new BankEntry(Account(type, given.Child(type)?.Text("account_number"), "us_bank_account[account_number]"), null, null),
            "sepa_debit" => new BankEntry(Account(type, given.Child(type)?.Text("iban"), "sepa_debit[iban]"), null, null),
            _ => throw StripeFault.Invalid($"The sandbox knows card, us_bank_account and sepa_debit, not {type}.", "type"),
        };
    }

    private static CardEntry Card(JsonObject given, DateTimeOffset today)
    {
        if (given.Text("token") is { } token)
        {
            var known = TestCards.ByToken(token.Replace("tok_", "pm_card_", StringComparison.Ordinal))
                ?? throw StripeFault.Invalid($"No such token: '{token}'", "card[token]", "resource_missing");
            return new CardEntry(known, today.Month, today.Year + 5, null, null);
        }

        var number = given.Text("number") ?? throw StripeFault.Required("card[number]");
        var card = TestCards.ByNumber(number.Replace(" ", string.Empty, StringComparison.Ordinal))
            ?? throw StripeFault.Invalid("Not a test card. The sandbox takes the documented test numbers only.", "card[number]", "incorrect_number");
        var month = given.Whole("exp_month") ?? throw StripeFault.Required("card[exp_month]");
        var year = given.Whole("exp_year") ?? throw StripeFault.Required("card[exp_year]");
        if (month is < 1 or > 12)
            throw StripeFault.Invalid("Your card's expiration month is invalid.", "card[exp_month]", "invalid_expiry_month");
        if (year < today.Year || year > today.Year + 50)
            throw StripeFault.Invalid("Your card's expiration year is invalid.", "card[exp_year]", "invalid_expiry_year");
        return new CardEntry(card, (int)month, (int)year, null, null);
    }

    private static TestAccount Account(string type, string? number, string param) =>
        TestAccounts.ByNumber(type, (number ?? throw StripeFault.Required(param)).Replace(" ", string.Empty, StringComparison.Ordinal))
            ?? throw StripeFault.Invalid("Not a test account.", param, "account_number_invalid");
}
