using System.Diagnostics.CodeAnalysis;
using Billing.PriceBooks;
using Billing.Service.Flows.Coupons;
using Billing.Service.Flows.Invoices;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Plans;
using Billing.Service.Flows.TopUps;
using Billing.Service.Jobs;
using Billing.Service.Storage;
using Billing.Units;
using Microsoft.Extensions.Logging.Abstractions;

namespace Billing.Service.Tests.Flows;

/// <summary>A real ledger with the flows around plans, and a bank that follows a script.</summary>
public sealed class PlanHouse : IDisposable
{
    private readonly OpenHouse _members = new();
    private readonly ScriptedCards _cards = new();
    private int _keys;

    /// <param name="books">Files of the price books; the shipped ones, collected by the portal, when left out.</param>
    public PlanHouse(Instant start, IEnumerable<string>? books = null)
    {
        Ledger = new TestLedger(books: books ?? OwnBook.CollectedByThePortal);
        Ledger.Clock.MoveTo(start);
        Provider = new(Ledger.Clock);
        Bank.Pages = Provider;
        Open();
    }

    /// <summary>Closes the ledger and opens it again, with flows that remember nothing.</summary>
    public void Restart()
    {
        Ledger.Restart();
        Open();
    }

    [MemberNotNull(nameof(Charge), nameof(Flows), nameof(Redeem))]
    private void Open()
    {
        var billing = new InvoicedPlans(new PlanCredit());
        var payment = new PlanPayment(billing);
        Charge = new ChargeCard(Ledger.Writer, Bank, [payment]);
        Flows = new PlanFlows(Ledger, _members, Bank, Charge, payment, billing, Provider);
        Redeem = new RedeemCoupon(Ledger.Writer, _members);
    }

    /// <summary>A job as another process would have it, with a lease of its own.</summary>
    public RenewalsJob Job() => Flows.Job();

    public OpenItemsJob Janitor() => new(
        Ledger.Writer, Ledger.Reader, Ledger.Clock, [Flows.Open(), new OpenCharges(Charge, Ledger.Clock)], NullLogger<OpenItemsJob>.Instance);

    public TestLedger Ledger { get; }
    public ScriptedGateway Bank { get; } = new();
    public ScriptedSubscriptions Provider { get; }
    public ChargeCard Charge { get; private set; }
    internal PlanFlows Flows { get; private set; }
    public QuotePlanChange QuoteFlow => Flows.Quote;
    public ChangePlan Change => Flows.Change;
    public UndoPlanChange Undo => Flows.Undo;
    public RenewSubscription Renew => Flows.Renew;
    public RedeemCoupon Redeem { get; private set; }

    public string NextKey() => $"key-{Interlocked.Increment(ref _keys)}";

    public Task<Outcome<PlanQuote>> Quote(AccountId account, string plan, BillingInterval interval = BillingInterval.Month, string? code = null) =>
        QuoteFlow.Run(OpenHouse.Anybody, account, plan, interval, code, CancellationToken.None);

    public Task<Outcome<ChangedPlan>> Accept(AccountId account, QuoteId quote, string? key = null) =>
        Change.Run(OpenHouse.Anybody, account, quote, key ?? NextKey(), CancellationToken.None);

    /// <summary>Asks for a quote and accepts it.</summary>
    public async Task<Outcome<ChangedPlan>> Take(AccountId account, string plan, BillingInterval interval = BillingInterval.Month, string? code = null)
    {
        var quote = await Quote(account, plan, interval, code);
        return quote.Refusal is { } no ? no : await Accept(account, quote.Value.Id);
    }

    public Task<Outcome<RedeemedCoupon>> Enter(AccountId account, string code, string? key = null) =>
        Redeem.Run(OpenHouse.Anybody, account, code, key ?? NextKey(), CancellationToken.None);

    public Task<Renewal> RunRenewal(AccountId account) => Renew.Run(account, CancellationToken.None);

    public async Task SaveCard(AccountId account)
    {
        var customers = new Customers(Ledger.Writer, Ledger.Reader, _members, Bank);
        var saved = await new SaveCard(Ledger.Writer, _members, customers, Bank, CardHouse.Errands(Ledger, _cards)).Run(OpenHouse.Anybody, account, "pm_card_visa", "ada@acme.example", NextKey(), CancellationToken.None);
        Assert.Null(saved.Refusal);
    }

    /// <summary>The subscription after everything that is due has been done.</summary>
    public Task<SubscriptionRow> Look(AccountId account) => Ledger.Writer.Run(
        scope => scope.Db.Subscriptions.Find(scope.Find(account)!.Account)!, CancellationToken.None);

    public Amount Taken => Bank.Taken.Values.Aggregate(Amount.Zero(Asset.Usd), (sum, charge) => new(sum.Units + charge.Amount.Units, sum.Asset));

    public void Dispose() => Ledger.Dispose();
}
