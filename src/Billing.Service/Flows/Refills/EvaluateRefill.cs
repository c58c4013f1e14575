using Billing.Refills;
using Billing.Service.Flows.Messages;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.TopUps;
using Billing.Units;

namespace Billing.Service.Flows.Refills;

/// <summary>
/// Looks whether a refill is due, and pays it. The look, its line in the diary and the order are one commit, so however many
/// look at once, one starts; the charge follows by the order's key, which a crash in between only delays.
/// </summary>
public sealed class EvaluateRefill(Writer writer, ChargeCard charge)
{
    /// <summary>What was decided; null where nothing was ever set, or it is off.</summary>
    public async Task<AutoRefillAnswer?> Run(AccountId account, CancellationToken cancel)
    {
        var (answer, order) = await writer.Run(scope => Look(scope, account), cancel);
        if (order is { } payment) await charge.Run(payment, cancel);
        return answer;
    }

    /// <summary>Decides, writes the line, and the order where one is due; the charge is up to the caller, after the commit.</summary>
    internal static (AutoRefillAnswer? Answer, PaymentId? Order) Look(WriteScope scope, AccountId account)
    {
        if (scope.Find(account) is not { } wallet || scope.Db.Refills.Find(wallet.Account) is not { State: not RefillState.Off } row) return (null, null);
        var look = RefillCase.Of(scope.Db, scope.BookOf(wallet.Account, scope.Now), wallet, row, scope.Now);
        if (look.Answer.Started) return (look.Answer, Start(scope, look));
        if (RefillPause.Follows(look.Answer.Verdict)) RefillPause.Because(row, RefillWords.CodeOf(look.Answer.Verdict));
        RefillDiary.Look(scope, look);
        if (look.Answer.Verdict == AutoRefillVerdict.NotAllowed) Tell(scope, look);
        return (look.Answer, null);
    }

    /// <summary>Nothing that the customer did led to it. The rule as it was saved is told of once: only saving it again ends the pause.</summary>
    private static void Tell(WriteScope scope, RefillCase look) => AccountMail.Write(
        scope, look.Row.Account, $"refill-not-allowed:{scope.Wallet(look.Row.Account).Id}:{look.Row.ChangedAt}", "Auto-refill is paused: its amount is not allowed any more",
        $"{RefillWords.Of(look)} Auto-refill is paused. {RefillPause.Words(RefillPause.NotAllowed)}",
        [("Refill", SaidAmount.Of(look.Book, look.Settings.Refill)), ("Below", SaidAmount.Of(look.Book, look.Settings.Threshold)), ("Balance", SaidAmount.Of(look.Book, look.Standing.Balance))]);

    private static PaymentId Start(WriteScope scope, RefillCase look)
    {
        var buys = ((TopUpAnswer.Accepted)AutoRefillDecision.Quote(look.Book, look.Settings.Refill)).Quote;
        var order = CardOrder.Refill(scope, look.Row.Account, buys);
        (look.Row.LastAttempt, look.Row.NotBefore) = (scope.Now, null);
        RefillDiary.Note(scope, look.Row, RefillWords.CodeOf(look.Answer.Verdict), RefillWords.Of(look), look.Standing.Balance.Units, order);
        return order;
    }
}
