using System.Globalization;
using Billing.Service.Flows.Messages;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Storage;

namespace Billing.Service.Flows.Cards;

/// <summary>What an organisation is told of its cards.</summary>
internal static class CardMails
{
    /// <param name="month">From <see cref="CardExpiry.Due"/>.</param>
    public static void Expires(WriteScope scope, CardRow card, int month, bool isDefault) => AccountMail.Write(
        scope, card.Account, string.Create(CultureInfo.InvariantCulture, $"card-expires:{card.Card}:{month}"), $"{CardWords.Label(card)} expires at the end of {CardWords.Expiry(card)}",
        isDefault ? "It is the card that is charged. Add its successor in good time, so that no payment fails." : "It is not the card that is charged.",
        [("Card", CardWords.Label(card)), ("Expires", CardWords.Expiry(card))]);

    /// <summary>The card went off file without anybody here asking for it (F19).</summary>
    public static void Gone(WriteScope scope, CardRow card, CustomerRow customer, bool wasDefault) => AccountMail.Write(
        scope, card.Account, $"card-gone:{card.Card}", $"{CardWords.Label(card)} is no longer on file",
        wasDefault
            ? customer.CardLabel is { } next ? $"Its bank or the payment provider took it off. {next} is charged from now on." : "Its bank or the payment provider took it off, and no other card is on file: nothing can be charged until you add one."
            : "Its bank or the payment provider took it off. It was not the card that is charged.",
        [("Card", CardWords.Label(card)), ("Charged from now on", customer.CardLabel ?? "no card")]);

    /// <summary>The bank refused the hold (KO-32).</summary>
    public static void Refused(WriteScope scope, PaymentRow check, CardRow card) => AccountMail.Write(
        scope, card.Account, $"card-check:{check.Id}", $"{CardWords.Label(card)} did not pass the check",
        $"{BankWords.Of(check.Failure)} Nothing was charged. Add another card, or correct your billing details and add this one again.",
        [("Card", CardWords.Label(card))]);

    /// <summary>The provider lost the customer, and with him every card (F20).</summary>
    public static void CustomerDeleted(WriteScope scope, int account, string customer) => AccountMail.Write(
        scope, account, $"customer-deleted:{customer}", "Your cards are no longer on file",
        "The payment provider has deleted your customer record, and your cards with it. Nothing can be charged until you add a card again; your balance and your invoices are not affected.",
        []);
}
