using Billing.Service.Access;
using Billing.Service.Flows;
using Billing.Service.Flows.Cards;
using Billing.Service.Flows.Corrections;
using Billing.Service.Flows.Coupons;
using Billing.Service.Flows.Environments;
using Billing.Service.Flows.Invoices;
using Billing.Service.Flows.MoneyBack;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Plans;
using Billing.Service.Flows.Recovery;
using Billing.Service.Flows.Refills;
using Billing.Service.Flows.Resources;
using Billing.Service.Flows.TopUps;
using Billing.Service.Jobs;
using Billing.Service.Metering;
using Billing.Service.Tests.Flows;
using Billing.Units;
using Microsoft.Extensions.Logging.Abstractions;

namespace Billing.Service.Tests.Year;

/// <summary>The whole service as one process has it: ledger, flows, jobs. It can die and be opened again; the bank and the customers outlive it.</summary>
internal sealed class YearHouse : IDisposable
{
    public static readonly Actor.Operator Operator = new(new Guid("00000000-0000-7000-8000-000000000002"), "Olga");

    private static readonly Lazy<Folder> Template = new(MakeTemplate);
    private readonly Folder _folder = new();
    private readonly OpenHouse _members = new();

    /// <param name="random">Of the bank's moods; null for one that has none.</param>
    public YearHouse(Instant start, Random? random = null, YearFault fault = YearFault.None)
    {
        File.Copy(Path.Combine(Template.Value.Path, "billing.db"), Path.Combine(_folder.Path, "billing.db"));
        Ledger = new TestLedger(_folder.Path, books: Books, durable: false);
        Ledger.Clock.MoveTo(start);
        Bank = new YearBank(random ?? new Random(1), Ledger.Clock) { Calm = random is null, Fault = fault };
        Furnish();
    }

    public static IEnumerable<string> Books =>
        OwnBook.CollectedByThePortal.Concat(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Year", "books"), "*.json"));

    public TestLedger Ledger { get; }
    public YearBank Bank { get; }
    public string BillingFile => Path.Combine(_folder.Path, "billing.db");
    public int Deaths { get; private set; }

    public SaveCard SaveCard { get; private set; } = null!;
    public StartTopUp StartTopUp { get; private set; } = null!;
    public SettleTopUp SettleTopUp { get; private set; } = null!;
    public CorrectBalance Correct { get; private set; } = null!;
    public SetAllocation SetAllocation { get; private set; } = null!;
    public MoveAllocation MoveAllocation { get; private set; } = null!;
    public CreateResource CreateResource { get; private set; } = null!;
    public ChangeResource ChangeResource { get; private set; } = null!;
    public SetBillingProfile SetProfile { get; private set; } = null!;
    public PayInvoice PayInvoice { get; private set; } = null!;
    public CreditInvoice CreditInvoice { get; private set; } = null!;
    public WriteOffInvoice WriteOff { get; private set; } = null!;
    public LiftRecovery LiftRecovery { get; private set; } = null!;
    public QuotePlanChange QuotePlan { get; private set; } = null!;
    public ChangePlan ChangePlan { get; private set; } = null!;
    public UndoPlanChange UndoPlan { get; private set; } = null!;
    public RedeemCoupon Redeem { get; private set; } = null!;
    public RefundPayment Refund { get; private set; } = null!;
    public SyncMoneyBack SyncMoneyBack { get; private set; } = null!;
    public SyncDispute SyncDispute { get; private set; } = null!;
    public SetRefill SetRefill { get; private set; } = null!;
    public StopRefill StopRefill { get; private set; } = null!;
    public EvaluateRefill EvaluateRefill { get; private set; } = null!;
    public IReadOnlyList<PollingJob> Jobs { get; private set; } = [];

    /// <summary>The process is gone, with everything it had in memory; another one opens the same files.</summary>
    public void Restart()
    {
        Deaths++;
        Ledger.Restart();
        Furnish();
    }

    public void Dispose()
    {
        Ledger.Dispose();
        _folder.Dispose();
    }

    private void Furnish()
    {
        var (writer, reader, clock) = (Ledger.Writer, Ledger.Reader, Ledger.Clock);
        var customers = new Customers(writer, reader, _members, Bank);
        var address = new PortalAddress();
        address.Is(new Uri("http://127.0.0.1/"));
        var plans = new InvoicedPlans(new PlanCredit());
        var planPayment = new PlanPayment(plans);
        var charge = new ChargeCard(writer, Bank, [new InvoicePayment(), planPayment, new RefillPayment(address)]);
        var planFlows = new PlanFlows(Ledger, _members, Bank, charge, planPayment, plans);
        var cards = new YearCards(Bank);
        var tell = new TellDefaultCard(writer, cards);
        var check = new CheckCard(writer, Bank, cards, tell);
        SaveCard = new(writer, _members, customers, Bank, new CardErrands(tell, new DetachCard(writer, cards), check));
        StartTopUp = new(writer, _members, customers, Bank, writer.Books, address, new TopUpSettings());
        SettleTopUp = new(writer, _members, Bank);
        Correct = new(writer, _members, writer.Books);
        SetAllocation = new(writer, _members);
        MoveAllocation = new(writer, _members);
        CreateResource = new(writer, _members);
        ChangeResource = new(writer, _members);
        SetProfile = new(writer, _members);
        PayInvoice = new(writer, _members, charge);
        CreditInvoice = new(writer, _members);
        WriteOff = new(writer, _members);
        LiftRecovery = new(writer, _members);
        (QuotePlan, ChangePlan, UndoPlan) = (planFlows.Quote, planFlows.Change, planFlows.Undo);
        Redeem = new(writer, _members);
        Refund = new(writer, _members, Bank);
        (SyncMoneyBack, SyncDispute) = (new(writer, Bank, Bank.Records), new(writer, Bank));
        EvaluateRefill = new(writer, charge);
        // It hears nothing: who looks at a balance that fell is a matter of chance here, not of threads.
        var watch = new RefillWatch(writer, new LiveFeed(), EvaluateRefill, clock, NullLogger<RefillWatch>.Instance);
        (SetRefill, StopRefill) = (new(writer, _members, watch, charge), new(writer, _members, watch));
        Jobs =
        [
            new DueJob(writer, clock, NullLogger<DueJob>.Instance),
            new InvoicesJob(writer, reader, clock, new CollectInvoice(writer, charge), NullLogger<InvoicesJob>.Instance),
            planFlows.Job(),
            new RefillsJob(writer, reader, clock, watch, NullLogger<RefillsJob>.Instance),
            new OpenItemsJob(
                writer, reader, clock,
                [
                    new OpenTopUps(writer, Bank.Records, SettleTopUp), new OpenCharges(charge, clock), planFlows.Open(), new OpenCardChecks(check),
                    new OpenMoneyBack(Refund, SyncMoneyBack, SyncDispute),
                ],
                NullLogger<OpenItemsJob>.Instance)
            {
                Breath = TimeSpan.Zero,
            },
        ];
    }

    private static Folder MakeTemplate()
    {
        var folder = new Folder();
        using var ledger = new TestLedger(folder.Path, books: Books);
        return folder;
    }
}
