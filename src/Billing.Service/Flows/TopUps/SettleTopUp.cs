using Billing.Credits;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.Service.Access;
using Billing.Service.Flows.Messages;
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

    /// <summary>The provider did not answer; ask again.</summary>
    Unknown,
}

/// <summary>What the result page shows.</summary>
public sealed record SettledTopUp(Settlement State, PaymentId Payment, AccountId Account, Amount Paid, Amount Base, Amount Bonus);

/// <summary>
/// Credits a purchase when, and only when, the provider says it is paid. The webhook, the page the customer returns to
/// and the janitor all come through here; the natural key is the provider's payment, so it happens once (A1). What was
/// paid is compared with our own order: account, amount and currency.
/// </summary>
public sealed class SettleTopUp(Writer writer, IMemberships memberships, IPaymentGateway gateway, PublishedBooks books)
{
    public async Task<Outcome<SettledTopUp>> Run(string sessionId, CancellationToken cancel) =>
        await gateway.FindCheckout(sessionId, cancel) switch
        {
            GatewayAnswer<CheckoutSession>.Done done => await Settle(done.Value, cancel),
            GatewayAnswer<CheckoutSession>.Unknown => NotKnownYet,
            _ => new Refusal("not_found", "There is no such purchase."),
        };

    private async Task<Outcome<SettledTopUp>> Settle(CheckoutSession session, CancellationToken cancel)
    {
        var account = await writer.Run(scope => Order(scope, session) is { } row ? scope.Wallet(row.Account).Id : (AccountId?)null, cancel);
        if (account is not { } id) return new Refusal("not_found", "There is no such purchase.");
        var mails = await memberships.BillingMails(id, cancel);
        return await writer.Run(scope => Decide(scope, session, mails), cancel);
    }

    private Outcome<SettledTopUp> Decide(WriteScope scope, CheckoutSession session, IReadOnlyList<string> mails)
    {
        var order = Order(scope, session)!;
        var wallet = scope.Wallet(order.Account);
        if (Mismatch(order, session) is { } what)
            return new Refusal("payment_mismatch", $"Payment {order.Id}: the provider's {what} is not the order's.", what);

        order.GatewaySession ??= session.Id;
        order.GatewayCustomer ??= session.CustomerId;
        var settled = new SettledTopUp(
            Settlement.Open, order.Id, wallet.Id, new(order.Amount, new Asset(order.Asset)), new(order.Base, wallet.Asset), new(order.Bonus, wallet.Asset));
        if (session.Paid)
        {
            var command = new NewCommand(
                $"payment:{session.PaymentIntent ?? session.Id}", "topup", order.Account, Actor, RequestHash.Of(order.Id));
            var credited = scope.Once<long>(command, _ => Credit(scope, order, wallet, session, mails));
            return credited.Refusal is { } refusal ? refusal : settled with { State = Settlement.Paid };
        }

        if (order.State is PaymentState.Paid) return settled with { State = Settlement.Paid };
        order.State = (session.State, session.Pending) switch
        {
            (_, true) => PaymentState.Pending,
            (CheckoutState.Expired, _) => PaymentState.Expired,
            _ => order.State,
        };
        return settled with { State = order.State switch { PaymentState.Pending => Settlement.Pending, PaymentState.Expired => Settlement.Expired, _ => Settlement.Open } };
    }

    private Outcome<long> Credit(WriteScope scope, PaymentRow order, WalletState wallet, CheckoutSession session, IReadOnlyList<string> mails)
    {
        var book = books.At(wallet.PriceBook, scope.Now).Book;
        var paid = new Amount(order.Amount, new Asset(order.Asset));
        var quote = new TopUpQuote(paid, new(order.Base, wallet.Asset), new(order.Bonus, wallet.Asset), null);
        Entry entry = default;
        foreach (var bought in TopUpDecision.Settle(book, quote, global::Billing.TopUps.PaymentState.Confirmed, scope.Now))
        {
            var grant = scope.OpenGrant(new Metering.NewGrant(
                new GrantId(Guid.CreateVersion7(scope.Now.ToDateTimeOffset())), order.Account, bought.Kind, bought.Amount.Units, scope.Now, bought.ExpiresAt,
                bought.Kind.Class() == GrantClass.Paid ? paid : null, CauseKind.Payment, order.Number, session.Method));
            entry = scope.Post(new NewEntry(order.Account, EntryType.Topup, bought.Amount.Units, grant, CauseKind.Payment, order.Number));
        }

        order.State = PaymentState.Paid;
        order.PaidAt = scope.Now;
        order.Method = session.Method;
        order.GatewayPayment = session.PaymentIntent;
        foreach (var mail in mails)
        {
            var receipt = TopUpReceipt.Write(order.Id, mail, book, quote, new(entry.BalanceAfter, wallet.Asset), session.Method, scope.Now);
            scope.Db.Outbox.Add(Outbox.Row(receipt, scope.Now));
        }

        return entry.Number;
    }

    // A crash between the provider's answer and our note of it leaves an order without a session: our reference still finds it.
    private static PaymentRow? Order(WriteScope scope, CheckoutSession session)
    {
        if (scope.Db.Payments.FirstOrDefault(p => p.GatewaySession == session.Id) is { } known) return known;
        if (!PrefixedId.TryParse("pay", session.ClientReference, out var reference)) return null;
        var id = new PaymentId(reference);
        return scope.Db.Payments.FirstOrDefault(p => p.Id == id && p.GatewaySession == null);
    }

    private static string? Mismatch(PaymentRow order, CheckoutSession session)
    {
        if (session.ClientReference != order.Id.ToString()) return "reference";
        if (session.Total.Asset.Code != order.Asset) return "currency";
        if (session.Total.Units != order.Amount) return "amount";
        return order.GatewayCustomer is { } customer && customer != session.CustomerId ? "customer" : null;
    }

    private const string Actor = "Stripe Checkout";

    private static readonly Refusal NotKnownYet = new("checking_with_bank", "The payment provider did not answer yet.");
}
