using Billing.Service.Flows.Cards;
using Billing.Service.Storage;

namespace Portal.Tests.Settling.Scenarios;

internal sealed class CardSaved : IFlowScenario
{
    public string Name => "F5 card saved on its page";

    public async Task Play(SettlementHost host)
    {
        var page = await host.Get<StartCardPage>().Run(host.Owner, host.Account, true, SettlementHost.OwnerMail, Guid.NewGuid().ToString("N"), CancellationToken.None);
        Assert.Null(host.Sandbox.PaySession(page.Value.Session, TopUpMeans.Card));
    }

    public IEnumerable<string> Ends => ["brand=visa last4=4242"];
}

internal sealed class CardReplacedAndTaken : IFlowScenario
{
    public string Name => "F19 card replaced by its network, then taken off file";

    public async Task Play(SettlementHost host)
    {
        await Plans.Save(host);
        string card;
        await using (var db = host.Get<BillingReader>().OpenContext()) card = db.Customers.Single().Card!;
        host.Sandbox.ReplaceCard(card, "5555555555554444");
        host.Sandbox.ExpireCard(card);
        host.Sandbox.DetachCard(card);
    }

    public IEnumerable<string> Ends => ["customers: account=1"];
}

internal sealed class CustomerDeleted : IFlowScenario
{
    public string Name => "F20 customer deleted there";

    public async Task Play(SettlementHost host)
    {
        await Plans.Save(host);
        string customer;
        await using (var db = host.Get<BillingReader>().OpenContext()) customer = db.Customers.Single().GatewayCustomer;
        await host.Provider(HttpMethod.Delete, $"/v1/customers/{customer}");
    }

    public IEnumerable<string> Ends => ["deleted_at=T"];
}
