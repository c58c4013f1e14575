using System.Collections.Concurrent;
using System.Globalization;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>
/// A payment provider with customers, cards, pages and holds, which loses or refuses the calls it is told to. The same key
/// always gets the same answer.
/// </summary>
public sealed class ScriptedCards : SilentGateway, ICardGateway
{
    private readonly ConcurrentDictionary<string, object> _answers = new();
    private readonly ConcurrentQueue<(string Call, Script Step)> _script = new();
    private readonly Dictionary<string, GatewayPayment> _payments = [];
    private readonly Dictionary<string, (string Customer, string? Card)> _pages = [];
    private readonly HashSet<string> _deleted = [];
    private readonly Dictionary<(string Customer, string Card), Instant> _chosen = [];
    private readonly Lock _lock = new();
    private int _ids;

    public Dictionary<string, GatewayCard> Cards { get; } = [];
    public Dictionary<string, string> Defaults { get; } = [];

    /// <summary>What happens between the provider's saying its default and our hearing it.</summary>
    public Func<Task>? WhileTheAnswerTravels { get; set; }

    /// <summary>Every call that changes something, with its key, repetitions included.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public IEnumerable<GatewayPayment> Payments => _payments.Values;

    /// <summary>A call's next answers; calls are named as the port names them.</summary>
    public void Next(string call, params Script[] steps)
    {
        foreach (var step in steps) _script.Enqueue((call, step));
    }

    /// <summary>A card is entered on a page; answers its id.</summary>
    public string Enter(string session, string fingerprint = "fp_1", string last4 = "4242", int year = 2030, int month = 8)
    {
        var card = Put(_pages[session].Customer, fingerprint, last4, year, month);
        _pages[session] = (_pages[session].Customer, card);
        return card;
    }

