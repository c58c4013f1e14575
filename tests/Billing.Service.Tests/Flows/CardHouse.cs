using Billing.PriceBooks;
using Billing.Service.Access;
using Billing.Service.Flows;
using Billing.Service.Flows.Cards;
using Billing.Service.Flows.Messages;
using Billing.Service.Flows.Notices;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Plans;
using Billing.Service.Jobs;
using Billing.Service.Ports;
using Billing.Service.Reads;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.Extensions.Logging.Abstractions;

namespace Billing.Service.Tests.Flows;

/// <summary>A ledger with the flows around cards, and a provider that follows a script.</summary>
public sealed class CardHouse : IDisposable
{
    public static readonly Actor Ada = OpenHouse.Anybody;
    private readonly OpenHouse _members = new();
    private int _keys;

    public CardHouse(string book = "koyeb")
    {
        var writer = Ledger.Writer;
        var address = new PortalAddress();
        address.Is(new Uri("http://127.0.0.1/"));
        var errands = Errands(Ledger, Provider);
        var customers = new Customers(writer, Ledger.Reader, _members, Provider);
        Sync = new(writer, Provider, errands);
        Start = new(writer, _members, customers, Provider, Sync, address, Ledger.Clock);
        Finish = new(writer, Provider, errands);
        Default = new(writer, _members, Provider, Sync);
        Removal = new(writer, _members, errands);
        Quote = new(writer, _members);
        Account = Ledger.OpenAccount(book: book);
    }

    public TestLedger Ledger { get; } = new();
    public ScriptedCards Provider { get; } = new();
    public AccountId Account { get; }
    public SyncCards Sync { get; }
    public StartCardPage Start { get; }
    public FinishCardPage Finish { get; }
    public SetDefaultCard Default { get; }
    public RemoveCard Removal { get; }
    public QuotePlanChange Quote { get; }

    public string Customer => Row!.GatewayCustomer;

    public CustomerRow? Row
    {
        get
        {
            using var db = Ledger.Reader.OpenContext();
            return db.Customers.SingleOrDefault();
        }
    }

    public static CardErrands Errands(TestLedger ledger, ScriptedCards provider) =>
        new(new TellDefaultCard(ledger.Writer, provider), new DetachCard(ledger.Writer, provider), Check(ledger, provider));

    private static CheckCard Check(TestLedger ledger, ScriptedCards provider) =>
        new(ledger.Writer, provider, provider, new TellDefaultCard(ledger.Writer, provider));

    /// <summary>The customer presses "Add a card"; answers the session.</summary>
    public async Task<string> Open(bool asDefault = false, string? key = null) =>
        (await Start.Run(Ada, Account, asDefault, "ada@acme.example", key ?? $"key-{++_keys}", default)).Value.Session;

    /// <summary>A card is entered, and its owner returns.</summary>
    public async Task<KeptCard> Add(string fingerprint, string last4 = "4242", bool asDefault = false, int year = 2030, int month = 8)
    {
        var session = await Open(asDefault);
        Provider.Enter(session, fingerprint, last4, year, month);
        return (await Finish.Run(session, Account, default)).Value;
    }

    public void Later(int minutes) => Ledger.Clock.MoveTo(Ledger.Clock.Now.Plus(TimeSpan.FromMinutes(minutes)));

    public Task<Outcome<RemovedCard>> Remove(string card) => Removal.Run(Ada, Account, card, default);

    /// <summary>Webhooks of these kinds, as the inbox hands them on; answers the refusals.</summary>
    public async Task<IReadOnlyList<Refusal>> Tell(NoticeSubject subject, string id, string? customer = null)
    {
        var notice = new WebhookNotice("evt_1", "any", Ledger.Clock.Now, subject, id, customer);
        INoticeFlow[] flows = [new CardPageNotice(Provider, Finish), new CardNotice(Sync), new CustomerNotice(Sync)];
        var refusals = new List<Refusal>();
        foreach (var flow in flows.Where(flow => flow.Subject == subject))
        {
            if (await flow.Run(notice, default) is { } refusal) refusals.Add(refusal);
        }

        return refusals;
    }

    /// <summary>A round of the janitor, after everything had its minute.</summary>
    public async Task Clean()
    {
        Ledger.Clock.MoveTo(Ledger.Clock.Now.Plus(TimeSpan.FromMinutes(2)));
        IOpenItems[] kinds = [new OpenCardChecks(Check(Ledger, Provider)), new OpenCardRemovals(new DetachCard(Ledger.Writer, Provider)), new OpenDefaultCards(new TellDefaultCard(Ledger.Writer, Provider))];
        await new OpenItemsJob(Ledger.Writer, Ledger.Reader, Ledger.Clock, kinds, NullLogger<OpenItemsJob>.Instance).RunNow(default);
    }

    public Task Warn() => new CardExpiryJob(Ledger.Writer, Ledger.Reader, Ledger.Clock, new WarnOfExpiry(Ledger.Writer), NullLogger<CardExpiryJob>.Instance).RunNow(default);

    /// <summary>The cards as the page shows them: label, default mark, check.</summary>
    public async Task<string> Shown()
    {
        var view = (await new CardsRead(Ledger.Writer, Ledger.Reader, Ledger.Clock).Read(Account, default))!;
        return string.Join(", ", view.Cards.Select(card => $"{card.Label}{(card.IsDefault ? "*" : "")}{(card.Check is { } check ? $" {check.Standing}" : "")}"));
    }

    public async Task<CardsView> View() => (await new CardsRead(Ledger.Writer, Ledger.Reader, Ledger.Clock).Read(Account, default))!;

    public IReadOnlyList<string> Mails()
    {
        using var db = Ledger.Reader.OpenContext();
        return [.. db.Outbox.OrderBy(row => row.Created).ThenBy(row => row.Key).AsEnumerable().Select(row => Outbox.Read(row).Subject)];
    }

    public IReadOnlyList<PaymentRow> Payments()
    {
        using var db = Ledger.Reader.OpenContext();
        return [.. db.Payments.OrderBy(row => row.Number)];
    }

    /// <summary>Puts rows where other flows would have put them.</summary>
    public Task Put(Action<BillingDb, int> rows) => Ledger.Writer.Run(
        scope =>
        {
            rows(scope.Db, scope.Find(Account)!.Account);
            return true;
        },
        default);

    public Task OnPlan(string plan, string? next = null) => Put((db, account) =>
    {
        var row = db.Subscriptions.Find(account) ?? db.Subscriptions.Add(new() { Account = account, Plan = plan, Interval = BillingInterval.Month, PeriodStart = Ledger.Clock.Now }).Entity;
        (row.Plan, row.NextPlan, row.PeriodEnd) = (plan, next, Instant.Latest);
    });

    public void Dispose() => Ledger.Dispose();
}
