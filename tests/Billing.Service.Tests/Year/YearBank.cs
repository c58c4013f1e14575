using Billing.Service.Ports;
using Billing.Service.Tests.Flows;
using Billing.Service.Tests.Flows.MoneyBack;
using Billing.Units;

namespace Billing.Service.Tests.Year;

/// <summary>Money that left a customer's card.</summary>
/// <param name="Reference">Our order, as the provider was told it.</param>
internal sealed record Taking(string Intent, string Reference, AccountId Account, Amount Amount);

/// <summary>What is wrong with the world on purpose, to see that a year notices.</summary>
internal enum YearFault
{
    None,

    /// <summary>The portal is told "no" where it should be told "nobody knows".</summary>
    LostAnswerIsDecline,

    /// <summary>The provider charges again for the same key.</summary>
    BankForgetsKeys,

    /// <summary>Of money that goes back in its own pages the provider tells nobody.</summary>
    BankKeepsSilent,

    /// <summary>No job ever runs.</summary>
    JobsAreOff,
}

/// <summary>
/// A payment provider of moods: it declines, loses requests and loses answers, and settles some payments days later. What
/// it took it writes down by itself; the same key always gets the same answer.
/// </summary>
internal sealed class YearBank(Random random, BillingClock clock) : SilentGateway
{
    private readonly Lock _lock = new();
    private readonly BillingClock _clock = clock;
    private readonly Dictionary<string, GatewayAnswer<CardCharge>> _charges = [];
    private readonly Dictionary<string, Page> _pages = [];
    private readonly Dictionary<string, string> _pageByKey = [];

    /// <summary>It always answers, and declines only in <see cref="HardTimesUntil"/>.</summary>
    public bool Calm { get; init; }

    public YearFault Fault { get; init; }

    /// <summary>True while requests and answers get lost.</summary>
    public bool LosesAnswers { get; set; } = true;

    /// <summary>Until then most cards are declined.</summary>
    public Instant HardTimesUntil { get; set; } = Instant.Earliest;

    /// <summary>Each once, in order.</summary>
    public List<Taking> Takings { get; } = [];

    /// <summary>What goes back of them.</summary>
    public RefundBank Back { get; } = new();

    public int Declined { get; private set; }
    public int Lost { get; private set; }

    public override Task<GatewayAnswer<string>> CreateCustomer(NewCustomer customer, string idempotencyKey, CancellationToken cancel) =>
        Answer<string>(() => new GatewayAnswer<string>.Done($"cus_{customer.Account.Value:N}"));

    public override Task<GatewayAnswer<SavedCard>> SaveCard(string customerId, string card, string idempotencyKey, CancellationToken cancel) =>
        Answer<SavedCard>(() => new GatewayAnswer<SavedCard>.Done(new($"{customerId}/{card}", "Visa 4242")));

    public override Task<GatewayAnswer<CardCharge>> ChargeCard(CardChargeRequest request, string idempotencyKey, CancellationToken cancel) => Answer(() =>
    {
        if (Fault != YearFault.BankForgetsKeys && _charges.TryGetValue(idempotencyKey, out var before)) return before;
        if (Declines())
        {
            Declined++;
            return _charges[idempotencyKey] = new GatewayAnswer<CardCharge>.Refused("insufficient_funds", "The bank said no.");
        }

        return _charges[idempotencyKey] = new GatewayAnswer<CardCharge>.Done(new(false, Take(request.Payment.ToString(), request.Account, request.Amount), "Visa 4242"));
    });

    public override Task<GatewayAnswer<GatewayPayment?>> FindPaymentOf(PaymentId payment, string customerId, Instant since, CancellationToken cancel) =>
        Answer<GatewayPayment?>(() => new GatewayAnswer<GatewayPayment?>.Done(Takings.Find(taking => taking.Reference == payment.ToString()) is { } taken
            ? new(taken.Intent, payment, customerId, GatewayPaymentState.Succeeded, taken.Amount, taken.Amount, null, "Visa 4242", false, [], since)
            : Held.FirstOrDefault(hold => hold.Value.Payment == payment) is { Key: { } intent, Value.Amount: var amount }
                ? new(intent, payment, customerId, GatewayPaymentState.Held, amount, Amount.Zero(amount.Asset), null, "Visa 4242", false, [], since)
                : null));

    /// <summary>What is kept aside on cards and was not let go yet, by payment.</summary>
    public Dictionary<string, CardChargeRequest> Held { get; } = [];

    public Task<GatewayAnswer<CardCharge>> Hold(CardChargeRequest request, string key) => Answer(() =>
    {
        if (_charges.TryGetValue(key, out var before)) return before;
        if (Declines()) return _charges[key] = new GatewayAnswer<CardCharge>.Refused("do_not_honor", "The bank said no.");
        var intent = $"pi_hold_{_charges.Count + 1}";
        Held[intent] = request;
        return _charges[key] = new GatewayAnswer<CardCharge>.Done(new(false, intent, "Visa 4242"));
    });

    public override Task<GatewayAnswer<GatewayPayment>> CancelPayment(string paymentIntent, string idempotencyKey, CancellationToken cancel) => Answer<GatewayPayment>(() =>
    {
        Held.Remove(paymentIntent);
        var none = Amount.Zero(Asset.Usd);
        return new GatewayAnswer<GatewayPayment>.Done(new(paymentIntent, null, null, GatewayPaymentState.Cancelled, none, none, null, null, false, [], Instant.Earliest));
    });

