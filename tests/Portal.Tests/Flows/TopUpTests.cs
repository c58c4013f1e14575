using System.Net;
using System.Text;
using Billing.Service.Flows.TopUps;
using Billing.Service.Ports;
using Billing.Units;

namespace Portal.Tests.Flows;

public sealed class TopUpTests(FlowHost host) : IClassFixture<FlowHost>
{
    private const string Card = "4242424242424242";

    [Theory]
    [InlineData("10", "10", null)]
    [InlineData("100", "100", "10")]
    [InlineData("1000", "1000", "250")]
    [InlineData("5000", "5000", "2000")]
    [InlineData("99.99", "99.99", null)]
    public async Task TopUp_Paid_CreditsTheTierOfTheDocument(string pay, string bought, string? bonus)
    {
        var number = host.Wallet.LastNumber;
        var before = host.Wallet.BalanceAmount;
        var session = (await host.Start(host.Owner, pay)).Value.Session;
        Assert.Equal(Settlement.Open, (await host.Settle(session)).Value.State);
        Assert.Null(host.Sandbox.PaySession(session, Card));
        Assert.Equal(Settlement.Paid, (await host.Settle(session)).Value.State);

        var first = before + Amount.Parse(bought, Asset.Usd);
        List<string> expected = [$"topup {bought} -> {first.ToDecimalText()} topup"];
        if (bonus is not null) expected.Add($"topup {bonus} -> {(first + Amount.Parse(bonus, Asset.Usd)).ToDecimalText()} bonus");
        Assert.Equal(expected, host.EntriesAfter(number));
    }

    [Fact]
    public async Task TopUp_SettledByManyAtOnceAndWebhooksTenTimes_CreditsOnce()
    {
        for (var round = 0; round < 10; round++)
        {
            var number = host.Wallet.LastNumber;
            var session = (await host.Start(host.Owner, "100")).Value.Session;
            Assert.Null(host.Sandbox.PaySession(session, Card));
            var looks = Enumerable.Range(0, 50).Select(_ => Task.Run(() => host.Settle(session)));
            Assert.All(await Task.WhenAll(looks), look => Assert.Equal(Settlement.Paid, look.Value.State));
            var completed = await Kept(session);
            host.Sandbox.Redeliver(completed.EventId, 10);
            await Until(() => host.Sandbox.UndeliveredWebhooks == 0);
            Assert.Equal(2, host.EntriesAfter(number).Count);
        }
    }

