namespace Stripe.Sandbox;

/// <content>What payers, banks and card networks do of their own accord.</content>
public sealed partial class SandboxServer
{
    /// <summary>
    /// Pays (or, in mode setup, saves) as the page would, passing the bank's check where there is one; answers the page's
    /// refusal, or null when the session is complete.
    /// </summary>
    /// <param name="sessionId">cs_test_…</param>
    /// <param name="number">A test card's number, a US test account's number, or a test IBAN.</param>
    public string? PaySession(string sessionId, string number) => _control.Pay(sessionId, number);

    /// <summary>Lets the bank answer a debit now instead of after its days.</summary>
    public void AnswerDebit(string paymentIntentId) => _payments.AnswerDebit(paymentIntentId);

    /// <summary>Opens a dispute over a paid charge (ch_, py_ or pi_), or only an inquiry; answers its id.</summary>
    /// <param name="charge">The charge or its payment intent.</param>
    /// <param name="reason">In Stripe's words, such as fraudulent or product_not_received.</param>
    /// <param name="inquiry">Asks only: no money moves unless it is escalated.</param>
    public string OpenDispute(string charge, string reason = "fraudulent", bool inquiry = false) => _payments.OpenDispute(charge, reason, inquiry);

    /// <summary>Brings the charge's dispute to this end, opening one where none is open; answers its id.</summary>
    public string Dispute(string charge, DisputeOutcome outcome) => _payments.Dispute(charge, outcome);

    /// <summary>The bank decides an open dispute.</summary>
    public void DecideDispute(string disputeId, DisputeOutcome outcome) => _payments.DecideDispute(disputeId, outcome);

    /// <summary>An early fraud warning over a paid charge; answers its id.</summary>
    public string WarnOfFraud(string charge) => _payments.WarnOfFraud(charge);

    /// <summary>The payer's bank sends a refund back, also one that had succeeded.</summary>
    /// <param name="refundId">re_…</param>
    /// <param name="reason">In Stripe's words, such as lost_or_stolen_card or expired_or_canceled_card.</param>
    public void FailRefund(string refundId, string reason = "lost_or_stolen_card") => _payments.FailRefund(refundId, reason);

    /// <summary>Whether a refund needs as much in the balance (refused with balance_insufficient otherwise); at first it may go negative.</summary>
    public void RefundsNeedBalance(bool need) => _payments.RefundsNeedBalance(need);

    /// <summary>What becomes of subscriptions whose renewal could not be collected by the last attempt; at first they end.</summary>
    public void AfterLastRetry(AfterLastRetry then) => _payments.AfterLastRetry(then);

    /// <summary>The next charges of a saved card turn out as those of these test cards (pm_card_…), one after the other; then it is itself again.</summary>
    public void NextOutcomes(string paymentMethodId, params IReadOnlyList<string> tokens) => _payments.NextOutcomes(paymentMethodId, tokens);

    /// <summary>The card network replaces a customer's card by another test card: payment_method.automatically_updated.</summary>
    public void ReplaceCard(string paymentMethodId, string number) => _payments.ReplaceCard(paymentMethodId, number);

    /// <summary>A customer's card is expired from now on: payment_method.updated, and charges decline with expired_card.</summary>
    public void ExpireCard(string paymentMethodId) => _payments.ExpireCard(paymentMethodId);

    /// <summary>Takes a card from its customer without the seller's doing: payment_method.detached.</summary>
    public void DetachCard(string paymentMethodId) => _payments.DetachCard(paymentMethodId);
}
