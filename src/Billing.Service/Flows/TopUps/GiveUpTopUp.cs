using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.TopUps;

/// <summary>
/// Closes a payment page that its customer no longer wants. Where it was paid in the same instant the payment stands: the
/// provider says which came first, and what it says is settled like any other look.
/// </summary>
public sealed class GiveUpTopUp(Writer writer, IMemberships memberships, IPaymentGateway gateway, SettleTopUp settle)
{
    public async Task<Outcome<SettledTopUp>> Run(Actor actor, AccountId account, PaymentId payment, CancellationToken cancel)
    {
        if (await memberships.Check(actor, account, Permission.Pay, cancel) is { } refusal) return refusal;
        var session = await writer.Run(scope => OpenPage(scope, account, payment), cancel);
        return session is null
            ? new Refusal("not_found", "There is no such payment page, or it is closed.")
            : await settle.Run(await gateway.ExpireCheckout(session, cancel), cancel);
    }

    private static string? OpenPage(WriteScope scope, AccountId account, PaymentId payment)
    {
        var row = scope.Db.Payments.FirstOrDefault(p => p.Id == payment);
        return row is { State: PaymentState.Open, Purpose: PaymentPurpose.TopUp } && scope.Wallet(row.Account).Id == account ? row.GatewaySession : null;
    }
}
