using Billing.Service.Access;
using Billing.Service.Flows;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Plans;
using Billing.Service.Jobs;
using Billing.Service.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Billing.Service.Tests.Flows;

/// <summary>The flows around plans, composed as the portal does it.</summary>
internal sealed class PlanFlows
{
    private readonly TestLedger _ledger;

    /// <param name="provider">Null where every book is collected by the portal.</param>
    public PlanFlows(TestLedger ledger, IMemberships members, IPaymentGateway bank, ChargeCard charge, PlanPayment payment, IPlanBilling billing, ScriptedSubscriptions? provider = null)
    {
        _ledger = ledger;
        var writer = ledger.Writer;
        var address = new PortalAddress();
        address.Is(new Uri("http://127.0.0.1/"));
        provider ??= new ScriptedSubscriptions(ledger.Clock);
        Settle = new(writer, provider, provider, payment);
        Follow = new(writer, provider, Settle);
        Align = new(writer, provider, Follow);
        Pages = new(writer, bank, provider, Settle, payment);
        Collect = new(writer, charge, new(writer, new(writer, ledger.Reader, members, bank), members, provider, Settle, payment, address));
        Quote = new(writer, members);
        Change = new(writer, members, Collect, Pages, Align, billing);
        Undo = new(writer, members, Align);
        Renew = new(writer, Collect, billing);
        Pay = new(writer, members, provider, Follow, Renew);
    }

    public SettlePlanInvoice Settle { get; }
    public FollowSubscription Follow { get; }
    public AlignSubscription Align { get; }
    public SettlePlanCheckout Pages { get; }
    public CollectPlan Collect { get; }
    public QuotePlanChange Quote { get; }
    public ChangePlan Change { get; }
    public UndoPlanChange Undo { get; }
    public RenewSubscription Renew { get; }
    public PayRenewal Pay { get; }

    /// <summary>A job as another process would have it, with a lease of its own.</summary>
    public RenewalsJob Job() => new(_ledger.Writer, _ledger.Reader, _ledger.Clock, Renew, Align, Follow, NullLogger<RenewalsJob>.Instance);

    public OpenPlanPayments Open() => new(Collect, Pages, _ledger.Clock);
}
