using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Payments;

/// <summary>
/// How a card's order moves on. What was bought follows in the transaction that notes the payment, so it happens once. What
/// is paid stays paid, and what the provider took counts even where it had seemed to refuse it.
/// </summary>
internal sealed class OrderStates(IEnumerable<IPaymentEffect> effects)
{
    private readonly Dictionary<PaymentPurpose, IPaymentEffect> _effects = effects.ToDictionary(effect => effect.Purpose);

    public bool Knows(PaymentPurpose purpose) => _effects.ContainsKey(purpose);

    /// <summary>As the provider says it is now, after comparing it with the order.</summary>
    /// <param name="failure">The bank's reason, where it refused.</param>
    public Outcome<PaymentState> Follow(WriteScope scope, PaymentRow order, GatewayPayment now, string? failure)
    {
        if (Mismatch(order, now) is { } what)
            return new Refusal("payment_mismatch", $"Payment {order.Id}: the provider's {what} is not the order's.", what);
        return now.State switch
        {
            GatewayPaymentState.Succeeded => Paid(scope, order, now.Id, now.Method),
            GatewayPaymentState.Processing => Pending(order, now.Id, now.Method),
            GatewayPaymentState.Cancelled => Failed(scope, order, failure ?? BankWords.Cancelled, now.Id),
            // Without a refusal it is a payment in the making.
            GatewayPaymentState.NeedsCard or GatewayPaymentState.NeedsPayer when failure is not null => Failed(scope, order, failure, now.Id),
            _ => order.State,
        };
    }

    public Outcome<PaymentState> Charged(WriteScope scope, PaymentRow order, CardCharge charge) =>
        charge.Pending ? Pending(order, charge.PaymentIntent, charge.Method) : Paid(scope, order, charge.PaymentIntent, charge.Method);

    public Outcome<PaymentState> Failed(WriteScope scope, PaymentRow order, string failure, string? payment = null)
    {
        if (!IsOpen(order)) return order.State;
        (order.State, order.Failure) = (PaymentState.Failed, failure);
        order.GatewayPayment ??= payment;
        _effects[order.Purpose].Failed(scope, order);
        return order.State;
    }

    public static bool IsOpen(PaymentRow order) => order.State is PaymentState.Created or PaymentState.Pending;

    private Outcome<PaymentState> Paid(WriteScope scope, PaymentRow order, string payment, string? method)
    {
        if (order.State == PaymentState.Paid) return order.State;
        var effect = _effects[order.Purpose];
        if (!IsOpen(order) && !effect.TakesLatePayment)
            return new Refusal("paid_after_failure", $"Payment {order.Id} was given up and is paid at the provider all the same.");
        order.BecomePaid(scope.Now);
        Name(scope, order, payment, method);
        effect.Paid(scope, order);
        return order.State;
    }

    private static Outcome<PaymentState> Pending(PaymentRow order, string payment, string? method)
    {
        if (order.State != PaymentState.Created) return order.State;
        (order.State, order.GatewayPayment, order.Method) = (PaymentState.Pending, payment, method);
        return order.State;
    }

    private static void Name(WriteScope scope, PaymentRow order, string payment, string? method)
    {
        order.GatewayPayment = payment;
        order.Method = method ?? order.Method ?? scope.Db.Customers.Find(order.Account)?.CardLabel;
    }

    private static string? Mismatch(PaymentRow order, GatewayPayment now)
    {
        if (now.Payment is { } named && named != order.Id) return "reference";
        if (now.Amount.Asset.Code != order.Asset) return "currency";
        if (now.Amount.Units != order.Amount || now.State == GatewayPaymentState.Succeeded && now.Received != now.Amount) return "amount";
        return order.GatewayCustomer is { } customer && customer != now.CustomerId ? "customer" : null;
    }
}
