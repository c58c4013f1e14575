using Billing.PriceBooks;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Plans;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Portal.Tests.Settling.Scenarios;

internal sealed class SubscribeWithACard : IFlowScenario
{
    public string Name => "F10 subscribe with the card on file";
    public string Book => "kernstack";

    public async Task Play(SettlementHost host)
    {
        await Plans.Save(host);
        await Plans.Take(host, "launch");
    }

    public IEnumerable<string> Ends => ["subscriptions: account=1 plan=launch", "entry: account 1 grant 2000 included"];
}

internal sealed class SubscribeOnThePage : IFlowScenario
{
    public string Name => "F10 subscribe on the provider's page";
    public string Book => "kernstack";

    public async Task Play(SettlementHost host)
    {
        await Plans.Take(host, "launch");
        Assert.Null(host.Sandbox.PaySession((await host.Payments()).Single().GatewaySession!, TopUpMeans.Card));
    }

    public IEnumerable<string> Ends => ["subscriptions: account=1 plan=launch", "entry: account 1 grant 2000 included"];
}

internal sealed class Renewal : IFlowScenario
{
    public string Name => "F11 renewal";
    public string Book => "kernstack";

    public async Task Play(SettlementHost host)
    {
        await Plans.Save(host);
        await Plans.Take(host, "launch");
        await Plans.PassThePeriod(host);
    }

    public IEnumerable<string> Ends => ["subscriptions: account=1 plan=launch"];
}

internal sealed class RenewalThatFails : IFlowScenario
{
    public string Name => "F12 renewal that fails";
    public string Book => "kernstack";

    public async Task Play(SettlementHost host)
    {
        await Plans.Save(host);
        await Plans.Take(host, "launch");
        await using (var db = host.Get<BillingReader>().OpenContext()) host.Sandbox.ExpireCard(db.Customers.Single().Card!);
        await Plans.PassThePeriod(host);
    }

    public IEnumerable<string> Ends => ["subscriptions: account=1 plan=launch"];
}

internal sealed class UpgradeNow : IFlowScenario
{
    public string Name => "F13 upgrade now";
    public string Book => "kernstack";

    public async Task Play(SettlementHost host)
    {
        await Plans.Save(host);
        await Plans.Take(host, "launch");
        await Plans.Take(host, "grow");
    }

    public IEnumerable<string> Ends => ["subscriptions: account=1 plan=grow"];
}

internal sealed class CancelAtTheEnd : IFlowScenario
{
    public string Name => "F14 cancel at the period's end";
    public string Book => "kernstack";

    public async Task Play(SettlementHost host)
    {
        await Plans.Save(host);
        await Plans.Take(host, "launch");
        await Plans.Take(host, "free");
    }

    public IEnumerable<string> Ends => ["subscriptions: account=1 plan=launch"];
}

/// <summary>What the owner does about his plan.</summary>
internal static class Plans
{
    public static async Task Save(SettlementHost host) => Assert.Null((await host.Get<SaveCard>().Run(
        host.Owner, host.Account, "pm_card_visa", SettlementHost.OwnerMail, Guid.NewGuid().ToString("N"), CancellationToken.None)).Refusal);

    public static async Task Take(SettlementHost host, string plan)
    {
        var quote = await host.Get<QuotePlanChange>().Run(host.Owner, host.Account, plan, BillingInterval.Month, null, CancellationToken.None);
        Assert.Null((await host.Get<ChangePlan>().Run(host.Owner, host.Account, quote.Value.Id, Guid.NewGuid().ToString("N"), CancellationToken.None)).Refusal);
    }

    /// <summary>To an hour and a half after it: the provider's invoice is a draft for an hour.</summary>
    public static async Task PassThePeriod(SettlementHost host)
    {
        Instant end;
        await using (var db = host.Get<BillingReader>().OpenContext()) end = db.Subscriptions.Single().PeriodEnd;
        host.MoveTo(end.Plus(TimeSpan.FromMinutes(90)));
    }
}
