using System.Globalization;
using Billing.PriceBooks;
using Billing.Service.Flows.Messages;
using Billing.Service.Flows.Resources;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Flows.Recovery;

/// <summary>
/// Enters the stages of payment recovery, each by its own instant (KO-37, KO-38). Entering is a command with a key, so a
/// stage acts once, and the account's history says when.
/// </summary>
internal sealed class PaymentRecovery(WriteScope scope, int account, PriceBook book) : IDueWork
{
    public static IDueWork? Of(WriteScope scope, int account) =>
        scope.BookOf(account, scope.Now) is { Recovery.Count: > 0, Wallet.Funding: FundingMode.Postpaid } book ? new PaymentRecovery(scope, account, book) : null;

    public Instant? Next => Case() is { } open && NextStage(open) is { } stage ? open.FailedAt.PlusDays(stage.AfterDays) : null;

    public void Do()
    {
        var open = Case()!;
        var stage = NextStage(open)!;
        var at = open.FailedAt.PlusDays(stage.AfterDays);
        var key = Key(open, stage);
        scope.Once<string>(new NewCommand(key, "payment_recovery", account, "Payment recovery", RequestHash.Of(key), Reason: stage.State.ToString()), _ =>
        {
            Act(stage.Blocks & ~open.Collection.Lifted, at);
            Tell(open, stage, at);
            return at.ToString();
        });
    }

    private void Act(RecoveryBlocks blocks, Instant at)
    {
        if (blocks.HasFlag(RecoveryBlocks.Resources)) ResourceBlocks.Delete(scope, account, at);
        else if (blocks.HasFlag(RecoveryBlocks.Instances)) ResourceBlocks.Block(scope, account, at);
    }

    private void Tell(RecoveryCase open, RecoveryStage stage, Instant at)
    {
        List<(string, string)> lines = [("Invoice", open.Collection.Invoice.ToString(CultureInfo.InvariantCulture)), ("State", stage.State.ToString()), ("Since", Day(at))];
        if (book.Recovery.FirstOrDefault(later => later.AfterDays > stage.AfterDays) is { } next) lines.Add(("Next", $"{next.State} on {Day(open.FailedAt.PlusDays(next.AfterDays))}"));
        AccountMail.Write(scope, account, Key(open, stage), $"Payment {stage.State.ToString().ToLowerInvariant()}: invoice {open.Collection.Invoice}", RecoveryWords.Of(stage.Blocks & ~open.Collection.Lifted), lines);
    }

    private RecoveryCase? Case() => RecoveryCase.Of(scope.Db, book, account, scope.Now);

    private RecoveryStage? NextStage(RecoveryCase open) => book.Recovery.FirstOrDefault(stage => scope.Db.Commands.Find(Key(open, stage)) is null);

    private static string Key(RecoveryCase open, RecoveryStage stage) => string.Create(CultureInfo.InvariantCulture, $"recovery:{open.Collection.Invoice}:{stage.AfterDays}");

    private static string Day(Instant at) => at.ToDateTimeOffset().ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
