using Billing.Refills;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Refills;

/// <summary>The diary of automatic refill: every look at the balance and everything that came of one leaves a line.</summary>
internal static class RefillDiary
{
    /// <summary>Codes of lines that are no look.</summary>
    public const string Paid = "paid", Declined = "declined", TurnedOn = "turned_on", Changed = "changed", TurnedOff = "turned_off", OtherCard = "other_card";

    /// <summary>A look. One that saw and decided the same as the line before makes that line longer.</summary>
    public static void Look(WriteScope scope, RefillCase look)
    {
        var (row, code, why) = (look.Row, RefillWords.CodeOf(look.Answer.Verdict), RefillWords.Of(look));
        var last = scope.Db.RefillNotes.Where(note => note.Account == row.Account).OrderByDescending(note => note.Number).FirstOrDefault();
        if (last is { Payment: null } && last.Decision == code && last.Why == why && last.Threshold == row.Threshold)
        {
            (last.LastAt, last.Looks, last.Balance) = (scope.Now, last.Looks + 1, look.Standing.Balance.Units);
            return;
        }

        Note(scope, row, code, why, look.Standing.Balance.Units, null);
    }

    /// <param name="balance">In 10^-8, as it is after what happened.</param>
    public static void Note(WriteScope scope, RefillRow row, string code, string why, long balance, PaymentId? payment)
    {
        scope.Db.RefillNotes.Add(new RefillNoteRow
        {
            Account = row.Account,
            At = scope.Now,
            LastAt = scope.Now,
            Looks = 1,
            Balance = balance,
            Threshold = row.Threshold,
            Decision = code,
            Why = why,
            Payment = payment,
        });
        scope.Tell(row.Account);
    }
}
