using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.TopUps;
using Billing.Units;
using PaymentState = Billing.Service.Storage.PaymentState;

namespace Billing.Service.Flows.TopUps;

/// <summary>Where a purchase stands, for whoever looked.</summary>
public enum Settlement : byte
{
    /// <summary>Credited, now or before.</summary>
    Paid,

    /// <summary>Submitted; the bank takes its days (KU-19).</summary>
    Pending,

    /// <summary>The payment page is still open.</summary>
    Open,

    /// <summary>The payment page closed without a payment.</summary>
    Expired,

    /// <summary>The bank took its days and then said no; nothing was credited (F2).</summary>
    Failed,
}

/// <summary>What the result page shows.</summary>
/// <param name="Paid">What the payer pays, after what a code took off.</param>
public sealed record SettledTopUp(Settlement State, PaymentId Payment, AccountId Account, Amount Paid, Amount Base, Amount Bonus);

/// <summary>
/// Credits a purchase when, and only when, the provider says it is paid. The webhook, the page the customer returns to
/// and the janitor all come through here; the natural key is the provider's payment, or its session where there was
/// nothing to pay, so it happens once (A1). Everything is compared with our own order before anything is granted.
/// </summary>
public sealed class SettleTopUp(Writer writer, IMemberships memberships, IPaymentGateway gateway)
{
    public async Task<Outcome<SettledTopUp>> Run(string sessionId, CancellationToken cancel) =>
        await Run(await gateway.FindCheckout(sessionId, cancel), cancel);

    /// <summary>The same with a session that was just read.</summary>
    internal async Task<Outcome<SettledTopUp>> Run(GatewayAnswer<CheckoutSession> answer, CancellationToken cancel) => answer switch
    {
        GatewayAnswer<CheckoutSession>.Done { Value: { Mode: CheckoutMode.Payment } session } => await Settle(session, cancel),
        GatewayAnswer<CheckoutSession>.Unknown => NotKnownYet,
        _ => NoSuchPurchase,
    };

    private async Task<Outcome<SettledTopUp>> Settle(CheckoutSession session, CancellationToken cancel)
    {
        var account = await writer.Run(scope => Order(scope, session) is { } row ? scope.Wallet(row.Account).Id : (AccountId?)null, cancel);
        if (account is not { } id) return NoSuchPurchase;
        GatewayPayment? submitted = null;
        if (session is { Pending: true, PaymentIntent: { } intent })
        {
            // A page that was submitted reads the same while the bank is at work and after it said no: only the payment tells.
            if (await gateway.FindPayment(intent, cancel) is not GatewayAnswer<GatewayPayment>.Done found) return NotKnownYet;
            submitted = found.Value;
        }

        var mails = await memberships.BillingMails(id, cancel);
        return await writer.Run(scope => Decide(scope, session, submitted, mails), cancel);
    }

    private static Outcome<SettledTopUp> Decide(WriteScope scope, CheckoutSession session, GatewayPayment? submitted, IReadOnlyList<string> mails)
    {
        var order = Order(scope, session)!;
        if (Mismatch(order, session) is { } what)
            return new Refusal("payment_mismatch", $"Payment {order.Id}: the provider's {what} is not the order's.", what);

        order.GatewaySession ??= session.Id;
        order.GatewayCustomer ??= session.CustomerId;
        if (session.Paid)
        {
            var command = new NewCommand($"payment:{session.PaymentIntent ?? session.Id}", "topup", order.Account, Actor, RequestHash.Of(order.Id));
            var credited = scope.Once<long>(command, _ => TopUpCredit.Write(scope, order, session, mails));
            return credited.Refusal is { } refusal ? refusal : Answer(scope, order, Settlement.Paid);
        }

        switch (order.State)
        {
            case PaymentState.Paid:
                return Answer(scope, order, Settlement.Paid);
            case PaymentState.Failed:
                return Answer(scope, order, Settlement.Failed);
        }

        order.LookedAt = scope.Now;
        if (submitted is { State: GatewayPaymentState.NeedsCard or GatewayPaymentState.Cancelled })
        {
            TopUpCredit.Fail(scope, order, submitted);
            return Answer(scope, order, Settlement.Failed);
        }

        order.GatewayPayment ??= submitted?.Id;
        order.Method ??= submitted?.Method;
        order.State = session switch
        {
            { Pending: true } => PaymentState.Pending,
            { State: CheckoutState.Expired } => PaymentState.Expired,
            _ => PaymentState.Open,
        };
        return Answer(scope, order, session switch
        {
            { Pending: true } => Settlement.Pending,
            { State: CheckoutState.Expired } => Settlement.Expired,
            _ => Settlement.Open,
        });
    }

    private static SettledTopUp Answer(WriteScope scope, PaymentRow order, Settlement state)
    {
        var wallet = scope.Wallet(order.Account);
        return new(state, order.Id, wallet.Id, new(order.Amount - order.Discount, new Asset(order.Asset)), new(order.Base, wallet.Asset), new(order.Bonus, wallet.Asset));
    }

    // A crash between the provider's answer and our note of it leaves an order without a session: our reference still finds it.
    private static PaymentRow? Order(WriteScope scope, CheckoutSession session)
    {
        if (scope.Db.Payments.FirstOrDefault(p => p.GatewaySession == session.Id) is { } known) return known.Purpose == PaymentPurpose.TopUp ? known : null;
        if (!PrefixedId.TryParse("pay", session.ClientReference, out var reference)) return null;
        var id = new PaymentId(reference);
        return scope.Db.Payments.FirstOrDefault(p => p.Id == id && p.GatewaySession == null && p.Purpose == PaymentPurpose.TopUp);
    }

    /// <summary>What differs from the order: a code may take something off, but price and discount together are what was ordered.</summary>
    private static string? Mismatch(PaymentRow order, CheckoutSession session)
    {
        if (session.ClientReference != order.Id.ToString()) return "reference";
        if (session.Total.Asset.Code != order.Asset || session.Discount.Asset.Code != order.Asset) return "currency";
        if (session.Total.IsNegative || session.Discount.IsNegative || (session.Total + session.Discount).Units != order.Amount) return "amount";
        // One order is credited once: a second payment by it is a person's to give back.
        if (session.Paid && order is { State: PaymentState.Paid, GatewayPayment: var paid } && paid != session.PaymentIntent) return "payment";
        return order.GatewayCustomer is { } customer && customer != session.CustomerId ? "customer" : null;
    }

    private const string Actor = "Stripe Checkout";

    private static readonly Refusal NotKnownYet = new("checking_with_bank", "The payment provider did not answer yet.");
    private static readonly Refusal NoSuchPurchase = new("not_found", "There is no such purchase.");
}
