using System.Globalization;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Service.Access;
using Billing.Service.Audit;
using Billing.Service.Flows.Invoices;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Plans;
using Billing.Service.Flows.Recovery;
using Billing.Service.Flows.Resources;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>A ledger of accounts that pay afterwards, with a card that follows a script, told as tables.</summary>
public sealed class InvoiceHouse : IDisposable
{
    public const string Book = "koyeb";
    public static readonly Actor.Operator Operator = new(new Guid("00000000-0000-7000-8000-000000000002"), "Olga");
    private readonly OpenHouse _members = new();
    private int _events;

    public InvoiceHouse(Instant? start = null, IEnumerable<string>? books = null)
    {
        Ledger = new(books: books);
        if (start is { } at) Ledger.Clock.MoveTo(at);
        var payment = new PlanPayment(Plans);
        var charge = Charge = new ChargeCard(Ledger.Writer, Gateway, [new InvoicePayment(), payment]);
        Quote = new(Ledger.Writer, _members);
        Change = new PlanFlows(Ledger, _members, Gateway, charge, payment, Plans).Change;
        Create = new(Ledger.Writer, _members);
        Collect = new(Ledger.Writer, charge);
        Pay = new(Ledger.Writer, _members, charge);
        Credit = new(Ledger.Writer, _members);
        WriteOff = new(Ledger.Writer, _members);
        Lift = new(Ledger.Writer, _members);
        Profile = new(Ledger.Writer, _members);
        Card = new(Ledger.Writer, _members, new Customers(Ledger.Writer, Ledger.Reader, _members, Gateway), Gateway, CardHouse.Errands(Ledger, new ScriptedCards()));
    }

    public TestLedger Ledger { get; }
    public ScriptedGateway Gateway { get; } = new();
    public ChargeCard Charge { get; }
    public CollectInvoice Collect { get; }
    public PayInvoice Pay { get; }
    public CreditInvoice Credit { get; }
    public WriteOffInvoice WriteOff { get; }
    public LiftRecovery Lift { get; }
    public SetBillingProfile Profile { get; }
    public SaveCard Card { get; }
    public QuotePlanChange Quote { get; }
    public ChangePlan Change { get; }
    public CreateResource Create { get; }
    public InvoicedPlans Plans { get; } = new(new PlanCredit());

    public Instant Now
    {
        get => Ledger.Clock.Now;
        set => Ledger.Clock.MoveTo(value);
    }

    public T Run<T>(Func<WriteScope, T> flow) => Ledger.Writer.Run(flow, CancellationToken.None).GetAwaiter().GetResult();

    public async Task<AccountId> Open(string plan = "starter", bool card = true)
    {
        var account = Ledger.OpenAccount(book: Book);
        if (card) Assert.True((await Card.Run(OpenHouse.Anybody, account, "pm_card", "ada@acme.example", $"{account}", default)).IsAccepted);
        SetPlan(account, plan);
        return account;
    }

    /// <summary>As a change of plan leaves it; what it costs is not asked for here.</summary>
    public void SetPlan(AccountId account, string plan) => Run(scope =>
    {
        var number = scope.Find(account)!.Account;
        var row = scope.Db.Subscriptions.Find(number) ?? scope.Db.Subscriptions.Add(new() { Account = number, Plan = plan, Interval = BillingInterval.Month, PeriodStart = scope.Now }).Entity;
        (row.Plan, row.Interval, row.PeriodEnd) = (plan, BillingInterval.Month, Period.MonthOf(scope.Now).End);
        scope.SetPlan(number, plan);
        return true;
    });

    /// <summary>Changes the plan as a customer does: by a quote, which is accepted.</summary>
    public async Task<Outcome<ChangedPlan>> Take(AccountId account, string plan)
    {
        var quote = await Quote.Run(OpenHouse.Anybody, account, plan, BillingInterval.Month, null, default);
        return quote.Refusal is { } no ? no : await Change.Run(OpenHouse.Anybody, account, quote.Value.Id, $"{quote.Value.Id}", default);
    }

