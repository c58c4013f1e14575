using System.Runtime.CompilerServices;
using Billing.PriceBooks;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>
/// A provider of subscriptions that follows a script: invoices are paid until it is told otherwise, the same key gets the
/// same answer, and nobody hears of anything unless the test says so.
/// </summary>
public sealed class ScriptedSubscriptions(BillingClock clock) : ISubscriptionGateway, IGatewayRecords
{
    private readonly Dictionary<string, GatewayAnswer<GatewaySubscription>> _answers = [];
    private readonly Dictionary<string, Kept> _subscriptions = [];
    private readonly Dictionary<string, GatewayInvoice> _invoices = [];
    private readonly Dictionary<string, CheckoutSession> _pages = [];
    private readonly Dictionary<string, SubscribeRequest> _ordered = [];
    private readonly Queue<Script> _script = new();

    /// <summary>Applies to calls that the queue does not cover, and to renewals.</summary>
    public Script Otherwise { get; set; } = Script.Pay;

    /// <summary>All calls that change something, repetitions included.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>All invoices in the order they were made.</summary>
    public IReadOnlyList<GatewayInvoice> Invoices => [.. _invoices.Values];

    public Amount Taken(Asset asset) => new(_invoices.Values.Where(invoice => invoice.Paid).Sum(invoice => invoice.Total.Units), asset);

    public GatewaySubscription Only => _subscriptions.Values.Single().Now;

    public void Next(params Script[] steps)
    {
        foreach (var step in steps) _script.Enqueue(step);
    }

    /// <summary>Makes what an invoice says differ from what was ordered.</summary>
    public void Bend(string invoice, Func<GatewayInvoice, GatewayInvoice> change) => _invoices[invoice] = change(_invoices[invoice]);

    public void Bend(Func<GatewaySubscription, GatewaySubscription> change) => _subscriptions[Only.Id].Now = change(Only);

    /// <summary>Time reached the period's end: the provider renews it, or ends it. Answers the invoice's id; null where it ended.</summary>
    public string? TurnOver()
    {
        var kept = _subscriptions.Values.Single(one => one.Now.State != GatewaySubscriptionState.Ended);
        if (kept.Now.EndsWithPeriod)
        {
            kept.Now = kept.Now with { State = GatewaySubscriptionState.Ended };
            return null;
        }

        kept.Begin(kept.Now.Period.End);
        var paid = Otherwise == Script.Pay;
        var invoice = Invoice(kept, GatewayInvoiceReason.Renewal, kept.Now.Price, paid);
        kept.Now = kept.Now with { State = paid ? GatewaySubscriptionState.Active : GatewaySubscriptionState.PastDue, LatestInvoice = invoice.Id };
        return invoice.Id;
    }

    /// <summary>The provider tries an unpaid invoice once more.</summary>
    public void TryAgain(string invoice, bool paid, bool last = false)
    {
        var tried = _invoices[invoice];
        _invoices[invoice] = tried with { Paid = paid, Open = !paid, Attempts = tried.Attempts + 1, NextAttempt = paid || last ? null : clock.Now.PlusDays(2) };
        var kept = _subscriptions[tried.Subscription!];
        if (kept.Now.State == GatewaySubscriptionState.Ended) return;
        kept.Now = kept.Now with { State = paid ? GatewaySubscriptionState.Active : last ? GatewaySubscriptionState.Ended : GatewaySubscriptionState.PastDue };
    }

    /// <summary>The customer subscribes on the page.</summary>
    public void PayPage(string session)
    {
        var request = _ordered[session];
        var subscription = Start(request);
        _pages[session] = _pages[session] with { State = CheckoutState.Complete, Url = null, Paid = true, Subscription = subscription.Id, Invoice = subscription.LatestInvoice };
    }

    public CheckoutSession Page(string session) => _pages[session];

    public CheckoutSession ClosePage(string session)
    {
        if (_pages[session].State == CheckoutState.Open) _pages[session] = _pages[session] with { State = CheckoutState.Expired, Url = null };
        return _pages[session];
    }

    public Task<GatewayAnswer<CheckoutSession>> OpenSubscribePage(SubscribeRequest request, string successUrl, string cancelUrl, string idempotencyKey, CancellationToken cancel)
    {
        Asked.Add($"page {idempotencyKey}");
        var id = $"cs_{idempotencyKey}";
        _ordered[id] = request;
        _pages.TryAdd(id, new(
            id, $"https://checkout.example/{id}", CheckoutState.Open, false, false, null, request.Price.Amount - request.Off, request.CustomerId,
            request.Payment.ToString(), null, clock.Now.PlusDays(1)) { Mode = CheckoutMode.Subscription });
        return Said(_pages[id]);
    }

    public Task<GatewayAnswer<GatewaySubscription>> Subscribe(SubscribeRequest request, string card, string idempotencyKey, CancellationToken cancel) =>
        Do($"subscribe {idempotencyKey}", () => Start(request));

    public Task<GatewayAnswer<GatewaySubscription>> ChangeNow(string subscriptionId, SubscribeRequest request, string idempotencyKey, CancellationToken cancel) => Do($"change {idempotencyKey}", () =>
    {
        var kept = _subscriptions[subscriptionId];
        kept.Interval = request.Price.Interval;
        kept.Now = kept.Now with { Payment = request.Payment, Price = request.Price.Amount, EndsWithPeriod = false };
        return Charged(kept, GatewayInvoiceReason.Change, request);
    });

    public Task<GatewayAnswer<GatewaySubscription>> ChangeAtRenewal(string subscriptionId, PlanPrice price, string idempotencyKey, CancellationToken cancel) =>
        Do($"renew {price.Amount.ToDecimalText()} {idempotencyKey}", () => _subscriptions[subscriptionId].Now = _subscriptions[subscriptionId].Now with { Price = price.Amount });

