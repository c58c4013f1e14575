using Billing.Refills;
using Billing.Service.Metering;
using Billing.Service.Storage;

namespace Billing.Service.Flows.Refills;

/// <summary>Automatic refill stops by itself. What paused it is said, and only a person turns it on again.</summary>
public static class RefillPause
{
    /// <summary>Codes of <see cref="RefillRow.PausedBecause"/>.</summary>
    public const string NoCard = "no_card", CustomerGone = "cannot_pay", CardRefused = "card_refused", TooManyRefusals = "too_many_refusals", NeedsPayer = "authentication_required", NotAllowed = "not_allowed";

    /// <summary>The card was taken off file, or the customer is gone: a refill that is on is paused, and says so in its diary (F19, F20).</summary>
    public static void CardGone(WriteScope scope, int account)
    {
        if (scope.Db.Refills.Find(account) is not { State: RefillState.On } row) return;
        Because(row, NoCard);
        RefillDiary.Note(scope, row, NoCard, $"The card was taken off file, so auto-refill is paused. {Words(NoCard)}", scope.Wallet(account).Balance, null);
    }

    /// <summary>Another card is charged from now on: what the bank said of the one before no longer counts, and nobody waits for it.</summary>
    public static void OtherCard(WriteScope scope, int account)
    {
        if (scope.Db.Refills.Find(account) is not { State: RefillState.On, Failures: > 0 } row) return;
        (row.Failures, row.NotBefore) = (0, null);
        RefillDiary.Note(scope, row, RefillDiary.OtherCard, "Another card is charged from now on, so the wait after the last refusal is over.", scope.Wallet(account).Balance, null);
    }

    /// <summary>What helps, for the customer.</summary>
    public static string Words(string? because) => because switch
    {
        NoCard => "Save a card, then turn it on again.",
        CustomerGone => "Save a card again, then turn it on again.",
        CardRefused => "The bank will not take this card again: save another one, then turn it on again.",
        TooManyRefusals => "The bank said no too often in a row: check the card with your bank, then turn it on again.",
        NeedsPayer => "Pay this one by hand and confirm it with your bank, then turn auto-refill on again.",
        NotAllowed => "Set an amount that the price list allows, then turn it on again.",
        _ => "Turn it on again when you are ready.",
    };

    /// <summary>Whether a look that decided so pauses: time alone does not help, and looking again would find the same.</summary>
    internal static bool Follows(AutoRefillVerdict verdict) => verdict is AutoRefillVerdict.NoCard or AutoRefillVerdict.CannotPay or AutoRefillVerdict.NotAllowed;

    internal static void Because(RefillRow row, string code) => (row.State, row.PausedBecause, row.NotBefore) = (RefillState.Paused, code, null);

    internal static string CodeOf(AutoRefillStop stop) => stop switch
    {
        AutoRefillStop.CardRefused => CardRefused,
        AutoRefillStop.TooManyRefusals => TooManyRefusals,
        AutoRefillStop.NeedsPayer => NeedsPayer,
        _ => throw new ArgumentOutOfRangeException(nameof(stop), stop, "Unknown stop"),
    };
}
