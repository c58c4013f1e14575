using System.Text.Json.Nodes;
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

    private const int Batch = 100;

    /// <summary>Runs what is due, in the order of time and each at its own time; true when there may be more.</summary>
    public static bool RunDue(State state)
    {
        var now = state.Now;
        for (var run = 0; run < Batch; run++)
        {
            if (state.Timers.TakeDue(now) is not { } timer)
                return run > 0;
            if (state.Objects.Find(timer.ObjectId) is { } subject)
                state.At(timer.Due, () => RunIfPossible(state, timer.Kind, subject));
        }

        return true;
    }

    private static void RunIfPossible(State state, string kind, JsonObject subject)
    {
        try
        {
            state.OrNothing(() =>
            {
                Run(state, kind, subject);
                return true;
            });
        }
        catch (StripeFault)
        {
            // What was planned can no longer be done, and there is nobody to refuse it to. It must not stop the clock.
        }
    }

    private static void Run(State state, string kind, JsonObject subject)
    {
        switch (kind)
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
            default:
                Subscribing.BillingTimers.Run(state, kind, subject);
                break;
        }
    }
}
