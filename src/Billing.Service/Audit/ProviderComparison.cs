using System.Globalization;
using Billing.Credits;
using Billing.Ledger;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Audit;

/// <summary>
/// Compares the provider's books with ours in both directions, object by object: a pure function of the two. Every
/// difference is a sentence; none means that the same money is on both sides.
/// </summary>
public sealed class ProviderComparison
{
    /// <summary>What was made this short ago may still be on its way.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(2);

    private readonly ProviderBooks _there;
    private readonly PortalBooks _here;
    private readonly Instant _settledBefore;
    private readonly List<Difference> _differences = [];
    private readonly Dictionary<string, PaymentRow> _byPayment, _byInvoice;
    private readonly Dictionary<PaymentId, PaymentRow> _byOrder;
    private readonly Dictionary<string, CustomerRow> _customers;
    private int _foreign;

    private ProviderComparison(ProviderBooks there, PortalBooks here, Instant now)
    {
        (_there, _here, _settledBefore) = (there, here, now.Plus(-OnItsWay));
        _byPayment = here.Payments.Where(row => row.GatewayPayment is not null).ToDictionary(row => row.GatewayPayment!);
        _byInvoice = here.Payments.Where(row => row.GatewayInvoice is not null).ToDictionary(row => row.GatewayInvoice!);
        _byOrder = here.Payments.ToDictionary(row => row.Id);
        _customers = here.Customers.ToDictionary(row => row.GatewayCustomer);
    }

    public static ProviderMatch Of(ProviderBooks there, PortalBooks here, Instant now)
    {
        var comparison = new ProviderComparison(there, here, now);
        comparison.Payments();
        comparison.OurPayments();
        comparison.Grants();
        comparison.GiftedPages();
        comparison.Refunds();
        comparison.Disputes();
        comparison.Invoices();
        comparison.Subscriptions();
        comparison.Customers();
        comparison.Events();
        return new(comparison._differences, there.Payments.Count, there.Refunds.Count, there.Disputes.Count, there.Invoices.Count, there.Events.Count, comparison._foreign);
    }

    private void Payments()
    {
        foreach (var payment in _there.Payments)
        {
            var row = RowOf(payment);
            if (row is null && !IsOurs(payment))
            {
                _foreign++;
                continue;
            }

            var taken = payment.State == GatewayPaymentState.Succeeded;
            if (row is null)
            {
                if (taken) Say("payment_unknown", payment.Id, $"{payment.Received} was taken from {WhoIs(payment.CustomerId)}, and no order here names it");
            }
            else if (taken && row.State != PaymentState.Paid)
            {
                Say("payment_not_credited", payment.Id, $"{payment.Received} was taken from {NameOf(row)} for order {row.Id}, which is {row.State} here");
            }
            else if (taken && row.GatewayPayment is { } settled && settled != payment.Id)
            {
                Say("payment_twice", payment.Id, $"{payment.Received} was taken from {NameOf(row)} for order {row.Id}, which {settled} had paid");
            }
            else if (taken && (payment.Received.Asset.Code != row.Asset || payment.Received.Units != row.Amount - row.Discount))
            {
                Say("payment_amount", payment.Id, $"{payment.Received} was taken from {NameOf(row)}, order {row.Id} says {Money(row.Amount - row.Discount, row.Asset)}");
            }
            else if (row.GatewayCustomer is { } customer && payment.CustomerId is { } other && customer != other)
            {
                Say("payment_customer", payment.Id, $"it is of {WhoIs(other)}, order {row.Id} is of {NameOf(row)}");
            }
        }
    }

    private void OurPayments()
    {
        var there = _there.Payments.ToDictionary(payment => payment.Id);
        foreach (var row in _here.Payments.Where(row => row.State == PaymentState.Paid && row.Created >= _there.Since && row.Amount > row.Discount))
        {
            if (row.GatewayPayment is null || !there.TryGetValue(row.GatewayPayment, out var payment))
                Say("payment_missing", row.GatewayPayment ?? row.Id.ToString(), $"order {row.Id} of {NameOf(row)} is paid here, and the provider knows no such payment");
            else if (payment.State != GatewayPaymentState.Succeeded)
                Say("payment_not_taken", payment.Id, $"order {row.Id} of {NameOf(row)} is paid here, at the provider it is {payment.State}");
        }
    }

