using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;

namespace Billing.Service.Flows.MoneyBack;

/// <summary>Brings a refund's row to where the provider says it stands, and the ledger with it.</summary>
internal static class RefundProgress
{
    /// <summary>A look back that arrives late says something older than is known: a refund never goes back to an earlier state.</summary>
    public static void Follow(WriteScope scope, PaymentStanding standing, RefundRow row, GatewayRefund seen)
    {
        row.GatewayRefund ??= seen.Id;
        Move(scope, standing, row, StateOf(seen.State), seen.Failure);
    }

    /// <summary>The provider said no: nothing was sent, and nothing was taken.</summary>
    public static void Refuse(WriteScope scope, PaymentStanding standing, RefundRow row, string code)
    {
        if (row.State == RefundState.Created) Move(scope, standing, row, RefundState.Failed, code);
    }

    private static void Move(WriteScope scope, PaymentStanding standing, RefundRow row, RefundState state, string? failure)
    {
        if (Rank(state) <= Rank(row.State)) return;
        var asked = row.State == RefundState.Created;
        (row.State, row.Failure) = (state, failure);
        if (state != RefundState.Pending) row.SettledAt = scope.Now;
        var moved = TakeBack.Settle(scope, standing, TakeBackCause.Of(row));
        if (row.IdempotencyKey is null && moved.Base.Units + moved.Bonus.Units > 0)
            (row.FromBase, row.FromBonus) = (moved.FromBase.Units, moved.FromBonus.Units);
        if (moved.BaseOwed.IsPositive || moved.BonusOwed.IsPositive) row.Debt = moved.BaseOwed.Units + moved.BonusOwed.Units;
        if (state is RefundState.Failed or RefundState.Cancelled) (row.FromBase, row.FromBonus, row.Debt) = (0, 0, 0);
        MoneyBackMail.Of(scope, standing, row, moved, asked);
    }

    private static RefundState StateOf(GatewayRefundState state) => state switch
    {
        GatewayRefundState.Pending => RefundState.Pending,
        GatewayRefundState.Succeeded => RefundState.Succeeded,
        GatewayRefundState.Failed => RefundState.Failed,
        _ => RefundState.Cancelled,
    };

    private static int Rank(RefundState state) => state switch
    {
        RefundState.Created => 0,
        RefundState.Pending => 1,
        RefundState.Succeeded => 2,
        _ => 3,
    };
}
