namespace Stripe.Sandbox.Cards;

/// <summary>The documented test numbers. Any future expiry and any CVC will do.</summary>
internal static class TestCards
{
    private static readonly Decline Generic = new("card_declined", "generic_decline", "Your card was declined.");

    public static IReadOnlyList<TestCard> All { get; } =
    [
        new("4242424242424242", "pm_card_visa", "visa", "succeeds"),
        new("5555555555554444", "pm_card_mastercard", "mastercard", "succeeds"),
        new("378282246310005", "pm_card_amex", "amex", "succeeds"),
        new("4000056655665556", "pm_card_visa_debit", "visa", "succeeds, a debit card") { Funding = "debit" },
        new("5105105105105100", "pm_card_mastercard_prepaid", "mastercard", "succeeds, a prepaid card") { Funding = "prepaid" },
        new("6011111111111117", "pm_card_discover", "discover", "succeeds"),
        new("3056930009020004", "pm_card_diners", "diners", "succeeds"),
        new("3566002020360505", "pm_card_jcb", "jcb", "succeeds"),
        new("6200000000000005", "pm_card_unionpay", "unionpay", "succeeds"),
        new("4000000000000077", "pm_card_bypassPending", "visa", "succeeds, available at once") { AvailableAtOnce = true },
        new("4000000000003220", "pm_card_threeDSecure2Required", "visa", "asks for 3-D Secure, then succeeds") { Authentication = Authentication.Once },
        new("4000000000003063", "pm_card_threeDSecureRequired", "visa", "asks for 3-D Secure at every payment") { Authentication = Authentication.Always },
        new("4000000000003055", "pm_card_threeDSecureOptional", "visa", "knows 3-D Secure, does not ask"),
        new("4000002500003155", "pm_card_authenticationRequiredOnSetup", "visa", "asks for 3-D Secure once, then works without") { Authentication = Authentication.Once },
        new("4000002760003184", "pm_card_authenticationRequired", "visa", "asks for 3-D Secure every time") { Authentication = Authentication.Always },
        new("4000003800000446", "pm_card_authenticationRequiredSetupForOffSession", "visa", "set up already, works without asking"),
        new("4000008400001629", "pm_card_threeDSecureRequiredChargeDeclined", "visa", "3-D Secure passes, then declined") { Authentication = Authentication.Always, Decline = Generic },
        new("4000000000000002", "pm_card_visa_chargeDeclined", "visa", "declined") { Decline = Generic },
        new("4000000000009995", "pm_card_visa_chargeDeclinedInsufficientFunds", "visa", "declined: not enough funds")
        {
            Decline = new("card_declined", "insufficient_funds", "Your card has insufficient funds."),
        },
        new("4000000000009987", "pm_card_visa_chargeDeclinedLostCard", "visa", "declined: lost card") { Decline = Generic with { Reason = "lost_card" } },
        new("4000000000009979", "pm_card_visa_chargeDeclinedStolenCard", "visa", "declined: stolen card") { Decline = Generic with { Reason = "stolen_card" } },
        new("4000000000000069", "pm_card_chargeDeclinedExpiredCard", "visa", "declined: expired") { Decline = new("expired_card", null, "Your card has expired.") },
        new("4000000000000127", "pm_card_chargeDeclinedIncorrectCvc", "visa", "declined: wrong security code")
        {
            Decline = new("incorrect_cvc", null, "Your card's security code is incorrect."),
        },
        new("4000000000000119", "pm_card_chargeDeclinedProcessingError", "visa", "declined: processing error")
        {
            Decline = new("processing_error", null, "An error occurred while processing your card. Try again in a little bit."),
        },
        new("4000000000006975", "pm_card_visa_chargeDeclinedVelocityLimitExceeded", "visa", "declined: used too often")
        {
            Decline = new("card_declined", "card_velocity_exceeded", "Your card was declined for making repeated attempts too frequently or exceeding its amount limit."),
        },
        new("4100000000000019", "pm_card_visa_chargeDeclinedFraudulent", "visa", "blocked as too risky")
        {
            Decline = Generic with { Reason = "fraudulent" },
        },
        new("4000000000000341", "pm_card_chargeCustomerFail", "visa", "can be saved, then declines when charged") { Decline = Generic, DeclinesOnlyCharges = true },
        new("4000000000000259", "pm_card_createDispute", "visa", "succeeds, disputed later") { Aftermath = Aftermath.DisputedAsFraud },
        new("4000000000002685", "pm_card_createDisputeProductNotReceived", "visa", "succeeds, disputed as not received") { Aftermath = Aftermath.DisputedAsNotReceived },
        new("4000000000001976", "pm_card_createDisputeInquiry", "visa", "succeeds, then an inquiry") { Aftermath = Aftermath.Inquiry },
        new("4000000000005423", "pm_card_createIssuerFraudRecord", "visa", "succeeds, then a fraud warning") { Aftermath = Aftermath.FraudWarning },
        new("4000000000007726", "pm_card_pendingRefund", "visa", "succeeds, refunds stay pending at first") { Aftermath = Aftermath.RefundStaysPending },
        new("4000000000005126", "pm_card_refundFail", "visa", "succeeds, refunds fail later") { Aftermath = Aftermath.RefundFails },
    ];

    public static TestCard? ByNumber(string number) => All.FirstOrDefault(c => c.Number == number);

    /// <summary>The documentation writes several tokens with and without the brand.</summary>
    public static TestCard? ByToken(string token) => All.FirstOrDefault(c => c.Token == token || WithoutBrand(c.Token) == WithoutBrand(token));

    private static string WithoutBrand(string token) => token.Replace("_visa_charge", "_charge", StringComparison.Ordinal);
}
