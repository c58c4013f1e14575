using Billing.Corrections;
using Billing.Service.Flows.MoneyBack;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Stripe.Sandbox;

namespace Portal.Tests.Settling.Scenarios;

internal sealed class RefundByUs : IFlowScenario
{
    public string Name => "F15 refund by us";

    public async Task Play(SettlementHost host) => await MoneyBack.Refund(host, await MoneyBack.Buy(host), "25");

    public IEnumerable<string> Ends => ["entry: account 1 manual_adjust -25 topup", "entry: account 1 manual_adjust -2.5 bonus"];
}

internal sealed class RefundThatFailsLater : IFlowScenario
{
    public string Name => "F16 refund that fails later";

    public async Task Play(SettlementHost host)
    {
        await MoneyBack.Refund(host, await MoneyBack.Buy(host), "25");
        await using var db = host.Get<BillingReader>().OpenContext();
        host.Sandbox.FailRefund(db.Refunds.Single().GatewayRefund!);
    }

    public IEnumerable<string> Ends => ["entry: account 1 manual_adjust -25 topup", "entry: account 1 reversal 25 topup", "entry: account 1 reversal 2.5 bonus"];
}

internal sealed class RefundThere : IFlowScenario
{
    public string Name => "F17 refunds in the provider's own pages";

    public async Task Play(SettlementHost host)
    {
        var bought = await MoneyBack.Buy(host);
        await host.Provider(HttpMethod.Post, "/v1/refunds", ("payment_intent", bought.GatewayPayment!), ("amount", "3000"));
        await host.Provider(HttpMethod.Post, "/v1/refunds", ("payment_intent", bought.GatewayPayment!), ("amount", "7000"));
    }

    public IEnumerable<string> Ends => ["entry: account 1 manual_adjust -30 topup", "entry: account 1 manual_adjust -70 topup"];
}

internal sealed class DisputeWon : IFlowScenario
{
    public string Name => "F18 dispute that is won";

    public async Task Play(SettlementHost host)
    {
        var bought = await MoneyBack.Buy(host);
        host.Sandbox.DecideDispute(host.Sandbox.OpenDispute(bought.GatewayPayment!), DisputeOutcome.Won);
    }

    public IEnumerable<string> Ends => ["disputes: "];
}

internal sealed class DisputeLost : IFlowScenario
{
    public string Name => "F18 dispute that is lost";

    public async Task Play(SettlementHost host)
    {
        var bought = await MoneyBack.Buy(host);
        host.Sandbox.DecideDispute(host.Sandbox.OpenDispute(bought.GatewayPayment!), DisputeOutcome.Lost);
    }

    public IEnumerable<string> Ends => ["disputes: "];
}

/// <summary>A purchase of 100 with its bonus of 10, and money that goes back of it.</summary>
internal static class MoneyBack
{
    public static async Task<PaymentRow> Buy(SettlementHost host)
    {
        var session = await host.OpenPage("100");
        Assert.Null(host.Sandbox.PaySession(session, TopUpMeans.Card));
        Assert.True((await host.Settle(session)).IsAccepted);
        return (await host.Payments()).Single(row => row.GatewaySession == session);
    }

    public static async Task Refund(SettlementHost host, PaymentRow bought, string money) => Assert.True((await host.Get<RefundPayment>().Run(
        host.Operator,
        new PaymentRefund(host.Account, bought.Id, RefundDestination.Bank, Amount.Parse(money, Asset.Usd), "support", "Sorry.", Guid.NewGuid().ToString("N")),
        CancellationToken.None)).IsAccepted);
}
