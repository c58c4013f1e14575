using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>How a payment page for a plan ended, for whoever came back from it.</summary>
/// <param name="Plan">Name of the plan that was ordered.</param>
public sealed record PlanCheckout(PaymentState State, string Plan, Amount Paid);

/// <summary>
/// The provider's page on which a customer without a card subscribes (F10): paid by its invoice, or closed, and then the
/// order is over and its code free again.
/// </summary>
public sealed class SettlePlanCheckout(
    Writer writer, IPaymentGateway payments, ISubscriptionGateway gateway, SettlePlanInvoice settle, PlanPayment plans)
{
    public async Task<Outcome<PlanCheckout>> Run(string sessionId, CancellationToken cancel) => await payments.FindCheckout(sessionId, cancel) switch
    {
        GatewayAnswer<CheckoutSession>.Done done => await Settle(done.Value, cancel),
        GatewayAnswer<CheckoutSession>.Unknown => Customers.NoAnswer,
        _ => NotFound,
    };

    /// <summary>Where the customer pays an order that waits for him.</summary>
    public async Task<Outcome<string>> AddressOf(PaymentId payment, CancellationToken cancel)
    {
        var session = await writer.Run(scope => scope.Db.Payments.Single(row => row.Id == payment).GatewaySession!, cancel);
        return await payments.FindCheckout(session, cancel) switch
        {
            GatewayAnswer<CheckoutSession>.Done { Value.Url: { } url } => url,
            GatewayAnswer<CheckoutSession>.Unknown => Customers.NoAnswer,
            _ => new Refusal("page_closed", "The payment page has closed. Ask for a new quote; nothing was charged."),
        };
    }

    /// <summary>Closes the page of another quote than this, so that of two only one can be paid. Null when none is open any more.</summary>
    public async Task<Refusal?> Close(AccountId account, QuoteId except, CancellationToken cancel)
    {
        if (await writer.Run(scope => OtherPage(scope, account, except), cancel) is not { } session) return null;
        if (await payments.ExpireCheckout(session, cancel) is not GatewayAnswer<CheckoutSession>.Done { Value: var closed }) return Customers.NoAnswer;
        return (await Settle(closed, cancel)).Refusal;
    }

    private async Task<Outcome<PlanCheckout>> Settle(CheckoutSession session, CancellationToken cancel)
    {
        if (session.Mode != CheckoutMode.Subscription || await writer.Run(scope => Order(scope, session)?.Id.Value, cancel) is not { } order) return NotFound;
        if (session.State == CheckoutState.Complete)
        {
            var invoice = await InvoiceOf(session, cancel);
            if (invoice.Refusal is not null) return invoice.Refusal;
            if (await settle.Run(invoice.Value, cancel) is { } no) return no;
        }

        return await writer.Run(scope => Result(scope, new PaymentId(order), session), cancel);
    }

    private async Task<Outcome<string>> InvoiceOf(CheckoutSession session, CancellationToken cancel)
    {
        if (session.Invoice is { } known) return known;
        return session.Subscription is { } id && await gateway.FindSubscription(id, cancel) is GatewayAnswer<GatewaySubscription>.Done { Value.LatestInvoice: { } latest }
            ? latest
            : Customers.NoAnswer;
    }

    private Outcome<PlanCheckout> Result(WriteScope scope, PaymentId payment, CheckoutSession session)
    {
        var row = scope.Db.Payments.Single(order => order.Id == payment);
        row.GatewaySession ??= session.Id;
        if (row.State != PaymentState.Paid) row.LookedAt = scope.Now;
        if (session.State == CheckoutState.Expired && row.State is PaymentState.Created or PaymentState.Open)
        {
            row.State = PaymentState.Expired;
            plans.Failed(scope, row);
        }

        return new PlanCheckout(row.State, PlanOffer.FromJson(PlanOrders.QuoteOf(scope, row)!.Offer).To, new(row.Amount, new Asset(row.Asset)));
    }

    // A crash between the provider's answer and our note of it leaves an order without a session: our reference still finds it.
    private static PaymentRow? Order(WriteScope scope, CheckoutSession session)
    {
        if (scope.Db.Payments.FirstOrDefault(row => row.GatewaySession == session.Id) is { } known) return PlanOrders.IsOnPage(known) ? known : null;
        if (!PrefixedId.TryParse("pay", session.ClientReference, out var reference)) return null;
        var id = new PaymentId(reference);
        return scope.Db.Payments.FirstOrDefault(row => row.Id == id) is { GatewaySession: null } lost && PlanOrders.IsOnPage(lost) ? lost : null;
    }

    private static string? OtherPage(WriteScope scope, AccountId account, QuoteId except)
    {
        if (scope.Find(account) is not { } wallet || PlanOrders.OnPage(scope, wallet.Account) is not { } open) return null;
        return open.Subject == except.ToString() ? null : open.GatewaySession;
    }

    private static readonly Refusal NotFound = new("not_found", "There is no such purchase.");
}
