using System.Collections.Concurrent;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>What the bank does with the next charges of a card.</summary>
public enum Script
{
    Pay,
    Decline,

    /// <summary>Never with this card.</summary>
    DeclineForGood,

    /// <summary>Only with the payer present: the payment waits for him till it is called off.</summary>
    NeedPayer,

    /// <summary>The provider says the key was used for another request.</summary>
    RefuseKey,

    /// <summary>The bank takes its days.</summary>
    Wait,

    /// <summary>The charge happens, and its answer is lost.</summary>
    LoseAnswer,

    /// <summary>Nothing happens, and nobody answers.</summary>
    LoseRequest,
}

/// <summary>
/// A payment provider that follows a script: every card pays until it is told otherwise, and the same key always gets the
/// same answer. It keeps what it took, for comparison with the ledger.
/// </summary>
public sealed class ScriptedGateway : SilentGateway
{
    private readonly ConcurrentDictionary<string, GatewayAnswer<CardCharge>> _answers = new();
    private readonly ConcurrentDictionary<string, GatewayPayment> _payments = new();
    private readonly ConcurrentQueue<Script> _script = new();
    private int _ids;

    /// <summary>Applies to the charges that the queue does not cover.</summary>
    public Script Otherwise { get; set; } = Script.Pay;

    /// <summary>What was taken, by key; each charge once.</summary>
    public ConcurrentDictionary<string, CardChargeRequest> Taken { get; } = new();

    /// <summary>All calls to charge, repetitions included.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Whose pages customers subscribe on.</summary>
    public ScriptedSubscriptions? Pages { get; set; }

    /// <summary>Payments that were called off.</summary>
    public ConcurrentQueue<string> CalledOff { get; } = new();

    /// <summary>Nobody answers anything.</summary>
    public bool Away { get; set; }

    /// <summary>Forgets the answers, as a provider may after a day.</summary>
    public void DropKeys() => _answers.Clear();

    /// <summary>What the provider has on record now for an order; null for nothing.</summary>
    public GatewayPayment? PaymentOf(PaymentId order) => _payments.Values.SingleOrDefault(payment => payment.Payment == order);

    /// <summary>Something happened to a payment at the provider.</summary>
    public void Change(PaymentId order, Func<GatewayPayment, GatewayPayment> change)
    {
        var payment = PaymentOf(order)!;
        _payments[payment.Id] = change(payment);
    }

    public void Next(params Script[] steps)
    {
        foreach (var step in steps) _script.Enqueue(step);
    }

    public override Task<GatewayAnswer<string>> CreateCustomer(NewCustomer customer, string idempotencyKey, CancellationToken cancel) =>
        Task.FromResult<GatewayAnswer<string>>(new GatewayAnswer<string>.Done($"cus_{customer.Account.Value:N}"));

    public override Task<GatewayAnswer<SavedCard>> SaveCard(string customerId, string card, string idempotencyKey, CancellationToken cancel) =>
        Task.FromResult<GatewayAnswer<SavedCard>>(new GatewayAnswer<SavedCard>.Done(new($"{customerId}/{card}", "Visa 4242")));

    public override Task<GatewayAnswer<CardCharge>> ChargeCard(CardChargeRequest request, string idempotencyKey, CancellationToken cancel)
    {
        Asked.Enqueue(idempotencyKey);
        if (Away) return Lost<CardCharge>();
        if (_answers.TryGetValue(idempotencyKey, out var before)) return Task.FromResult(before);
        var step = _script.TryDequeue(out var next) ? next : Otherwise;
        if (step == Script.LoseRequest) return Lost<CardCharge>();
        var answer = _answers[idempotencyKey] = Carry(request, idempotencyKey, step);
        return step == Script.LoseAnswer ? Lost<CardCharge>() : Task.FromResult(answer);
    }

    public override Task<GatewayAnswer<CheckoutSession>> FindCheckout(string sessionId, CancellationToken cancel) =>
        Task.FromResult<GatewayAnswer<CheckoutSession>>(new GatewayAnswer<CheckoutSession>.Done(Pages!.Page(sessionId)));

    public override Task<GatewayAnswer<CheckoutSession>> ExpireCheckout(string sessionId, CancellationToken cancel) =>
        Task.FromResult<GatewayAnswer<CheckoutSession>>(new GatewayAnswer<CheckoutSession>.Done(Pages!.ClosePage(sessionId)));

    public override Task<GatewayAnswer<GatewayPayment>> FindPayment(string paymentIntent, CancellationToken cancel) => Answer<GatewayPayment>(
        _payments.TryGetValue(paymentIntent, out var payment) ? new GatewayAnswer<GatewayPayment>.Done(payment) : new GatewayAnswer<GatewayPayment>.Refused("resource_missing", "No such payment."));

    public override Task<GatewayAnswer<GatewayPayment?>> FindPaymentOf(PaymentId payment, string customerId, Instant since, CancellationToken cancel) =>
        Answer<GatewayPayment?>(new GatewayAnswer<GatewayPayment?>.Done(PaymentOf(payment)));

    public override Task<GatewayAnswer<GatewayPayment>> CancelPayment(string paymentIntent, string idempotencyKey, CancellationToken cancel)
    {
        if (Away) return Lost<GatewayPayment>();
        var payment = _payments[paymentIntent];
        if (payment.State is GatewayPaymentState.NeedsCard or GatewayPaymentState.NeedsPayer)
        {
            CalledOff.Enqueue(paymentIntent);
            payment = _payments[paymentIntent] = payment with { State = GatewayPaymentState.Cancelled };
        }

        return Answer<GatewayPayment>(new GatewayAnswer<GatewayPayment>.Done(payment));
    }

    private GatewayAnswer<CardCharge> Carry(CardChargeRequest request, string key, Script step)
    {
        var id = $"pi_{Interlocked.Increment(ref _ids)}";
        var (state, failure) = step switch
        {
            Script.Decline => (GatewayPaymentState.NeedsCard, "insufficient_funds"),
            Script.DeclineForGood => (GatewayPaymentState.NeedsCard, "stolen_card"),
            Script.NeedPayer => (GatewayPaymentState.NeedsCard, "authentication_required"),
            Script.Wait => (GatewayPaymentState.Processing, null),
            _ => (GatewayPaymentState.Succeeded, (string?)null),
        };
        var taken = state == GatewayPaymentState.Succeeded;
        if (taken) Taken[key] = request;
        _payments[id] = new(
            id, request.Payment, request.CustomerId, state, request.Amount, taken ? request.Amount : Amount.Zero(request.Amount.Asset), failure, "Visa 4242", false, [], Instant.Earliest);
        return failure is not null
            ? new GatewayAnswer<CardCharge>.Refused(failure, "The bank said no.")
            : new GatewayAnswer<CardCharge>.Done(new(!taken, id, "Visa 4242"));
    }

    private Task<GatewayAnswer<T>> Answer<T>(GatewayAnswer<T> answer) => Away ? Lost<T>() : Task.FromResult(answer);

    private static Task<GatewayAnswer<T>> Lost<T>() => Task.FromResult<GatewayAnswer<T>>(new GatewayAnswer<T>.Unknown("time-out"));
}
