namespace Portal.Tests.Settling.Scenarios;

internal sealed class CardTopUp : IFlowScenario
{
    public string Name => "F1 card top-up";

    public async Task Play(SettlementHost host) => Assert.Null(host.Sandbox.PaySession(await host.OpenPage("100"), TopUpMeans.Card));

    public IEnumerable<string> Ends => ["entry: account 1 topup 100 topup", "entry: account 1 topup 10 bonus", "mail: Receipt: $100.00 to Kunavo"];
}

internal sealed class DebitThatArrives : IFlowScenario
{
    public string Name => "F2 bank debit that arrives";

    public async Task Play(SettlementHost host)
    {
        var session = await host.OpenPage("100");
        Assert.Null(host.Sandbox.PaySession(session, TopUpMeans.DebitThatSucceeds));
        host.Sandbox.AnswerDebit(await TopUpMeans.PaymentOf(host, session));
    }

    public IEnumerable<string> Ends => ["entry: account 1 topup 100 topup", "entry: account 1 topup 10 bonus"];
}

internal sealed class DebitThatFails : IFlowScenario
{
    public string Name => "F2 bank debit that fails";

    public async Task Play(SettlementHost host)
    {
        var session = await host.OpenPage("100");
        Assert.Null(host.Sandbox.PaySession(session, TopUpMeans.DebitThatFails));
        host.Sandbox.AnswerDebit(await TopUpMeans.PaymentOf(host, session));
    }

    public IEnumerable<string> Ends => ["mail: Your payment to Kunavo did not arrive", "state=5"];
}

internal sealed class PageWalkedAwayFrom : IFlowScenario
{
    public string Name => "F4 page walked away from";

    public async Task Play(SettlementHost host)
    {
        var session = await host.OpenPage("100");
        await TopUpMeans.Expire(host, session);
    }

    public IEnumerable<string> Ends => ["state=6"];
}