    /// <summary>One report of seconds of a size.</summary>
    public async Task Use(AccountId account, string size, long seconds, Instant? at = null)
    {
        var quantities = new Quantities();
        quantities[Measure.Seconds] = seconds * Measure.Seconds.Scale();
        var receipt = await Ledger.Charge(account, new UsageEvent
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"second-{Interlocked.Increment(ref _events)}"),
            Source = "instances", Meter = "instance_second", Model = size, Time = at ?? Now, Status = UsageStatus.Success, Quantities = quantities,
        });
        Assert.True(receipt.Outcome == UsageOutcome.Accepted, receipt.Refusal?.Message);
    }

    /// <summary>Outbound bandwidth.</summary>
    public async Task Transfer(AccountId account, long bytes)
    {
        var quantities = new Quantities();
        quantities[Measure.Bytes] = bytes;
        await Ledger.Charge(account, new UsageEvent { Id = "traffic", Source = "edge", Meter = "bandwidth", Time = Now, Status = UsageStatus.Success, Quantities = quantities });
    }

    /// <summary>Brings an account up to the present, as the job does.</summary>
    public void Look(AccountId account) => Run(scope => scope.Find(account)!.Balance);

    /// <summary>A round of the collecting job.</summary>
    public async Task CollectAll()
    {
        List<long> open;
        using (var db = Ledger.Reader.OpenContext()) open = [.. db.Collections.Where(row => row.State == CollectionState.Open).OrderBy(row => row.Invoice).Select(row => row.Invoice)];
        foreach (var invoice in open) await Collect.Run(invoice, default);
    }

    /// <summary>Asks the provider what became of a payment.</summary>
    public Task Settle(PaymentId payment) => Charge.Run(payment, default);

    /// <summary>Days pass one by one, the jobs running each day.</summary>
    public async Task Days(int days, params AccountId[] accounts)
    {
        for (var i = 0; i < days; i++)
        {
            Now = Now.PlusDays(1);
            foreach (var account in accounts) Look(account);
            await CollectAll();
        }
    }

    public string StateOf(AccountId account) => Run(scope => RecoveryCase.StandingOf(scope, scope.Find(account)!.Account)).State.ToString();

    public string BalanceOf(AccountId account) => Ledger.BalanceOf(account);

    public IReadOnlyList<InvoiceRow> Documents()
    {
        using var db = Ledger.Reader.OpenContext();
        return [.. db.Invoices.OrderBy(row => row.Number)];
    }

    /// <summary>What was asked for; checks of cards ask for nothing.</summary>
    public IReadOnlyList<PaymentRow> Payments(AccountId account)
    {
        var number = Ledger.Writer.Find(account)!.Account;
        using var db = Ledger.Reader.OpenContext();
        return [.. db.Payments.Where(row => row.Account == number && row.Purpose != PaymentPurpose.CardCheck).OrderBy(row => row.Number)];
    }

    public CollectionRow Collection(long invoice)
    {
        using var db = Ledger.Reader.OpenContext();
        return db.Collections.Find(invoice)!;
    }

    /// <summary>A document, line by line.</summary>
    public string Told(long number)
    {
        var row = Documents().Single(one => one.Number == number);
        var document = InvoiceDocument.Read(row.Document);
        var lines = document.Lines.Select(line => $"{line.Kind} | {line.Name} | {line.Quantity} x {line.UnitPrice} | {Money(line.Amount)}")
            .Concat(document.Notices.Select(notice => $"Announced | {notice.Name} | {notice.Excess} of {notice.Quantity} x {notice.Price} | ({Money(notice.Announced)})"))
            .Append($"Subtotal {Money(row.Subtotal)}, tax {document.TaxRate} {document.TaxReason} {Money(row.Tax)}, credit {Money(-row.AccountCredit)}, due {Money(row.Due)}");
        return string.Join('\n', lines.Prepend($"{row.Kind} {row.Number}, {row.PeriodStart.Day:yyyy-MM-dd} to {row.PeriodEnd.Day:yyyy-MM-dd}, issued {row.Issued.Day:yyyy-MM-dd}"));
    }

    /// <summary>An account's entries from a number on: type, amount, balance.</summary>
    public string Entries(AccountId account, params string[] but)
    {
        var number = Ledger.Writer.Find(account)!.Account;
        return string.Join('\n', Ledger.Entries().Where(stored => stored.Entry.Account == number && !but.Contains(Billing.Ledger.EntryTypes.Name(stored.Entry.Type))).Select(stored =>
            $"{Billing.Ledger.EntryTypes.Name(stored.Entry.Type)} | {Money(stored.Entry.Amount)} | {Money(stored.Entry.BalanceAfter)}"));
    }

    public IReadOnlyList<string> Mails()
    {
        using var db = Ledger.Reader.OpenContext();
        return [.. db.Outbox.OrderBy(row => row.Created).ThenBy(row => row.Key).Select(row => row.Key)];
    }

    /// <summary>The audit's sentences; empty for a sound ledger.</summary>
    public IReadOnlyList<string> Audit() =>
        LedgerVerification.Run(Path.Combine(Ledger.Path, "billing.db"), Path.Combine(Ledger.Path, "views.db")).Violations;

    public static string Money(long units) => new Amount(units, Asset.Usd).ToDecimalText();

    public void Dispose() => Ledger.Dispose();
}
