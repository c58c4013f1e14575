using Billing.Service.Audit;
using Billing.Service.Flows.Messages;
using Billing.Service.Jobs;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Portal.Tests.Settling.Scenarios;
using Stripe.Sandbox;

namespace Portal.Tests.Settling;

/// <summary>The provider does not answer for days, and none of its webhooks ever comes. Afterwards nothing is lost, and nothing is there twice (K5).</summary>
public sealed class AwayTests
{
    private const int LostForEver = 10_000;

    [Theory]
    [InlineData(4, true)]
    [InlineData(31, false)]
    public async Task Provider_AwayForDays_IsCaughtUpWith(int days, bool byEvents)
    {
        await using var host = await SettlementHost.Start();
        var (refunded, disputed) = (await MoneyBack.Buy(host), await MoneyBack.Buy(host));
        var (paid, debited, left) = (await host.OpenPage("20"), await host.OpenPage("50"), await host.OpenPage("30"));
        await host.Quiet();
        await host.Get<CatchUpJob>().RunNow(CancellationToken.None);
        var before = host.Wallet.BalanceAmount;

        // Paid, debited, sent back and disputed there, while nothing of it reaches us.
        host.Sandbox.DisturbWebhooks(host.WebhookUrl.ToString(), new WebhookDisturbance { DropNext = LostForEver });
        Assert.Null(host.Sandbox.PaySession(paid, TopUpMeans.Card));
        Assert.Null(host.Sandbox.PaySession(debited, TopUpMeans.DebitThatSucceeds));
        await host.Provider(HttpMethod.Post, "/v1/refunds", ("payment_intent", refunded.GatewayPayment!), ("amount", "4000"));
        host.Sandbox.DecideDispute(host.Sandbox.OpenDispute(disputed.GatewayPayment!), DisputeOutcome.Lost);
        host.Sandbox.Away(true);
        host.MoveTo(host.Get<BillingClock>().Now.PlusDays(days));
        await RunJobs(host);
        Assert.Equal(before, host.Wallet.BalanceAmount);
        Assert.Equal("checking_with_bank", (await host.Settle(paid)).Refusal?.Code);

        host.Sandbox.Away(false);
        Assert.Equal(byEvents, (await host.Get<CatchUp>().Run(CancellationToken.None)).ByEvents);
        await RunJobs(host);
        await host.Quiet();
        var after = host.Wallet.BalanceAmount;
        // 20 and 50 came in; of 100 with a bonus of 10 40 % went back, and the other 100 with its bonus is lost.
        Assert.Equal("-84", (after - before).ToDecimalText());
        await Agrees(host);
        Assert.Equal(PaymentState.Expired, (await host.Payments()).Single(row => row.GatewaySession == left).State);

        // Everything once more, by every way there is: nothing moves.
        host.Sandbox.DisturbWebhooks(host.WebhookUrl.ToString(), new WebhookDisturbance());
        host.Sandbox.ReplayEvents(DateTimeOffset.UnixEpoch, host.Sandbox.Now);
        await host.Get<CatchUp>().Run(CancellationToken.None);
        await host.Quiet();
        Assert.Equal(after, host.Wallet.BalanceAmount);
        await Agrees(host);
    }

    private static async Task RunJobs(SettlementHost host)
    {
        await host.Get<CatchUpJob>().RunNow(CancellationToken.None);
        await host.Get<InboxJob>().RunNow(CancellationToken.None);
        await host.Get<OpenItemsJob>().RunNow(CancellationToken.None);
    }

    private static async Task Agrees(SettlementHost host)
    {
        var match = await host.Get<Reconciliation>().Run(host.Get<BillingClock>().Now.PlusDays(-60), CancellationToken.None);
        Assert.Empty(match.Differences.Select(difference => difference.Sentence));
        var report = LedgerVerification.Run(host.BillingFile, Path.Combine(host.Folder, "views.db"));
        Assert.True(report.IsSound, string.Join('\n', report.Violations));
    }
}
