using Billing.PriceBooks;
using Billing.Recovery;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Recovery;

/// <summary>An unpaid invoice only gets graver, and a payment ends it whenever it comes.</summary>
public sealed class RecoveryPropertyTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<RecoveryStage> Stages = Books.Koyeb.Recovery;

    private static Gen<TimeSpan> After { get; } = Gen.Frequency(
        (2, from day in Gen.Elements(0, 7, 14, 21) from second in Gen.Choose(-1, 1) select TimeSpan.FromDays(day) + TimeSpan.FromSeconds(second)),
        (3, Gen.Choose(0, 40 * 86_400).Select(second => TimeSpan.FromSeconds(second))));

    [Fact]
    public void Unpaid_OverTime_OnlyGetsGraver() =>
        Property.Holds(output, from failed in Draw.Moment from a in After from b in After select (failed, early: a < b ? a : b, late: a < b ? b : a), c =>
        {
            var early = RecoveryDecision.At(Stages, c.failed, null, c.failed.Plus(c.early));
            var late = RecoveryDecision.At(Stages, c.failed, null, c.failed.Plus(c.late));
            return early.State <= late.State && (early.Blocks & ~late.Blocks) == RecoveryBlocks.None;
        });

    [Fact]
    public void NextStage_WhereverThereIsOne_ChangesTheStateAtItsInstantAndNotBefore() =>
        Property.Holds(output, from failed in Draw.Moment from after in After select (failed, after), c =>
        {
            var standing = RecoveryDecision.At(Stages, c.failed, null, c.failed.Plus(c.after));
            return standing.NextAt is not { } next
                || (RecoveryDecision.At(Stages, c.failed, null, next).State > standing.State && RecoveryDecision.At(Stages, c.failed, null, new(next.Micros - 1)).State == (c.after < TimeSpan.Zero ? RecoveryState.Current : standing.State));
        });

    [Fact]
    public void Paid_AtAnyTime_IsCurrentAndOnlyADeletionStays() =>
        Property.Holds(output, from failed in Draw.Moment from paid in After from later in After where paid >= TimeSpan.Zero && later >= TimeSpan.Zero select (failed, paid, later), c =>
        {
            var paidAt = c.failed.Plus(c.paid);
            var standing = RecoveryDecision.At(Stages, c.failed, paidAt, paidAt.Plus(c.later));
            return standing.State == RecoveryState.Current && standing.NextAt is null && standing.CreationAllowed && !standing.InstancesPaused
                && standing.ResourcesDeleted == (c.paid >= TimeSpan.FromDays(21));
        });
}
