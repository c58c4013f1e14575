using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Plans;

/// <summary>What a provider's invoice means here, inside a transaction: account, customer, amount and currency are compared with our own rows first.</summary>
internal static class PlanInvoice
{
    /// <summary>Since when something was paid that we have not heard of, where a renewal comes before it; null where nothing is missing.</summary>
    public static Instant? MissingSince(WriteScope scope, GatewayInvoice invoice)
    {
        if (invoice is not { Reason: GatewayInvoiceReason.Renewal, Paid: true }) return null;
        var order = Order(scope, invoice) is { State: not PaymentState.Paid } open ? open.Created : Instant.Latest;
        var ended = Collecting(scope, invoice) is { HasPrice: true } subscription && invoice.Period.Start > subscription.Row.PeriodEnd ? subscription.Row.PeriodEnd : Instant.Latest;
        var since = order < ended ? order : ended;
        return since < Instant.Latest ? since : null;
    }

    public static Refusal? Settle(WriteScope scope, PlanPayment plans, GatewayInvoice invoice)
    {
        if (invoice.Subscription is null || scope.Db.Payments.Any(payment => payment.GatewayInvoice == invoice.Id)) return null;
        var subscription = Collecting(scope, invoice);
        var order = Order(scope, invoice);
        var customer = scope.Db.Customers.FirstOrDefault(row => row.GatewayCustomer == invoice.CustomerId);
        // Somebody else's, who pays the same seller: kept, and none of ours.
        if ((subscription?.Row.Account ?? order?.Account ?? customer?.Account) is not { } account) return null;
        if (customer?.Account != account) return Mismatch(invoice, "customer");
        if (subscription is not null && order is not null && order.Account != account) return Mismatch(invoice, "account");
        _ = scope.Wallet(account);
        return invoice.Reason switch
        {
            GatewayInvoiceReason.FirstPeriod or GatewayInvoiceReason.Change => Begin(scope, plans, invoice, order),
            GatewayInvoiceReason.Renewal => PlanRenewal.Settle(scope, plans, invoice, account, subscription),
            _ => null,
        };
    }

    public static Refusal Mismatch(GatewayInvoice invoice, string what) =>
        new("payment_mismatch", $"Invoice {invoice.Id}: the provider's {what} is not the order's. Nothing was granted.", what);

    private static PaymentRow? Order(WriteScope scope, GatewayInvoice invoice) =>
        invoice.Payment is { } id ? scope.Db.Payments.FirstOrDefault(payment => payment.Id == id) : null;

    private static Subscription? Collecting(WriteScope scope, GatewayInvoice invoice)
    {
        if (scope.Db.Subscriptions.FirstOrDefault(row => row.GatewaySubscription == invoice.Subscription) is not { } row) return null;
        _ = scope.Wallet(row.Account);
        return Subscription.Of(scope, row.Account);
    }

    /// <summary>A plan that was ordered at once: the order is paid, and what its quote promised begins with the invoice's period.</summary>
    private static Refusal? Begin(WriteScope scope, PlanPayment plans, GatewayInvoice invoice, PaymentRow? order)
    {
        if (order is null || !PlanOrders.IsByProvider(order) || PlanOrders.QuoteOf(scope, order) is null) return Mismatch(invoice, "order");
        if (!invoice.Paid) return null;
        if (invoice.Total.Asset.Code != order.Asset) return Mismatch(invoice, "currency");
        if (invoice.Total.Units != order.Amount) return Mismatch(invoice, "amount");
        if (order.State == PaymentState.Paid) return Mismatch(invoice, "order, which is paid already, and its invoice");
        PlanInvoicePayment.Mark(scope, order, invoice);
        plans.Paid(scope, order, invoice.Period);
        scope.Db.Subscriptions.Find(order.Account)!.GatewaySubscription = invoice.Subscription;
        return null;
    }
}

/// <summary>The traces a provider's invoice leaves on the payment it settled.</summary>
internal static class PlanInvoicePayment
{
    public static void Mark(WriteScope scope, PaymentRow payment, GatewayInvoice invoice)
    {
        payment.BecomePaid(scope.Now);
        payment.GatewayInvoice = invoice.Id;
        payment.GatewayPayment = invoice.PaymentIntent;
        payment.GatewayCustomer = invoice.CustomerId;
        payment.Method = invoice.Method ?? scope.Db.Customers.Find(payment.Account)?.CardLabel;
    }

    /// <summary>A payment that no order of ours asked for: the provider collected it by itself.</summary>
    public static PaymentRow Write(WriteScope scope, int account, GatewayInvoice invoice)
    {
        var id = CardOrder.Write(scope, account, PaymentPurpose.Plan, invoice.Period.Start.ToString(), invoice.Total, $"invoice:{invoice.Id}");
        var row = scope.Db.Payments.Local.Single(payment => payment.Id == id);
        Mark(scope, row, invoice);
        return row;
    }
}