    public override Task<GatewayAnswer<CheckoutSession>> OpenCheckout(CheckoutRequest request, string idempotencyKey, CancellationToken cancel) => Answer<CheckoutSession>(() =>
    {
        if (!_pageByKey.TryGetValue(idempotencyKey, out var id))
        {
            id = _pageByKey[idempotencyKey] = $"cs_{_pages.Count + 1}";
            _pages[id] = new Page(id, request, _clock.Now.PlusDays(1));
        }

        return new GatewayAnswer<CheckoutSession>.Done(_pages[id].Seen(_clock.Now));
    });

    public override Task<GatewayAnswer<CheckoutSession>> FindCheckout(string sessionId, CancellationToken cancel) => Answer<CheckoutSession>(() =>
        _pages.TryGetValue(sessionId, out var page)
            ? new GatewayAnswer<CheckoutSession>.Done(page.Seen(_clock.Now))
            : new GatewayAnswer<CheckoutSession>.Refused("resource_missing", "No such session."));

    public override Task<GatewayAnswer<GatewayRefund>> Refund(string paymentIntent, Amount amount, string reference, string idempotencyKey, CancellationToken cancel) =>
        Answer(() => Back.Refund(paymentIntent, amount, reference, idempotencyKey, cancel).Result);

    public override Task<GatewayAnswer<GatewayPayment>> FindPayment(string paymentIntent, CancellationToken cancel) => Answer(() => Back.FindPayment(paymentIntent, cancel).Result);

    public override Task<GatewayAnswer<GatewayDispute>> FindDispute(string disputeId, CancellationToken cancel) => Answer(() => Back.FindDispute(disputeId, cancel).Result);

    /// <summary>A customer pays on the page, if it is still open.</summary>
    /// <param name="slowly">The money comes some days later.</param>
    public void Pay(string session, bool slowly)
    {
        var page = _pages[session];
        if (page.Intent is not null || page.SettlesAt is not null || _clock.Now >= page.Expires) return;
        if (slowly) page.SettlesAt = _clock.Now.PlusDays(random.Next(1, 6));
        else page.Intent = Take(page.Request.Payment.ToString(), page.Request.Account, page.Request.Amount);
    }

    /// <summary>Slow payments whose day has come; answers their sessions.</summary>
    public IReadOnlyList<string> SettleSlowOnes()
    {
        var arrived = _pages.Values.Where(page => page.Intent is null && page.SettlesAt <= _clock.Now).ToList();
        foreach (var page in arrived) page.Intent = Take(page.Request.Payment.ToString(), page.Request.Account, page.Request.Amount);
        return [.. arrived.Select(page => page.Id)];
    }

    /// <summary>Its pages, as it lists them.</summary>
    public IGatewayRecords Records => new Listed(this);

    private bool Declines()
    {
        var hard = _clock.Now < HardTimesUntil;
        return Calm ? hard : random.Next(100) < (hard ? 85 : 10);
    }

    private string Take(string reference, AccountId account, Amount amount)
    {
        var taking = new Taking($"pi_{Takings.Count + 1}", reference, account, amount);
        Takings.Add(taking);
        Back.Take(taking.Intent, amount);
        return taking.Intent;
    }

    private Task<GatewayAnswer<T>> Answer<T>(Func<GatewayAnswer<T>> act)
    {
        lock (_lock)
        {
            var mood = LosesAnswers && !Calm ? random.Next(100) : 99;
            var answer = mood < 3 ? null : act();
            if (mood >= 7) return Task.FromResult(answer!);
            Lost++;
            return Task.FromResult<GatewayAnswer<T>>(Fault == YearFault.LostAnswerIsDecline
                ? new GatewayAnswer<T>.Refused("time_out", "No answer.")
                : new GatewayAnswer<T>.Unknown(mood < 3 ? "request lost" : "answer lost"));
        }
    }

    private sealed class Listed(YearBank bank) : SilentRecords
    {
        public override IAsyncEnumerable<CheckoutSession> Checkouts(Instant since, CancellationToken cancel)
        {
            lock (bank._lock) return bank._pages.Values.Select(page => page.Seen(bank._clock.Now)).ToList().ToAsyncEnumerable();
        }

        public override IAsyncEnumerable<GatewayDispute> Disputes(Instant since, CancellationToken cancel) => bank.Back.Disputes.ToAsyncEnumerable();
    }

    private sealed class Page(string id, CheckoutRequest request, Instant expires)
    {
        public string Id { get; } = id;
        public CheckoutRequest Request { get; } = request;
        public Instant Expires { get; } = expires;
        public string? Intent { get; set; }
        public Instant? SettlesAt { get; set; }

        public CheckoutSession Seen(Instant now)
        {
            var pending = Intent is null && SettlesAt is not null;
            var state = Intent is not null || pending ? CheckoutState.Complete : now >= Expires ? CheckoutState.Expired : CheckoutState.Open;
            return new(
                Id, $"https://checkout.example/{Id}", state, Intent is not null, pending, Intent, Request.Amount, Request.CustomerId,
                Request.Payment.ToString(), Intent is null ? null : "Visa 4242", Expires);
        }
    }
}
