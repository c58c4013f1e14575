using Billing.Refills;
using Billing.Service.Access;
using Billing.Service.Flows.Messages;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Refills;

/// <param name="ChargeNow">What the customer was told will be charged at once; null for nothing.</param>
public sealed record RefillWish(AutoRefillSettings Settings, Amount? ChargeNow);

/// <param name="First">What the first look decided.</param>
/// <param name="Payment">How the charge stands that it started; null for none, or where the bank has not answered.</param>
public sealed record SetRefillResult(AutoRefillAnswer First, PaymentState? Payment);

/// <summary>
/// Turns automatic refill on, or changes it. Where the balance is below the threshold a charge follows at once, so it happens
/// only to someone who was told so; the setting and its order are one commit. Turning it on ends a pause.
/// </summary>
public sealed class SetRefill(Writer writer, IMemberships memberships, RefillWatch watch, ChargeCard charge)
{
    public async Task<Outcome<SetRefillResult>> Run(Actor actor, AccountId account, RefillWish wish, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal) return refusal;
        var set = await writer.Run(scope => Set(scope, actor, account, wish), cancel);
        if (set.Refusal is not null) return set.Refusal;
        watch.Follow(account, wish.Settings.Threshold.Units);
        var (answer, order) = set.Value;
        if (order is not { } payment) return new SetRefillResult(answer, null);
        var charged = await charge.Run(payment, cancel);
        return new SetRefillResult(answer, charged.IsAccepted ? charged.Value : null);
    }

    private static Outcome<(AutoRefillAnswer First, PaymentId? Order)> Set(WriteScope scope, Actor actor, AccountId account, RefillWish wish)
    {
        if (scope.Find(account) is not { } wallet) return new Refusal("not_found", "There is no such account.");
        var book = scope.BookOf(wallet.Account, scope.Now);
        if (AutoRefillCheck.FaultOf(book, wish.Settings) is { } fault) return new Refusal("not_valid", fault.Message, fault.Code);

        var stored = scope.Db.Refills.Find(wallet.Account);
        var row = stored ?? new RefillRow { Account = wallet.Account, ChangedBy = actor.Label };
        var (before, wasPaused) = (row.State, row.State == RefillState.Paused);
        var look = RefillCase.Of(scope.Db, book, wallet, Meant(stored, row.Account, wish.Settings), scope.Now);
        if (!look.Standing.MayPay || !look.Standing.HasCard) return new Refusal("no_card", "Save a card first: there is none on file that could be charged.");
        if (look.Answer.Started && (wish.ChargeNow is not { } told || told < look.Answer.Charge))
            return new Refusal("charges_now", $"The balance is below the threshold, so {SaidAmount.Of(book, look.Answer.Charge)} are charged to {look.Card} at once. Confirm that first.");

        if (stored is null) scope.Db.Refills.Add(row);
        Write(row, wish.Settings);
        (row.PausedBecause, row.ChangedAt, row.ChangedBy) = (null, scope.Now, actor.Label);
        if (wasPaused) (row.Failures, row.NotBefore) = (0, null);
        RefillDiary.Note(scope, row, before == RefillState.On ? RefillDiary.Changed : RefillDiary.TurnedOn, RefillWords.Set(look, actor.Label), wallet.Balance, null);
        scope.Db.SaveChanges();
        var (answer, order) = EvaluateRefill.Look(scope, account);
        return (answer!, order);
    }

    /// <summary>The row as it would be; a pause that is ended takes its back-off along.</summary>
    internal static RefillRow Meant(RefillRow? stored, int account, AutoRefillSettings settings)
    {
        var meant = new RefillRow
        {
            Account = account, ChangedBy = "", LastAttempt = stored?.LastAttempt, NotBefore = stored is { State: not RefillState.Paused } ? stored.NotBefore : null,
        };
        Write(meant, settings);
        return meant;
    }

    private static void Write(RefillRow row, AutoRefillSettings settings) => (row.State, row.Threshold, row.Amount, row.MonthCeiling, row.DayLimit) =
        (RefillState.On, settings.Threshold.Units, settings.Refill.Units, settings.MonthCeiling.Units, settings.DayLimit);
}
