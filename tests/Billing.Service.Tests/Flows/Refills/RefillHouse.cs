using Billing.Credits;
using Billing.Refills;
using Billing.Service.Audit;
using Billing.Service.Flows;
using Billing.Service.Flows.Notices;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Refills;
using Billing.Service.Flows.TopUps;
using Billing.Service.Jobs;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.Extensions.Logging.Abstractions;
using Measure = Billing.Metering.Measure;
using PaymentState = Billing.Service.Storage.PaymentState;

namespace Billing.Service.Tests.Flows.Refills;

/// <summary>A real ledger with automatic refill, and a bank that follows a script. Threshold 500, refill 2,000 credits for $20.</summary>
public sealed class RefillHouse : IDisposable
{
    public const string Book = "deployments";
    public static readonly Instant Start = Instant.At(2026, 3, 10, 8);

    private readonly OpenHouse _members = new();
    private readonly ScriptedCards _cards = new();
    private readonly PortalAddress _address = new();
    private readonly List<RefillWatch> _watches = [];

    /// <param name="books">Files of the price books; the shipped ones when left out.</param>
    public RefillHouse(IEnumerable<string>? books = null)
    {
        Ledger = new(books: books);
        _address.Is(new Uri("https://portal.example/"));
        Ledger.Clock.MoveTo(Start);
        Charge = NewCharge();
        Watch = NewWatch();
        Set = new SetRefill(Ledger.Writer, _members, Watch, Charge);
        Off = new StopRefill(Ledger.Writer, _members, Watch);
        Notice = new PaymentNotice(Ledger.Writer, Bank, Charge, new SettleTopUp(Ledger.Writer, _members, Bank));
    }

    public TestLedger Ledger { get; }
    public ScriptedGateway Bank { get; } = new();
    public ChargeCard Charge { get; }
    public RefillWatch Watch { get; }
    public SetRefill Set { get; }
    public StopRefill Off { get; }
    public PaymentNotice Notice { get; }

    public Asset Credits => Ledger.Writer.Books.At(Book, Start).Book.Wallet.Unit;

    /// <summary>A watch as another process has it: it shares the ledger and nothing else.</summary>
    public RefillWatch NewWatch()
    {
        var watch = new RefillWatch(Ledger.Writer, Ledger.Writer.Feed, new EvaluateRefill(Ledger.Writer, NewCharge()), Ledger.Clock, NullLogger<RefillWatch>.Instance);
        _watches.Add(watch);
        return watch;
    }

    public RefillsJob NewJob(RefillWatch watch) => new(Ledger.Writer, Ledger.Reader, Ledger.Clock, watch, NullLogger<RefillsJob>.Instance);

    public OpenItemsJob Janitor() => new(
        Ledger.Writer, Ledger.Reader, Ledger.Clock, [new OpenCharges(Charge, Ledger.Clock)], NullLogger<OpenItemsJob>.Instance);

    private ChargeCard NewCharge() => new(Ledger.Writer, Bank, [new RefillPayment(_address)]);

    public async Task<AccountId> Account(string balance = "540", bool card = true)
    {
        var account = Ledger.OpenAccount(book: Book);
        Ledger.Grant(account, balance, GrantKind.Coupon);
        if (card) await SaveCard(account);
        return account;
    }

    /// <summary>An account with refill on.</summary>
    public async Task<AccountId> Refilled(string balance = "540", string threshold = "500", string ceiling = "1000", string? told = null)
    {
        var account = await Account(balance);
        Assert.Null((await TurnOn(account, threshold, ceiling, told: told)).Refusal);
        return account;
    }

    public Task<Outcome<SetRefillResult>> TurnOn(AccountId account, string threshold = "500", string ceiling = "1000", int days = 3, string? told = null, string refill = "2000") =>
        Set.Run(
            OpenHouse.Anybody, account,
            new(new(Of(threshold), Of(refill), Amount.Parse(ceiling, Asset.Usd), days), told is null ? null : Amount.Parse(told, Asset.Usd)), CancellationToken.None);

