using System.Net.Http.Headers;
using Billing.Corrections;
using Billing.Service.Flows.MoneyBack;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal.Demo;
using Stripe.Sandbox;

namespace Portal.Tests.Flows;

/// <summary>Money that goes back, through the sandbox over HTTP: our call, its webhooks, the inbox, the flows.</summary>
public sealed class MoneyBackTests(FlowHost host) : IClassFixture<FlowHost>
{
    private const string Visa = "4242424242424242";
    private const string RefundStaysPending = "4000000000007726";
    private const string RefundFails = "4000000000005126";
    private const string Disputed = "4000000000000259";
    private const string AskedAbout = "4000000000001976";

    [Fact]
    public async Task Refund_ByAnOperator_TakesCreditAndBonusOnceWhateverTheWebhooksRepeat()
    {
        var bought = await Buy(Visa);
        var number = host.Wallet.LastNumber;
        var refunded = (await Refund(bought, "25")).Value;
        Assert.Equal(RefundState.Succeeded, refunded.State);
        await Quiet();
        host.Sandbox.ReplayEvents(DateTimeOffset.UnixEpoch, host.Sandbox.Now);
        await Quiet();
        Assert.Equal(["manual_adjust -25", "manual_adjust -2.5"], Moves(number));
        await AgreesWithTheSandbox(bought);
    }

    [Fact]
    public async Task Refund_ThatTheBankTakesItsTimeFor_IsTakenAtOnceAndStaysTaken()
    {
        var bought = await Buy(RefundStaysPending);
        var number = host.Wallet.LastNumber;
        Assert.Equal(RefundState.Pending, (await Refund(bought, "10")).Value.State);
        host.Sandbox.ClockOffset += TimeSpan.FromMinutes(2);
        await Until(async () => (await Refunds(bought)).Single().State == RefundState.Succeeded);
        Assert.Equal(["manual_adjust -10", "manual_adjust -1"], Moves(number));
        await AgreesWithTheSandbox(bought);
    }

    [Fact]
    public async Task Refund_ThatFailsLater_GivesBackWhatItTook()
    {
        var bought = await Buy(RefundFails);
        var number = host.Wallet.LastNumber;
        Assert.Equal(RefundState.Succeeded, (await Refund(bought, "40")).Value.State);
        host.Sandbox.ClockOffset += TimeSpan.FromMinutes(2);
        await Until(async () => (await Refunds(bought)).Single().State == RefundState.Failed);
        Assert.Equal(["manual_adjust -40", "manual_adjust -4", "reversal 40", "reversal 4"], Moves(number));
        await AgreesWithTheSandbox(bought);
    }

    [Fact]
    public async Task Refund_InTheProvidersOwnPages_ReachesTheLedgerByItsWebhook()
    {
        var bought = await Buy(Visa);
        var number = host.Wallet.LastNumber;
        Assert.True((await RefundThere(bought.Intent, 3_000)).IsSuccessStatusCode);
        await Until(async () => (await Refunds(bought)).Count == 1);
        Assert.Equal(["manual_adjust -30", "manual_adjust -3"], Moves(number));
        Assert.Equal((null, "Stripe Dashboard"), ((await Refunds(bought)).Single().IdempotencyKey, (await Refunds(bought)).Single().Actor));
        await AgreesWithTheSandbox(bought);
    }

    [Fact]
    public async Task Refunds_TwentyAtOnceBesideTheProvidersPages_AddUpToThePaymentAtMost()
    {
        var bought = await Buy(Visa);
        var ours = Enumerable.Range(1, 20).Select(i => Task.Run(() => Refund(bought, $"{3 + i % 7}.{i:00}")));
        var theirs = RefundThere(bought.Intent, 2_345);
        await Task.WhenAll([.. ours, theirs]);
        await Quiet();
        Assert.DoesNotContain(await Refunds(bought), row => row.State == RefundState.Created);
        await AgreesWithTheSandbox(bought);
    }

    [Fact]
    public async Task Dispute_FromItsOpeningToItsLoss_FreezesThenTakes()
    {
        var held = host.Wallet.Frozen;
        var bought = await Buy(Disputed);
        await Until(async () => (await Disputes(bought)).Any(row => row.State == DisputeState.Open));
        Assert.Equal(held + Units("110"), host.Wallet.Frozen);
        Assert.Equal("charge_disputed", (await Refund(bought, "1")).Refusal?.Code);

        var number = host.Wallet.LastNumber;
        host.Sandbox.DecideDispute((await Disputes(bought)).Single().Dispute, DisputeOutcome.Lost);
        await Until(async () => (await Disputes(bought)).Single().State == DisputeState.Lost);
        Assert.Equal(["reversal -100", "reversal -10"], Moves(number));
        Assert.Equal(held, host.Wallet.Frozen);
    }