    /// <summary>A card is saved there without our doing.</summary>
    public string Put(string customer, string fingerprint = "fp_1", string last4 = "4242", int year = 2030, int month = 8)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"pm_{Interlocked.Increment(ref _ids)}");
        Cards[id] = new(id, customer, "visa", last4, year, month, fingerprint, "credit", new(_ids));
        return id;
    }

    /// <summary>A card is chosen on the provider's own pages.</summary>
    public void Choose(string customer, string card, Instant at)
    {
        Defaults[customer] = card;
        _chosen[(customer, card)] = at;
    }

    public void Delete(string customer) => _deleted.Add(customer);

    /// <summary>The seller's people take a hold instead of letting it go.</summary>
    public void Capture(string payment) => _payments[payment] = _payments[payment] with { State = GatewayPaymentState.Succeeded, Received = _payments[payment].Amount };

    public override Task<GatewayAnswer<string>> CreateCustomer(NewCustomer customer, string idempotencyKey, CancellationToken cancel) =>
        Answer(nameof(CreateCustomer), idempotencyKey, () => $"cus_{idempotencyKey}");

    public override Task<GatewayAnswer<SavedCard>> SaveCard(string customerId, string card, string idempotencyKey, CancellationToken cancel) =>
        Answer(nameof(SaveCard), idempotencyKey, () => Saved(Cards[Put(customerId, card)]));

    public Task<GatewayAnswer<CheckoutSession>> OpenCardPage(CardPageRequest request, string idempotencyKey, CancellationToken cancel)
    {
        if (_deleted.Contains(request.CustomerId)) return No<CheckoutSession>("resource_missing");
        return Answer(nameof(OpenCardPage), idempotencyKey, () =>
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"cs_{Interlocked.Increment(ref _ids)}");
            _pages[id] = (request.CustomerId, null);
            return Page(id);
        });
    }

    public Task<GatewayAnswer<GatewayCard>> FindEnteredCard(string sessionId, CancellationToken cancel) =>
        !_pages.TryGetValue(sessionId, out var page) ? No<GatewayCard>("resource_missing")
        : page.Card is not { } card ? No<GatewayCard>("not_finished")
        : Answer(nameof(FindEnteredCard), null, () => Cards[card]);

    public override Task<GatewayAnswer<CheckoutSession>> FindCheckout(string sessionId, CancellationToken cancel) =>
        _pages.ContainsKey(sessionId) ? Answer(nameof(FindCheckout), null, () => Page(sessionId)) : No<CheckoutSession>("resource_missing");

    public Task<GatewayAnswer<IReadOnlyList<GatewayCard>>> ListCards(string customerId, CancellationToken cancel) =>
        _deleted.Contains(customerId) ? No<IReadOnlyList<GatewayCard>>("customer_deleted")
        : Answer<IReadOnlyList<GatewayCard>>(nameof(ListCards), null, () => [.. Cards.Values.Where(card => card.Customer == customerId).OrderByDescending(card => card.Created)]);

    public async Task<GatewayAnswer<string?>> FindDefaultCard(string customerId, CancellationToken cancel)
    {
        var answer = await Answer(nameof(FindDefaultCard), null, () => Defaults.GetValueOrDefault(customerId) is { } card && Cards.GetValueOrDefault(card)?.Customer == customerId ? card : null);
        if (WhileTheAnswerTravels is { } happens) await happens();
        return answer;
    }

    public Task<GatewayAnswer<bool>> WasChosenAfter(string customerId, string card, Instant instant, CancellationToken cancel) =>
        Answer(nameof(WasChosenAfter), null, () => _chosen.TryGetValue((customerId, card), out var at) && at > instant);

    public Task<GatewayAnswer<bool>> SetDefaultCard(string customerId, string card, string idempotencyKey, CancellationToken cancel) =>
        Answer(nameof(SetDefaultCard), idempotencyKey, () => (Defaults[customerId] = card).Length > 0);

    public Task<GatewayAnswer<bool>> RemoveCard(string card, string idempotencyKey, CancellationToken cancel) => Answer(nameof(RemoveCard), idempotencyKey, () =>
    {
        if (Cards.TryGetValue(card, out var known)) Cards[card] = known with { Customer = null };
        return true;
    });

    public Task<GatewayAnswer<CardCharge>> HoldOnCard(CardChargeRequest request, string idempotencyKey, CancellationToken cancel) => Answer(nameof(HoldOnCard), idempotencyKey, () =>
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"pi_hold_{Interlocked.Increment(ref _ids)}");
        _payments[id] = new(id, request.Payment, request.CustomerId, GatewayPaymentState.Held, request.Amount, Amount.Zero(request.Amount.Asset), null, null, false, [], new(0));
        return new CardCharge(false, id, null);
    });

    public override Task<GatewayAnswer<GatewayPayment>> CancelPayment(string paymentIntent, string idempotencyKey, CancellationToken cancel) => Answer(nameof(CancelPayment), idempotencyKey, () =>
        _payments[paymentIntent] is { State: GatewayPaymentState.Held } held ? _payments[paymentIntent] = held with { State = GatewayPaymentState.Cancelled } : _payments[paymentIntent]);

    public override Task<GatewayAnswer<GatewayPayment?>> FindPaymentOf(PaymentId payment, string customerId, Instant since, CancellationToken cancel) =>
        Answer<GatewayPayment?>(nameof(FindPaymentOf), null, () => _payments.Values.SingleOrDefault(one => one.Payment == payment));

    public override Task<GatewayAnswer<GatewayRefund>> Refund(string paymentIntent, Amount amount, string reference, string idempotencyKey, CancellationToken cancel) =>
        Answer(nameof(Refund), idempotencyKey, () => new GatewayRefund("re_1", paymentIntent, amount, GatewayRefundState.Succeeded, null, reference, new(0)));

    public Task<GatewayAnswer<string>> OpenSelfService(string customerId, string returnUrl, CancellationToken cancel) => Answer(nameof(OpenSelfService), null, () => "https://pages.example/");

    private static SavedCard Saved(GatewayCard kept) => new(kept.Id, kept.Label) { Details = kept };

    private CheckoutSession Page(string id) => new(
        id, $"https://pages.example/{id}", _pages[id].Card is null ? CheckoutState.Open : CheckoutState.Complete, false, false, null, Amount.Zero(Asset.Usd), _pages[id].Customer, null, null, Instant.Latest)
    { Mode = CheckoutMode.Card, Card = _pages[id].Card };

    private Task<GatewayAnswer<T>> Answer<T>(string call, string? key, Func<T> act)
    {
        lock (_lock)
        {
            if (key is not null) Asked.Enqueue($"{call} {key}");
            var step = _script.TryPeek(out var next) && next.Call == call && _script.TryDequeue(out _) ? next.Step : Script.Pay;
            if (step == Script.LoseRequest) return Lost<T>();
            if (step == Script.RefuseKey) return Task.FromResult<GatewayAnswer<T>>(new GatewayAnswer<T>.Refused("idempotency_error", "The key was used for another request."));
            if (key is not null && _answers.TryGetValue(key, out var before)) return step == Script.LoseAnswer ? Lost<T>() : Task.FromResult((GatewayAnswer<T>)before);
            GatewayAnswer<T> answer = step == Script.Decline ? new GatewayAnswer<T>.Refused("do_not_honor", "The bank said no.") : new GatewayAnswer<T>.Done(act());
            if (key is not null) _answers[key] = answer;
            return step == Script.LoseAnswer ? Lost<T>() : Task.FromResult(answer);
        }
    }

    private static Task<GatewayAnswer<T>> Lost<T>() => Task.FromResult<GatewayAnswer<T>>(new GatewayAnswer<T>.Unknown("time-out"));

    private static Task<GatewayAnswer<T>> No<T>(string code) => Task.FromResult<GatewayAnswer<T>>(new GatewayAnswer<T>.Refused(code, "No."));
}
