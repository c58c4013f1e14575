using System.Globalization;
using Billing.PriceBooks;
using Billing.Service;
using Billing.Service.Access;
using Billing.Service.Flows.Cards;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Plans;
using Billing.Service.Flows.Recovery;
using Billing.Service.Flows.TopUps;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;
using Billing.Metering;
using Stripe.Sandbox;

namespace BillingPortal.Portal.Demo;

/// <summary>
/// Where the demo's stories are played: a queue of what happens when, and the portal's own flows to do it with. No row is
/// written around a flow.
/// </summary>
internal sealed class DemoScene(IServiceProvider services, SandboxServer sandbox, Actor.Person owner, Actor.Operator support, Instant end)
{
    private const string Mail = "owner@demo.example";
    private readonly PriorityQueue<Func<CancellationToken, Task>, (long At, int Order)> _coming = new();
    private int _order;

    /// <summary>The present: where every story ends.</summary>
    public Instant End => end;

    public Actor.Person Owner => owner;

    public Writer Writer => Get<Writer>();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>Notes something for an instant before the present; what would come after it is left out.</summary>
    public void At(Instant at, Func<CancellationToken, Task> happens)
    {
        if (at <= end) _coming.Enqueue(happens, (at.Micros, _order++));
    }

    public void Every(TimeSpan step, Instant from, Func<Instant, CancellationToken, Task> happens)
    {
        for (var at = from; at <= end; at = at.Plus(step))
        {
            var now = at;
            At(now, cancel => happens(now, cancel));
        }
    }

    /// <summary>The next thing in time, at one instant in the order it was noted.</summary>
    public bool TryNext(out Instant at, out Func<CancellationToken, Task> happens)
    {
        var any = _coming.TryDequeue(out happens!, out var when);
        at = new(when.At);
        return any;
    }

    /// <summary>Sets the provider's clock to ours. It writes that down, so it is told only when something will be asked of it.</summary>
    public void TellTheProvider() => sandbox.ClockOffset = Get<BillingClock>().Offset;

    public Task<IReadOnlyList<UsageReceipt>> Report(AccountId account, IReadOnlyList<UsageEvent> events, ApiKeyId? key, CancellationToken cancel) =>
        Writer.Ingest(new UsageBatch(account, key, events), cancel);

    public async Task<CreatedApiKey> Key(AccountId account, string name, CancellationToken cancel)
    {
        var id = new ApiKeyId(Guid.CreateVersion7(Get<BillingClock>().Now.ToDateTimeOffset()));
        return Done(await Get<IApiKeys>().Create(owner, account, new NewApiKey(id, name), cancel));
    }

    /// <summary>Buys credit on the provider's page.</summary>
    public async Task TopUp(AccountId account, string money, CancellationToken cancel)
    {
        TellTheProvider();
        var currency = Book(account).Currency;
        var opened = Done(await Get<StartTopUp>().Run(owner, account, Amount.Parse(money, currency), Once("top-up"), Mail, cancel));
        if (sandbox.PaySession(opened.Session, "4242424242424242") is { } refusal) throw new InvalidOperationException($"The demo's card was refused: {refusal}");
        var settled = Done(await Get<SettleTopUp>().Run(opened.Session, cancel));
        if (settled.State != Settlement.Paid) throw new InvalidOperationException($"The demo's payment is {settled.State}");
    }

    /// <returns>The provider's name of it.</returns>
    public async Task<string> Card(AccountId account, string card, CancellationToken cancel)
    {
        TellTheProvider();
        return Done(await Get<SaveCard>().Run(owner, account, card, Mail, Once("card"), cancel)).Id;
    }

    /// <summary>The card's network replaces it by one of other digits, as it does when one was stolen.</summary>
    public async Task ReplaceCard(AccountId account, string card, string number, CancellationToken cancel)
    {
        TellTheProvider();
        sandbox.ReplaceCard(card, number);
        Done(await Get<SyncCards>().Run(account, cancel));
    }

    public async Task Plan(AccountId account, string plan, CancellationToken cancel, string? coupon = null)
    {
        TellTheProvider();
        var quote = Done(await Get<QuotePlanChange>().Run(owner, account, plan, BillingInterval.Month, coupon, cancel));
        Done(await Get<ChangePlan>().Run(owner, account, quote.Id, Once("plan"), cancel));
    }

    /// <summary>An operator waits with what payment recovery would do.</summary>
    public async Task HoldOff(AccountId account, RecoveryBlocks blocks, string reason, CancellationToken cancel) =>
        Done(await Get<LiftRecovery>().Run(support, new RecoveryLift(account, blocks, reason, Once("hold-off")), cancel));

    /// <summary>A key of its own for each thing done.</summary>
    public string Once(string what) => string.Create(CultureInfo.InvariantCulture, $"demo-{what}-{_order++}");

    public PriceBook Book(AccountId account) => Writer.Books.At(Writer.Find(account)!.PriceBook, end).Book;

    public static T Done<T>(Outcome<T> outcome) =>
        outcome.IsAccepted ? outcome.Value : throw new InvalidOperationException($"The demo was refused: {outcome.Refusal!.Code}: {outcome.Refusal.Message}");
}