    /// <summary>Every purchase that is paid has one grant of what was bought, and every such grant a purchase.</summary>
    private void Grants()
    {
        var paid = _here.Grants.Where(grant => grant.CauseKind == CauseKind.Payment && grant.Kind.Class() == GrantClass.Paid).ToLookup(grant => grant.Cause);
        foreach (var row in _here.Payments.Where(row => row.Purpose is PaymentPurpose.TopUp or PaymentPurpose.Refill))
        {
            var grants = paid[row.Number].ToList();
            var due = row.State == PaymentState.Paid && row.Base > 0 ? 1 : 0;
            if (grants.Count != due)
                Say("grant_count", row.GatewayPayment ?? row.Id.ToString(), $"order {row.Id} of {NameOf(row)} is {row.State} and has {grants.Count} paid grants");
            else if (due == 1 && grants[0].PaidAmount != row.Amount - row.Discount)
                Say("grant_cost", row.GatewayPayment ?? row.Id.ToString(), $"grant {grants[0].Number} of {NameOf(row)} says it cost {Money(grants[0].PaidAmount ?? 0, row.Asset)}, order {row.Id} {Money(row.Amount - row.Discount, row.Asset)}");
        }
    }

    /// <summary>Pages on which a code took everything off have no payment: they are found by their session.</summary>
    private void GiftedPages()
    {
        foreach (var page in _there.Checkouts.Where(page => page is { Mode: CheckoutMode.Payment, Paid: true, PaymentIntent: null }))
        {
            var row = _here.Payments.FirstOrDefault(row => row.GatewaySession == page.Id || row.Id.ToString() == page.ClientReference);
            if (row is { State: not PaymentState.Paid })
                Say("page_not_credited", page.Id, $"its price was taken off whole, and order {row.Id} of {NameOf(row)} is {row.State} here");
        }
    }

    private void Refunds()
    {
        var here = _here.Refunds.Where(row => row.GatewayRefund is not null).ToDictionary(row => row.GatewayRefund!);
        foreach (var refund in _there.Refunds)
        {
            if (!_byPayment.TryGetValue(refund.PaymentIntent, out var payment)) continue;
            if (!here.TryGetValue(refund.Id, out var row))
                Say("refund_unknown", refund.Id, $"{refund.Amount} of {NameOf(payment)}'s order {payment.Id} is {refund.State} there and not known here");
            else if (refund.Amount.Units != row.Amount)
                Say("refund_amount", refund.Id, $"{refund.Amount} there, {Money(row.Amount, row.Asset)} here");
            else if (refund.State != Expected(row.State))
                Say("refund_state", refund.Id, $"{refund.State} there, {row.State} here");
        }

        var there = _there.Refunds.Select(refund => refund.Id).ToHashSet();
        foreach (var row in _here.Refunds.Where(row => row.Created >= _there.Since && row.State is RefundState.Succeeded or RefundState.Pending))
        {
            if (row.GatewayRefund is null || !there.Contains(row.GatewayRefund))
                Say("refund_missing", row.GatewayRefund ?? Number(row.Number), $"refund {row.Number} of {Money(row.Amount, row.Asset)} is {row.State} here, and the provider knows none");
        }
    }

    private void Disputes()
    {
        var here = _here.Disputes.ToDictionary(row => row.Dispute);
        foreach (var dispute in _there.Disputes)
        {
            if (!_byPayment.TryGetValue(dispute.PaymentIntent, out var payment)) continue;
            if (!here.TryGetValue(dispute.Id, out var row))
                Say("dispute_unknown", dispute.Id, $"{dispute.Amount} of {NameOf(payment)}'s order {payment.Id} is disputed there ({dispute.State}) and not known here");
            else if (row.State != Expected(dispute))
                Say("dispute_state", dispute.Id, $"{dispute.State} there, {row.State} here");
        }

        var there = _there.Disputes.Select(dispute => dispute.Id).ToHashSet();
        foreach (var row in _here.Disputes.Where(row => row.Opened >= _there.Since && !there.Contains(row.Dispute)))
            Say("dispute_missing", row.Dispute, $"it is {row.State} here, and the provider knows none");
    }

