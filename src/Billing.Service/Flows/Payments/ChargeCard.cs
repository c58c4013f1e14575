using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Payments;

/// <summary>
/// Collects an order that a flow wrote, from the card on file. The row with its key stands before the provider is asked. A
/// lost answer leaves it open; the same key finds out while the provider keeps it, and after that only looking does,
/// because the key would charge a second time (F9).
/// </summary>
public sealed class ChargeCard(Writer writer, IPaymentGateway gateway, IEnumerable<IPaymentEffect> effects)
{
    /// <summary>The provider may drop keys after 24 hours.</summary>
    private static readonly TimeSpan KeysLast = TimeSpan.FromHours(23);

    /// <summary>A call that is this old has ended, one way or the other.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(5);

    /// <summary>The provider's clock may lag behind ours.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromHours(1);

    private readonly OrderStates _states = new(effects);

    /// <summary>Asks the provider where the order is open, and answers where it stands.</summary>
    public async Task<Outcome<PaymentState>> Run(PaymentId payment, CancellationToken cancel)
    {
        var order = await writer.Run(scope => Load(scope, payment), cancel);
        return order.Next switch
        {
            Step.Ask => await Ask(order, cancel),
            Step.Look => await Look(order, cancel),
            Step.GiveUp => await Fail(order, BankWords.NoCard, cancel),
            _ => order.State,
        };
    }

    /// <summary>Whether an order of this purpose is settled here.</summary>
    public bool Settles(PaymentPurpose purpose) => _states.Knows(purpose);

    /// <summary>Moves an order on by what the provider says about its payment now.</summary>
    /// <param name="failure">The bank's reason; the payment's own where it is left out.</param>
    public async Task<Outcome<PaymentState>> Follow(PaymentId order, string key, GatewayPayment now, string? failure, CancellationToken cancel)
    {
        failure ??= now.Failure;
        // What waits for the payer is called off before he is offered another way to pay, or he might pay twice (F8).
        if (now.State == GatewayPaymentState.NeedsPayer || now.State == GatewayPaymentState.NeedsCard && failure == BankWords.NeedsPayer)
        {
            failure ??= BankWords.NeedsPayer;
            if (await gateway.CancelPayment(now.Id, $"cancel:{key}", cancel) is not GatewayAnswer<GatewayPayment>.Done called) return Customers.NoAnswer;
            now = called.Value;
        }

        return await writer.Run(scope => _states.Follow(scope, Row(scope, order), now, failure), cancel);
    }

    private async Task<Outcome<PaymentState>> Ask(OpenOrder order, CancellationToken cancel) =>
        await gateway.ChargeCard(order.Request!, order.Key, cancel) switch
        {
            GatewayAnswer<CardCharge>.Done done => await writer.Run(scope => _states.Charged(scope, Row(scope, order.Id), done.Value), cancel),
            // The key was used with another card: what that came to can only be looked up.
            GatewayAnswer<CardCharge>.Refused { Code: "idempotency_error" } => await Look(order, cancel),
            GatewayAnswer<CardCharge>.Refused { Code: BankWords.NeedsPayer } => await Look(order, cancel, BankWords.NeedsPayer),
            GatewayAnswer<CardCharge>.Refused no => await Fail(order, no.Code, cancel),
            _ => Customers.NoAnswer,
        };

    /// <param name="refused">The bank's reason, where it is known that it refused.</param>
    private async Task<Outcome<PaymentState>> Look(OpenOrder order, CancellationToken cancel, string? refused = null)
    {
        if (order.Customer is null) return await Fail(order, BankWords.NoCard, cancel);
        var found = await gateway.FindPaymentOf(order.Id, order.Customer, order.Created.Plus(-Skew), cancel);
        if (found is not GatewayAnswer<GatewayPayment?>.Done { Value: var now }) return Customers.NoAnswer;
        if (now is not null) return await Follow(order.Id, order.Key, now, refused, cancel);
        if (refused is not null) return await Fail(order, refused, cancel);
        return order.Age < LongestCall ? Customers.NoAnswer : await Fail(order, BankWords.NeverArrived, cancel);
    }

    private Task<Outcome<PaymentState>> Fail(OpenOrder order, string failure, CancellationToken cancel) =>
        writer.Run(scope => _states.Failed(scope, Row(scope, order.Id), failure), cancel);

    private static OpenOrder Load(WriteScope scope, PaymentId payment)
    {
        var row = Row(scope, payment);
        var customer = scope.Db.Customers.Find(row.Account);
        var wallet = scope.Wallet(row.Account);
        var request = customer is { Card: { } card } && customer.GatewayCustomer == row.GatewayCustomer
            ? new CardChargeRequest(
                row.Id, wallet.Id, customer.GatewayCustomer, card, new(row.Amount, new Asset(row.Asset)), scope.BookOf(row.Account, scope.Now).Name)
            : null;
        var wasAsked = row.LookedAt is not null;
        var age = scope.Now - row.Created;
        var next = row.State switch
        {
            PaymentState.Pending => Step.Look,
            not PaymentState.Created => Step.Nothing,
            _ when age >= KeysLast => Step.Look,
            _ when request is not null => Step.Ask,
            // Without a card nothing can be asked, but something may have been.
            _ => wasAsked ? Step.Look : Step.GiveUp,
        };
        if (next is Step.Ask or Step.Look) row.LookedAt = scope.Now;
        return new(row.Id, row.State, next, row.IdempotencyKey, request, row.GatewayCustomer, row.Created, age);
    }

    private static PaymentRow Row(WriteScope scope, PaymentId payment) => scope.Db.Payments.Single(p => p.Id == payment);

    private enum Step : byte { Nothing, Ask, Look, GiveUp }

    private sealed record OpenOrder(
        PaymentId Id, PaymentState State, Step Next, string Key, CardChargeRequest? Request, string? Customer, Instant Created, TimeSpan Age);
}
