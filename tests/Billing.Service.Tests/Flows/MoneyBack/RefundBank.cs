using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Tests.Flows.MoneyBack;

/// <summary>
/// The provider's side of payments that go back: it answers the same key the same, never refunds more than it took, and
/// refuses what is disputed. Its own pages (the Dashboard) refund without asking us.
/// </summary>
public sealed class RefundBank : SilentGateway
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Amount> _paid = [];
    private readonly Dictionary<string, GatewayRefund> _byKey = [];
    private readonly Dictionary<string, GatewayDispute> _disputes = [];
    private readonly List<GatewayRefund> _refunds = [];
    private int _ids;

    public RefundBank() => Records = new(this);

    /// <summary>What it lists.</summary>
    public DisputeRecords Records { get; }

    /// <summary>How new refunds begin.</summary>
    public GatewayRefundState Begins { get; set; } = GatewayRefundState.Succeeded;

    /// <summary>So many answers are lost on the way, after the refund was made.</summary>
    public int LoseAnswers { get; set; }

    /// <summary>So many calls never arrive.</summary>
    public int LoseRequests { get; set; }

    public int Calls { get; private set; }

    /// <summary>As they stand there, in the order in which they were made.</summary>
    public IReadOnlyList<GatewayRefund> Refunds
    {
        get
        {
            lock (_lock) return [.. _refunds];
        }
    }

    public IReadOnlyList<GatewayDispute> Disputes
    {
        get
        {
            lock (_lock) return [.. _disputes.Values.OrderBy(dispute => dispute.Id, StringComparer.Ordinal)];
        }
    }

    public void Take(string intent, Amount amount) => _paid[intent] = amount;

    /// <summary>What is gone or on its way.</summary>
    public Amount Refunded(string intent)
    {
        lock (_lock)
            return Of(intent).Where(refund => refund.State is GatewayRefundState.Pending or GatewayRefundState.Succeeded).Aggregate(Amount.Zero(_paid[intent].Asset), (sum, refund) => sum + refund.Amount);
    }

    /// <summary>A refund in the provider's own pages; null when it is more than is left.</summary>
    public string? RefundInDashboard(string intent, Amount amount, GatewayRefundState state = GatewayRefundState.Succeeded)
    {
        lock (_lock) return Refunded(intent) + amount > _paid[intent] ? null : Add(intent, amount, state, null).Id;
    }

    public void Set(string refund, GatewayRefundState state)
    {
        lock (_lock)
        {
            var index = _refunds.FindIndex(one => one.Id == refund);
            _refunds[index] = _refunds[index] with { State = state, Failure = state == GatewayRefundState.Failed ? "lost_or_stolen_card" : null };
        }
    }

    public string Dispute(string intent, Amount amount, GatewayDisputeState state = GatewayDisputeState.Open)
    {
        lock (_lock)
        {
            var id = $"du_{++_ids}";
            _disputes[id] = new(id, intent, amount, state, state == GatewayDisputeState.Open, "fraudulent", Instant.At(2026, 3, 20), Instant.At(2026, 3, 10));
            return id;
        }
    }

    public void Decide(string dispute, GatewayDisputeState state)
    {
        lock (_lock) _disputes[dispute] = _disputes[dispute] with { State = state, FundsTaken = state is GatewayDisputeState.Open or GatewayDisputeState.Lost };
    }

    public override Task<GatewayAnswer<GatewayRefund>> Refund(string paymentIntent, Amount amount, string reference, string idempotencyKey, CancellationToken cancel)
    {
        lock (_lock)
        {
            Calls++;
            if (LoseRequests-- > 0) return Answer<GatewayRefund>(new GatewayAnswer<GatewayRefund>.Unknown("connection refused"));
            if (!_byKey.TryGetValue(idempotencyKey, out var refund))
            {
                if (_disputes.Values.Any(one => one.PaymentIntent == paymentIntent && one.FundsTaken)) return No("charge_disputed");
                if (Refunded(paymentIntent) == _paid[paymentIntent]) return No("charge_already_refunded");
                if (Refunded(paymentIntent) + amount > _paid[paymentIntent]) return No("amount_too_large");
                refund = _byKey[idempotencyKey] = Add(paymentIntent, amount, Begins, reference);
            }

            return Answer(LoseAnswers-- > 0 ? new GatewayAnswer<GatewayRefund>.Unknown("time-out") : (GatewayAnswer<GatewayRefund>)new GatewayAnswer<GatewayRefund>.Done(refund));
        }
    }

    public override Task<GatewayAnswer<GatewayPayment>> FindPayment(string paymentIntent, CancellationToken cancel)
    {
        lock (_lock)
        {
            return Answer<GatewayPayment>(_paid.TryGetValue(paymentIntent, out var paid)
                ? new GatewayAnswer<GatewayPayment>.Done(new(
                    paymentIntent, null, "cus_1", GatewayPaymentState.Succeeded, paid, paid, null, "Visa 4242",
                    _disputes.Values.Any(one => one.PaymentIntent == paymentIntent), [.. Of(paymentIntent).Reverse()], Instant.At(2026, 3, 10)))
                : new GatewayAnswer<GatewayPayment>.Refused("resource_missing", "No such payment."));
        }
    }

    public override Task<GatewayAnswer<GatewayDispute>> FindDispute(string disputeId, CancellationToken cancel)
    {
        lock (_lock) return Answer<GatewayDispute>(new GatewayAnswer<GatewayDispute>.Done(_disputes[disputeId]));
    }

    public sealed class DisputeRecords(RefundBank bank) : SilentRecords
    {
        public override IAsyncEnumerable<GatewayDispute> Disputes(Instant since, CancellationToken cancel) => bank.Disputes.ToAsyncEnumerable();
    }

    private IEnumerable<GatewayRefund> Of(string intent) => _refunds.Where(refund => refund.PaymentIntent == intent);

    private GatewayRefund Add(string intent, Amount amount, GatewayRefundState state, string? reference)
    {
        var refund = new GatewayRefund($"re_{++_ids:0000}", intent, amount, state, null, reference, Instant.At(2026, 3, 10, 12));
        _refunds.Add(refund);
        return refund;
    }

    private static Task<GatewayAnswer<GatewayRefund>> No(string code) => Answer<GatewayRefund>(new GatewayAnswer<GatewayRefund>.Refused(code, "No."));

    private static Task<GatewayAnswer<T>> Answer<T>(GatewayAnswer<T> answer) => Task.FromResult(answer);
}