    public Task<GatewayAnswer<GatewaySubscription>> SetEndsWithPeriod(string subscriptionId, bool ends, string idempotencyKey, CancellationToken cancel) =>
        Do($"ends {ends} {idempotencyKey}", () => _subscriptions[subscriptionId].Now = _subscriptions[subscriptionId].Now with { EndsWithPeriod = ends });

    public Task<GatewayAnswer<GatewaySubscription>> End(string subscriptionId, string idempotencyKey, CancellationToken cancel) =>
        Do($"end {idempotencyKey}", () => _subscriptions[subscriptionId].Now = _subscriptions[subscriptionId].Now with { State = GatewaySubscriptionState.Ended });

    public Task<GatewayAnswer<GatewaySubscription>> FindSubscription(string subscriptionId, CancellationToken cancel) => Said(_subscriptions[subscriptionId].Now);

    public Task<GatewayAnswer<IReadOnlyList<GatewaySubscription>>> SubscriptionsOf(string customerId, CancellationToken cancel) =>
        Said<IReadOnlyList<GatewaySubscription>>([.. _subscriptions.Values.Select(kept => kept.Now).Where(one => one.CustomerId == customerId)]);

    public Task<GatewayAnswer<GatewayInvoice>> FindInvoice(string invoiceId, CancellationToken cancel) => Said(_invoices[invoiceId]);

    public Task<GatewayAnswer<GatewayInvoice>> PayInvoice(string invoiceId, string card, string idempotencyKey, CancellationToken cancel)
    {
        Asked.Add($"pay {idempotencyKey}");
        TryAgain(invoiceId, Otherwise == Script.Pay);
        return _invoices[invoiceId].Paid ? Said(_invoices[invoiceId]) : Task.FromResult<GatewayAnswer<GatewayInvoice>>(new GatewayAnswer<GatewayInvoice>.Refused("insufficient_funds", "The bank said no."));
    }

    async IAsyncEnumerable<GatewayInvoice> IGatewayRecords.Invoices(Instant since, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        foreach (var invoice in _invoices.Values.Reverse().Where(invoice => invoice.Created >= since)) yield return invoice;
    }

    public IAsyncEnumerable<GatewayEvent> Events(Instant since, CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<CheckoutSession> Checkouts(Instant since, CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<GatewayPayment> Payments(Instant since, CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<GatewayRefund> Refunds(Instant since, CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<GatewayDispute> Disputes(Instant since, CancellationToken cancel) => throw new NotSupportedException();

    public IAsyncEnumerable<GatewaySubscription> Subscriptions(CancellationToken cancel) => throw new NotSupportedException();

    private GatewaySubscription Start(SubscribeRequest request)
    {
        var kept = new Kept(request.Price.Interval) { Now = new($"sub_{_subscriptions.Count + 1}", request.CustomerId, GatewaySubscriptionState.Active, request.Payment, default, request.Price.Amount, false, null) };
        _subscriptions[kept.Now.Id] = kept;
        return Charged(kept, GatewayInvoiceReason.FirstPeriod, request);
    }

    private GatewaySubscription Charged(Kept kept, GatewayInvoiceReason reason, SubscribeRequest request)
    {
        kept.Begin(clock.Now, anew: true);
        var invoice = Invoice(kept, reason, request.Price.Amount - request.Off, paid: true);
        return kept.Now = kept.Now with { LatestInvoice = invoice.Id };
    }

    private GatewayInvoice Invoice(Kept kept, GatewayInvoiceReason reason, Amount total, bool paid)
    {
        var number = _invoices.Count + 1;
        return _invoices[$"in_{number}"] = new(
            $"in_{number}", kept.Now.CustomerId, kept.Now.Id, kept.Now.Payment, reason, total, paid, !paid, kept.Now.Period, total.IsZero ? null : $"pi_sub_{number}",
            1, paid ? null : clock.Now.PlusDays(2), paid ? null : "insufficient_funds", total.IsZero ? null : "Visa 4242", clock.Now);
    }

    private Task<GatewayAnswer<GatewaySubscription>> Do(string call, Func<GatewaySubscription> act)
    {
        Asked.Add(call);
        if (_answers.TryGetValue(call, out var before)) return Task.FromResult(before);
        var step = _script.TryDequeue(out var next) ? next : Script.Pay;
        if (step == Script.LoseRequest) return Lost<GatewaySubscription>();
        var answer = _answers[call] = step == Script.Decline ? new GatewayAnswer<GatewaySubscription>.Refused("insufficient_funds", "The bank said no.") : new GatewayAnswer<GatewaySubscription>.Done(act());
        return step == Script.LoseAnswer ? Lost<GatewaySubscription>() : Task.FromResult(answer);
    }

    private static Task<GatewayAnswer<T>> Said<T>(T value) => Task.FromResult<GatewayAnswer<T>>(new GatewayAnswer<T>.Done(value));

    private static Task<GatewayAnswer<T>> Lost<T>() => Task.FromResult<GatewayAnswer<T>>(new GatewayAnswer<T>.Unknown("time-out"));

    private sealed class Kept(BillingInterval interval)
    {
        private Instant _anchor;

        public required GatewaySubscription Now { get; set; }

        public BillingInterval Interval { get; set; } = interval;

        public void Begin(Instant at, bool anew = false)
        {
            if (anew) _anchor = at;
            var anchor = new MonthAnchor(_anchor);
            Now = Now with { Period = new(at, anchor.Plus(anchor.IndexAt(at) + (Interval == BillingInterval.Year ? 12 : 1))) };
        }
    }
}
