using System.Collections.Concurrent;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>What the bank does with the next charges of a card.</summary>
public enum Script
{
    Pay,
    Decline,

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
        if (_answers.TryGetValue(idempotencyKey, out var before)) return Task.FromResult(before);
        var step = _script.TryDequeue(out var next) ? next : Otherwise;
        if (step == Script.LoseRequest) return Lost();
        if (step == Script.Decline) return Task.FromResult(_answers[idempotencyKey] = new GatewayAnswer<CardCharge>.Refused("insufficient_funds", "The bank said no."));
        Taken[idempotencyKey] = request;
        var done = _answers[idempotencyKey] = new GatewayAnswer<CardCharge>.Done(new(false, $"pi_{Interlocked.Increment(ref _ids)}", "Visa 4242"));
        return step == Script.LoseAnswer ? Lost() : Task.FromResult(done);
    }

    public override Task<GatewayAnswer<CheckoutSession>> FindCheckout(string sessionId, CancellationToken cancel) =>
        Task.FromResult<GatewayAnswer<CheckoutSession>>(new GatewayAnswer<CheckoutSession>.Done(Pages!.Page(sessionId)));

    public override Task<GatewayAnswer<CheckoutSession>> ExpireCheckout(string sessionId, CancellationToken cancel) =>
        Task.FromResult<GatewayAnswer<CheckoutSession>>(new GatewayAnswer<CheckoutSession>.Done(Pages!.ClosePage(sessionId)));

    private static Task<GatewayAnswer<CardCharge>> Lost() => Task.FromResult<GatewayAnswer<CardCharge>>(new GatewayAnswer<CardCharge>.Unknown("time-out"));
}