    [Fact]
    public async Task Dispute_ThatIsWon_ReleasesWhatItHeldWithoutAnEntry()
    {
        var held = host.Wallet.Frozen;
        var bought = await Buy(Disputed);
        await Until(async () => (await Disputes(bought)).Any(row => row.State == DisputeState.Open));
        var number = host.Wallet.LastNumber;
        host.Sandbox.DecideDispute((await Disputes(bought)).Single().Dispute, DisputeOutcome.Won);
        await Until(async () => (await Disputes(bought)).Single().State == DisputeState.Won);
        Assert.Equal((number, held), (host.Wallet.LastNumber, host.Wallet.Frozen));
    }

    [Fact]
    public async Task Inquiry_OfABank_MovesNothingTillItIsClosed()
    {
        var held = host.Wallet.Frozen;
        var bought = await Buy(AskedAbout);
        await Until(async () => (await Disputes(bought)).Any(row => row.State == DisputeState.Inquiry));
        var number = host.Wallet.LastNumber;
        host.Sandbox.DecideDispute((await Disputes(bought)).Single().Dispute, DisputeOutcome.InquiryClosed);
        await Until(async () => (await Disputes(bought)).Single().State == DisputeState.Closed);
        Assert.Equal((number, held), (host.Wallet.LastNumber, host.Wallet.Frozen));
    }

    [Fact]
    public async Task Refund_ByACustomerWhoClaimsToBeAnOperator_FindsNothing()
    {
        var bought = await Buy(Visa);
        var claim = new Billing.Service.Access.Actor.Operator(host.Owner.UserId, "Owner");
        Assert.Equal("not_found", (await Refund(bought, "1", claim)).Refusal?.Code);
    }

    /// <summary>Ledger, our rows and the sandbox say the same, and never more than was paid.</summary>
    private async Task AgreesWithTheSandbox((PaymentId Payment, string Intent) bought)
    {
        var found = (GatewayAnswer<GatewayPayment>.Done)await host.Get<IPaymentGateway>().FindPayment(bought.Intent, CancellationToken.None);
        var gone = found.Value.Refunds.Where(refund => refund.State is GatewayRefundState.Pending or GatewayRefundState.Succeeded).Sum(refund => refund.Amount.Units);
        await using var db = host.Get<BillingReader>().OpenContext();
        var payment = db.Payments.Single(row => row.Id == bought.Payment);
        Assert.Equal((gone, 0, 0), (payment.TakenBase, payment.OwedBase, payment.OwedBonus));
        Assert.True(gone <= payment.Amount);
        var report = Billing.Service.Audit.LedgerVerification.Run(host.BillingFile, host.BillingFile + ".no-views");
        Assert.True(report.IsSound, string.Join('\n', report.Violations));
    }

    private async Task<(PaymentId Payment, string Intent)> Buy(string card)
    {
        var started = (await host.Start(host.Owner, "100")).Value;
        Assert.Null(host.Sandbox.PaySession(started.Session, card));
        Assert.True((await host.Settle(started.Session)).IsAccepted);
        await using var db = host.Get<BillingReader>().OpenContext();
        return (started.Payment, db.Payments.Single(row => row.Id == started.Payment).GatewayPayment!);
    }

    private Task<Billing.Service.Outcome<RefundedPayment>> Refund((PaymentId Payment, string Intent) bought, string dollars, Billing.Service.Access.Actor.Operator? by = null) =>
        host.Get<RefundPayment>().Run(
            by ?? host.Operator,
            new(DemoPeople.Account, bought.Payment, RefundDestination.Bank, Amount.Parse(dollars, Asset.Usd), "support", "As agreed.", Guid.NewGuid().ToString("N")),
            CancellationToken.None);

    private async Task<HttpResponseMessage> RefundThere(string intent, long cents)
    {
        using var http = new HttpClient { BaseAddress = new Uri(host.Sandbox.Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_dashboard");
        using var form = new FormUrlEncodedContent([new("payment_intent", intent), new("amount", cents.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        return await http.PostAsync(new Uri("/v1/refunds", UriKind.Relative), form);
    }

    private async Task<IReadOnlyList<RefundRow>> Refunds((PaymentId Payment, string Intent) bought)
    {
        await using var db = host.Get<BillingReader>().OpenContext();
        var number = db.Payments.Single(row => row.Id == bought.Payment).Number;
        return [.. db.Refunds.Where(row => row.Payment == number)];
    }

    private async Task<IReadOnlyList<DisputeRow>> Disputes((PaymentId Payment, string Intent) bought)
    {
        await using var db = host.Get<BillingReader>().OpenContext();
        var number = db.Payments.Single(row => row.Id == bought.Payment).Number;
        return [.. db.Disputes.Where(row => row.Payment == number)];
    }

    private IReadOnlyList<string> Moves(long number) => [.. host.EntriesAfter(number).Select(entry => string.Join(' ', entry.Split(' ').Take(2)))];

    private Task Quiet() => Until(async () => host.Sandbox.UndeliveredWebhooks == 0 && (await host.Inbox()).All(row => row.HandledAt is not null));

    private static long Units(string dollars) => Amount.Parse(dollars, Asset.Usd).Units;

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await holds()) await tick.WaitForNextTickAsync(deadline.Token);
    }
}
