using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Resources;

/// <summary>What the sandbox does by itself when its clock gets there.</summary>
internal static class Timers
{
    public const string Session = "session";
    public const string Refund = "refund";
    public const string Aftermath = "aftermath";
    public const string Hold = "hold";
    public const string Debit = "debit";
    public const string DisputeDue = "dispute_due";
    public const string DisputeReview = "dispute_review";

    /// <summary>True when something was due.</summary>
    public static bool RunDue(State state)
    {
        var due = state.Timers.TakeDue(state.Now);
        foreach (var timer in due)
        {
            if (state.Objects.Find(timer.ObjectId) is not { } subject)
                continue;
            switch (timer.Kind)
            {
                case Session:
                    CheckoutSessions.Expire(state, subject);
                    break;
                case Refund:
                    Refunds.Settle(state, subject);
                    break;
                case Aftermath:
                    Disputes.Follow(state, subject);
                    break;
                case Hold:
                    Captures.Lapse(state, subject);
                    break;
                case Debit:
                    BankDebits.Answer(state, subject);
                    break;
                case DisputeDue:
                    Disputes.PassDue(state, subject);
                    break;
                case DisputeReview:
                    Disputes.Review(state, subject);
                    break;
            }
        }

        return due.Count > 0;
    }
}
