using Billing.Refills;

namespace Billing.Service.Flows.Payments;

/// <summary>
/// The bank's codes, in one place: what a refusal means for the next try, and what the payer reads. Where the bank suspects
/// fraud the payer reads no more than that it declined: the one who holds the card need not be its owner.
/// </summary>
public static class BankWords
{
    /// <summary>A code of ours: there was no card to ask with.</summary>
    public const string NoCard = "no_card";

    /// <summary>A code of ours: the provider never saw the payment, and will not any more.</summary>
    public const string NeverArrived = "never_arrived";

    /// <summary>A code of ours and the provider's: the payment was called off.</summary>
    public const string Cancelled = "canceled";

    public const string NeedsPayer = "authentication_required";

    private const string Declined = "The bank declined the card.";

    private static readonly Dictionary<string, (RefusalKind Kind, string Words)> Codes = new(StringComparer.Ordinal)
    {
        [NoCard] = (RefusalKind.Hard, "There is no card on file."),
        [NeverArrived] = (RefusalKind.Soft, "The payment never reached the bank."),
        [Cancelled] = (RefusalKind.Soft, "The payment was called off."),
        [NeedsPayer] = (RefusalKind.NeedsPayer, "The bank wants you to confirm the payment yourself."),

        ["card_declined"] = (RefusalKind.Soft, Declined),
        ["generic_decline"] = (RefusalKind.Soft, Declined),
        ["do_not_honor"] = (RefusalKind.Soft, Declined),
        ["insufficient_funds"] = (RefusalKind.Soft, "The bank declined the card: there is not enough money on it."),
        ["withdrawal_count_limit_exceeded"] = (RefusalKind.Soft, "The bank declined the card: its limit is reached."),
        ["card_velocity_exceeded"] = (RefusalKind.Soft, "The bank declined the card: its limit is reached."),
        ["processing_error"] = (RefusalKind.Soft, "The bank could not work on the payment."),
        ["try_again_later"] = (RefusalKind.Soft, "The bank could not work on the payment."),
        ["issuer_not_available"] = (RefusalKind.Soft, "The card's bank could not be reached."),
        ["reenter_transaction"] = (RefusalKind.Soft, "The bank could not work on the payment."),
        ["call_issuer"] = (RefusalKind.Soft, "The bank declined the card; it tells you why when you ask it."),

        ["expired_card"] = (RefusalKind.Hard, "The bank declined the card: it has expired."),
        ["incorrect_cvc"] = (RefusalKind.Hard, "The bank declined the card: its security code is wrong."),
        ["incorrect_number"] = (RefusalKind.Hard, "The bank declined the card: its number is wrong."),
        ["invalid_account"] = (RefusalKind.Hard, "The bank declined the card: its account does not exist."),
        ["card_not_supported"] = (RefusalKind.Hard, "The card cannot be used for such payments."),
        ["currency_not_supported"] = (RefusalKind.Hard, "The card cannot pay in this currency."),
        ["not_permitted"] = (RefusalKind.Hard, "The bank does not permit such payments with this card."),
        ["transaction_not_allowed"] = (RefusalKind.Hard, "The bank does not permit such payments with this card."),
        ["revocation_of_authorization"] = (RefusalKind.Hard, "The bank was told not to permit these payments."),
        ["revocation_of_all_authorizations"] = (RefusalKind.Hard, "The bank was told not to permit these payments."),
        ["stop_payment_order"] = (RefusalKind.Hard, "The bank was told not to permit these payments."),
        ["resource_missing"] = (RefusalKind.Hard, "The card is not on file any more."),

        ["lost_card"] = (RefusalKind.Hard, Declined),
        ["stolen_card"] = (RefusalKind.Hard, Declined),
        ["pickup_card"] = (RefusalKind.Hard, Declined),
        ["restricted_card"] = (RefusalKind.Hard, Declined),
        ["fraudulent"] = (RefusalKind.Hard, Declined),
        ["merchant_blacklist"] = (RefusalKind.Hard, Declined),
        ["security_violation"] = (RefusalKind.Hard, Declined),
    };

    /// <summary>What a refusal means for the next try. A code nobody knows may pass: tries are few, and far apart.</summary>
    public static RefusalKind KindOf(string? code) => Known(code).Kind;

    /// <summary>Why the bank said no, for the payer: one sentence.</summary>
    public static string Of(string? code) => Known(code).Words;

    private static (RefusalKind Kind, string Words) Known(string? code) =>
        code is not null && Codes.TryGetValue(code, out var known) ? known : (RefusalKind.Soft, Declined);
}
