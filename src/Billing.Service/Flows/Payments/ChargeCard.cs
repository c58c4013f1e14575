using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Payments;

/// <summary>What a payment buys: does it when the payment is there, or notes that it is not. One for each purpose.</summary>
public interface IPaymentEffect
{
    PaymentPurpose Purpose { get; }

    /// <summary>In the transaction that marks the payment as paid; runs once.</summary>
    void Paid(WriteScope scope, PaymentRow payment);

    /// <summary>In the transaction that marks it as failed; runs once. <see cref="PaymentRow.Failure"/> says why.</summary>
    void Failed(WriteScope scope, PaymentRow payment);
}

/// <summary>
/// Collects an order that a flow wrote, from the card on file. The row with its key stands before the provider is asked;
/// a lost answer leaves it open, and asking again by the same key finds out. What was bought follows in the transaction
/// that notes the payment, so it happens once.
/// </summary>
public sealed class ChargeCard(Writer writer, IPaymentGateway gateway, IEnumerable<IPaymentEffect> effects)
{
    private readonly Dictionary<PaymentPurpose, IPaymentEffect> _effects = effects.ToDictionary(effect => effect.Purpose);

    /// <summary>Writes the order to charge; the caller's transaction decides that it is due.</summary>
    /// <param name="subject">Of the purpose: see <see cref="PaymentPurpose"/>.</param>
    /// <param name="key">Unique per attempt: a declined one is never asked again.</param>
    public static PaymentId Order(WriteScope scope, int account, PaymentPurpose purpose, string subject, Amount amount, string key)
    {
        var id = new PaymentId(Guid.CreateVersion7(scope.Now.ToDateTimeOffset()));
        scope.Db.Payments.Add(new PaymentRow
        {
            Id = id,
            Account = account,
            Amount = amount.Units,
            Asset = amount.Asset.Code,
            Purpose = purpose,
            Subject = subject,
            State = PaymentState.Created,
            GatewayCustomer = scope.Db.Customers.Find(account)?.GatewayCustomer,
            Created = scope.Now,
            IdempotencyKey = key,
        });
        return id;
    }

    /// <summary>Asks the provider, if nobody did, and answers where the payment stands.</summary>
    public async Task<Outcome<PaymentState>> Run(PaymentId payment, CancellationToken cancel)
    {
        var order = await writer.Run(scope => Load(scope, payment), cancel);
        if (order.State != PaymentState.Created) return order.State;
        if (order.Request is not { } request) return await writer.Run(scope => Fail(scope, payment, "no_card"), cancel);
        return await gateway.ChargeCard(request, order.Key, cancel) switch
        {
            GatewayAnswer<CardCharge>.Done done => await writer.Run(scope => Settle(scope, payment, done.Value), cancel),
            GatewayAnswer<CardCharge>.Refused no => await writer.Run(scope => Fail(scope, payment, no.Code), cancel),
            _ => Customers.NoAnswer,
        };
    }

    private Outcome<PaymentState> Settle(WriteScope scope, PaymentId payment, CardCharge charge)
    {
        var row = Row(scope, payment);
        if (row.State is not (PaymentState.Created or PaymentState.Pending)) return row.State;
        row.GatewayPayment = charge.PaymentIntent;
        row.Method = charge.Method ?? scope.Db.Customers.Find(row.Account)?.CardLabel;
        row.State = charge.Pending ? PaymentState.Pending : PaymentState.Paid;
        if (charge.Pending) return row.State;
        row.PaidAt = scope.Now;
        _effects[row.Purpose].Paid(scope, row);
        return row.State;
    }

    private Outcome<PaymentState> Fail(WriteScope scope, PaymentId payment, string failure)
    {
        var row = Row(scope, payment);
        if (row.State is not (PaymentState.Created or PaymentState.Pending)) return row.State;
        (row.State, row.Failure) = (PaymentState.Failed, failure);
        _effects[row.Purpose].Failed(scope, row);
        return row.State;
    }

    private static Pending Load(WriteScope scope, PaymentId payment)
    {
        var row = Row(scope, payment);
        var customer = scope.Db.Customers.Find(row.Account);
        var wallet = scope.Wallet(row.Account);
        var request = customer?.Card is { } card
            ? new CardChargeRequest(
                row.Id, wallet.Id, customer.GatewayCustomer, card, new(row.Amount, new Asset(row.Asset)), scope.BookOf(row.Account, scope.Now).Name)
            : null;
        return new(row.State, row.IdempotencyKey, request);
    }

    private static PaymentRow Row(WriteScope scope, PaymentId payment) => scope.Db.Payments.Single(p => p.Id == payment);

    private sealed record Pending(PaymentState State, string Key, CardChargeRequest? Request);
}