    [Fact]
    public async Task Start_PressedTwice_OpensOnePage()
    {
        var key = Guid.NewGuid().ToString("N");
        var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Start(host.Owner, "25", key)));
        // The provider may still be busy with the twin: then nobody knows yet, and pressing again tells.
        Assert.All(pages.Where(page => !page.IsAccepted), page => Assert.Equal("checking_with_bank", page.Refusal?.Code));
        var again = await host.Start(host.Owner, "25", key);
        Assert.Single(pages.Where(page => page.IsAccepted).Append(again).Select(page => page.Value.Session).Distinct());
        Assert.Equal("key_reused", (await host.Start(host.Owner, "26", key)).Refusal?.Code);
    }

    [Theory]
    [InlineData("9.99", "below_minimum")]
    [InlineData("0", "below_minimum")]
    [InlineData("-100", "below_minimum")]
    [InlineData("1000000", "above_maximum")]
    [InlineData("10.001", "not_payable")]
    public async Task Start_AmountNotOffered_IsRefusedByName(string pay, string code) =>
        Assert.Equal(code, (await host.Start(host.Owner, pay)).Refusal?.Code);

    [Fact]
    public async Task Start_ByARoleThatMayNotPay_IsRefused() =>
        Assert.Equal("not_permitted", (await host.Start(host.Viewer, "100")).Refusal?.Code);

    [Fact]
    public async Task DeclinedCard_OnThePaymentPage_LeavesItOpenAndTheLedgerAlone()
    {
        var number = host.Wallet.LastNumber;
        var session = (await host.Start(host.Owner, "100")).Value.Session;
        Assert.Contains("declined", host.Sandbox.PaySession(session, "4000000000000002"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Settlement.Open, (await host.Settle(session)).Value.State);
        Assert.Equal(number, host.Wallet.LastNumber);
    }

    public static TheoryData<string> Mismatches => ["amount", "currency", "customer", "reference"];

    [Theory]
    [MemberData(nameof(Mismatches))]
    public async Task PaidSession_ThatIsNotTheOrder_CreditsNothing(string what)
    {
        var number = host.Wallet.LastNumber;
        var session = (await host.Start(host.Owner, "100")).Value.Session;
        var declined = host.Sandbox.PaySession(session, "4000000000000002");
        Assert.NotNull(declined);
        host.Bent = answer => answer is GatewayAnswer<CheckoutSession>.Done { Value: var seen }
            ? new GatewayAnswer<CheckoutSession>.Done(Forged(seen, what) with { Paid = true, State = CheckoutState.Complete, PaymentIntent = "pi_forged" })
            : answer;
        try
        {
            Assert.Equal("payment_mismatch", (await host.Settle(session)).Refusal?.Code);
        }
        finally
        {
            host.Bent = null;
        }

        Assert.Equal(number, host.Wallet.LastNumber);
    }

    [Fact]
    public async Task Order_PaidBySomeOtherPaymentToo_IsCreditedOnceAndLeftToAPerson()
    {
        var session = (await host.Start(host.Owner, "10")).Value.Session;
        Assert.Null(host.Sandbox.PaySession(session, Card));
        Assert.Equal(Settlement.Paid, (await host.Settle(session)).Value.State);
        var number = host.Wallet.LastNumber;
        host.Bent = answer => answer is GatewayAnswer<CheckoutSession>.Done { Value: var seen } ? new GatewayAnswer<CheckoutSession>.Done(seen with { PaymentIntent = "pi_second" }) : answer;
        try
        {
            Assert.Equal(("payment_mismatch", "payment"), ((await host.Settle(session)).Refusal?.Code, (await host.Settle(session)).Refusal?.Field));
        }
        finally
        {
            host.Bent = null;
        }

        Assert.Equal(number, host.Wallet.LastNumber);
    }

    [Fact]
    public async Task LostAnswer_IsNotKnownYet_AndCreditsAfterwards()
    {
        var number = host.Wallet.LastNumber;
        var session = (await host.Start(host.Owner, "10")).Value.Session;
        host.Bent = _ => new GatewayAnswer<CheckoutSession>.Unknown("the answer was lost");
        try
        {
            Assert.Equal("checking_with_bank", (await host.Settle(session)).Refusal?.Code);
        }
        finally
        {
            host.Bent = null;
        }

        Assert.Null(host.Sandbox.PaySession(session, Card));
        Assert.Equal(Settlement.Paid, (await host.Settle(session)).Value.State);
        Assert.Single(host.EntriesAfter(number));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=1,v1=00")]
    public async Task Webhook_WithoutAGoodSignature_IsRefusedAndNotKept(string? signature)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, "/webhooks/stripe"))
        {
            Content = new StringContent("""{"id":"evt_forged","type":"checkout.session.completed"}""", Encoding.UTF8, "application/json"),
        };
        if (signature is not null) request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.SendAsync(request)).StatusCode);
        Assert.DoesNotContain(await host.Inbox(), row => row.EventId == "evt_forged");
    }

    private static CheckoutSession Forged(CheckoutSession session, string what) => what switch
    {
        "amount" => session with { Total = Amount.Whole(1, Asset.Usd) },
        "currency" => session with { Total = new Amount(session.Total.Units, Asset.Eur) },
        "customer" => session with { CustomerId = "cus_somebody_else" },
        "reference" => session with { ClientReference = new PaymentId(Guid.NewGuid()).ToString() },
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private async Task<Billing.Service.Storage.InboxRow> Kept(string session)
    {
        Billing.Service.Storage.InboxRow? found = null;
        await Until(async () => (found = (await host.Inbox()).FirstOrDefault(row =>
            row.Type == "checkout.session.completed" && row.SubjectId == session)) is not null);
        return found!;
    }

    private static Task Until(Func<bool> holds) => Until(() => Task.FromResult(holds()));

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await holds()) await tick.WaitForNextTickAsync(deadline.Token);
    }
}