    public Task<Outcome<bool>> TurnOff(AccountId account) => Off.Run(OpenHouse.Anybody, account, CancellationToken.None);

    public async Task SaveCard(AccountId account)
    {
        var customers = new Customers(Ledger.Writer, Ledger.Reader, _members, Bank);
        await new SaveCard(Ledger.Writer, _members, customers, Bank, CardHouse.Errands(Ledger, new ScriptedCards())).Run(
            OpenHouse.Anybody, account, "pm_card_visa", "ada@acme.example", Guid.NewGuid().ToString("N"), CancellationToken.None);
    }

    public Task RemoveCard(AccountId account) => Ledger.Writer.Run(scope => scope.Db.Customers.Find(scope.Find(account)!.Account)!.Card = null, CancellationToken.None);

    /// <summary>Hours of the small size, 60 credits each.</summary>
    public Task Use(AccountId account, int hours = 1) =>
        Ledger.Ingest(account, Ledger.Event("instance_hour", "gpu-s", null, null, (Measure.Seconds, hours * 3_600L)));

    /// <summary>So much of the first grant is kept aside, as a dispute does it.</summary>
    public Task KeepAside(AccountId account, string credits) => Ledger.Writer.Run(scope =>
    {
        var wallet = scope.Find(account)!;
        scope.Hold(wallet.Account, wallet.Grants[0].Grant.Number, Of(credits).Units);
        return true;
    }, CancellationToken.None);

    public Task<AutoRefillAnswer?> Look(AccountId account) => Watch.Look(account, CancellationToken.None);

    public void Later(TimeSpan span)
    {
        Ledger.Clock.MoveTo(Ledger.Clock.Now.Plus(span));
        // A commit that had begun still reads the old time; what is asked for after it reads the new one.
        Ledger.Writer.Run(_ => true, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>What an event of the provider's about a payment leads to.</summary>
    public Task<Refusal?> Event(string payment) =>
        Notice.Run(new("evt_1", "payment_intent.succeeded", Ledger.Clock.Now, NoticeSubject.Payment, payment, null), CancellationToken.None);

    public async Task<RefillRow> Row(AccountId account)
    {
        await using var db = Ledger.Reader.OpenContext();
        var number = Ledger.Writer.Find(account)!.Account;
        return db.Refills.Single(row => row.Account == number);
    }

    public async Task<IReadOnlyList<PaymentRow>> Orders(AccountId account)
    {
        await using var db = Ledger.Reader.OpenContext();
        var number = Ledger.Writer.Find(account)!.Account;
        return [.. db.Payments.Where(row => row.Account == number && row.Purpose == PaymentPurpose.Refill).OrderBy(row => row.Number)];
    }

    public async Task<PaymentState> StateOf(AccountId account) => (await Orders(account))[^1].State;

    /// <summary>The diary from the first line on: decision, looks and sentence.</summary>
    public async Task<IReadOnlyList<RefillNoteRow>> Diary(AccountId account)
    {
        await using var db = Ledger.Reader.OpenContext();
        var number = Ledger.Writer.Find(account)!.Account;
        return [.. db.RefillNotes.Where(note => note.Account == number).OrderBy(note => note.Number)];
    }

    public async Task<IReadOnlyList<OutboxRow>> Mails()
    {
        await using var db = Ledger.Reader.OpenContext();
        return [.. db.Outbox];
    }

    public string BalanceOf(AccountId account) => Ledger.BalanceOf(account);

    /// <summary>Sentences; none where the ledger is sound.</summary>
    public IReadOnlyList<string> Violations() =>
        LedgerVerification.Run(Path.Combine(Ledger.Path, "billing.db"), Path.Combine(Ledger.Path, "views.db")).Violations;

    private Amount Of(string credits) => Amount.Parse(credits, Credits);

    public void Dispose()
    {
        foreach (var watch in _watches) watch.Dispose();
        Ledger.Dispose();
    }
}