    private void Invoices()
    {
        foreach (var invoice in _there.Invoices.Where(invoice => invoice.Subscription is not null && _customers.ContainsKey(invoice.CustomerId)))
        {
            var row = _byInvoice.GetValueOrDefault(invoice.Id);
            if (invoice.Paid && row is null)
                Say("invoice_not_credited", invoice.Id, $"{WhoIs(invoice.CustomerId)} paid {invoice.Total} for a period, and nothing here names it");
            else if (invoice.Paid && row!.Amount != invoice.Total.Units)
                Say("invoice_amount", invoice.Id, $"{invoice.Total} there, {Money(row.Amount, row.Asset)} here");
            else if (!invoice.Paid && row?.State == PaymentState.Paid)
                Say("invoice_not_paid", invoice.Id, $"order {row.Id} of {NameOf(row)} is paid here, the invoice is not");
        }
    }

    private void Subscriptions()
    {
        var there = _there.Subscriptions.ToDictionary(one => one.Id);
        var here = _here.Subscriptions.Where(row => row.GatewaySubscription is not null).ToDictionary(row => row.GatewaySubscription!);
        foreach (var subscription in _there.Subscriptions.Where(one => one.State is GatewaySubscriptionState.Active or GatewaySubscriptionState.PastDue && _customers.ContainsKey(one.CustomerId)))
        {
            if (!here.ContainsKey(subscription.Id)) Say("subscription_unknown", subscription.Id, $"{WhoIs(subscription.CustomerId)} is charged {subscription.Price} by it, and no plan here names it");
        }

        foreach (var (id, row) in here)
        {
            if (!there.TryGetValue(id, out var subscription)) Say("subscription_missing", id, $"{_here.Names[row.Account]}'s plan names it, and the provider knows none");
            else if (subscription.State == GatewaySubscriptionState.Ended) Say("subscription_ended", id, $"it has ended there, {_here.Names[row.Account]} still has {row.Plan} by it");
        }
    }

    private void Customers()
    {
        foreach (var missing in _there.MissingCustomers) Say("customer_missing", missing, $"{WhoIs(missing)} is no customer of the provider's any more");
    }

    private void Events()
    {
        foreach (var happened in _there.Events.Where(happened => happened.Created < _settledBefore && !_here.KnownEvents.Contains(happened.Id)))
            Say("event_not_received", happened.Id, $"{happened.Type} of {happened.Created} never came");
    }

    private PaymentRow? RowOf(GatewayPayment payment) =>
        _byPayment.GetValueOrDefault(payment.Id) ?? (payment.Payment is { } order ? _byOrder.GetValueOrDefault(order) : null);

    private bool IsOurs(GatewayPayment payment) => payment.Payment is not null || (payment.CustomerId is { } customer && _customers.ContainsKey(customer));

    private static GatewayRefundState? Expected(RefundState state) => state switch
    {
        RefundState.Pending => GatewayRefundState.Pending,
        RefundState.Succeeded => GatewayRefundState.Succeeded,
        RefundState.Failed => GatewayRefundState.Failed,
        RefundState.Cancelled => GatewayRefundState.Cancelled,
        _ => null,
    };

    private static DisputeState Expected(GatewayDispute dispute) => dispute.State switch
    {
        GatewayDisputeState.Open => dispute.FundsTaken ? DisputeState.Open : DisputeState.Inquiry,
        GatewayDisputeState.Won => DisputeState.Won,
        GatewayDisputeState.Lost => DisputeState.Lost,
        GatewayDisputeState.Closed => DisputeState.Closed,
        _ => DisputeState.Inquiry,
    };

    private void Say(string code, string subject, string sentence) => _differences.Add(new(code, subject, sentence));

    private string NameOf(PaymentRow row) => _here.Names.GetValueOrDefault(row.Account, $"account {row.Account}");

    private string WhoIs(string? customer) =>
        customer is not null && _customers.TryGetValue(customer, out var row) ? _here.Names[row.Account] : customer ?? "somebody";

    private static Amount Money(long units, string asset) => new(units, new Asset(asset));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
