using Billing.Service.Ports;
using Billing.Units;
using Stripe.Sandbox;
using static Billing.Stripe.Tests.Gateway.ConnectedGateway;

namespace Billing.Stripe.Tests.Gateway;

public sealed class PaymentsTests
{
    [Fact]
    public async Task Charge_OfAKeptCard_IsFoundAgainByItsOrder()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var before = stripe.Now;
        var request = await stripe.ChargeAsync();
        var charged = Done(await stripe.Payments.ChargeCard(request, Key(), CancellationToken.None));
        Assert.Equal((false, "Visa 4242"), (charged.Pending, charged.Method));

        var found = Done(await stripe.Payments.FindPaymentOf(request.Payment, request.CustomerId, before, CancellationToken.None));

        Assert.Equal((charged.PaymentIntent, request.Payment, GatewayPaymentState.Succeeded), (found!.Id, found.Payment, found.State));
        Assert.Equal((request.Amount, "Visa 4242", null), (found.Received, found.Method, found.Failure));
        Assert.Null(Done(await stripe.Payments.FindPaymentOf(new PaymentId(Guid.CreateVersion7()), request.CustomerId, before, CancellationToken.None)));
    }

    [Theory]
    [InlineData("pm_card_chargeCustomerFail", "generic_decline", GatewayPaymentState.NeedsCard)]
    [InlineData("pm_card_authenticationRequired", "authentication_required", GatewayPaymentState.NeedsCard)]
    public async Task Charge_ThatTheBankRefuses_LeavesAPaymentWithItsReason(string token, string code, GatewayPaymentState state)
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var request = await stripe.ChargeAsync(token);

        Assert.Equal(code, Refused(await stripe.Payments.ChargeCard(request, Key(), CancellationToken.None)));

        var tried = Done(await stripe.Payments.FindPaymentOf(request.Payment, request.CustomerId, stripe.Now.Plus(TimeSpan.FromMinutes(-5)), CancellationToken.None))!;
        Assert.Equal((state, code), (tried.State, tried.Failure));
        Assert.StartsWith("Visa", tried.Method, StringComparison.Ordinal);
        Assert.Equal(GatewayPaymentState.Cancelled, Done(await stripe.Payments.CancelPayment(tried.Id, Key(), CancellationToken.None)).State);
    }

    [Fact]
    public async Task Cancel_OfAPaidPayment_AnswersAsItIs()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var paid = await stripe.PaidAsync();

        Assert.Equal(GatewayPaymentState.Succeeded, Done(await stripe.Payments.CancelPayment(paid, Key(), CancellationToken.None)).State);
    }

    [Fact]
    public async Task Refunds_OfAPayment_StandAtItNewestFirst()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var paid = await stripe.PaidAsync(whole: 20);
        var key = Key();
        var first = Done(await stripe.Payments.Refund(paid, Amount.Whole(3, Asset.Eur), "rfnd_1", key, CancellationToken.None));
        Assert.Equal((paid, GatewayRefundState.Succeeded, "rfnd_1"), (first.PaymentIntent, first.State, first.Reference));
        Assert.Equal(first, Done(await stripe.Payments.Refund(paid, Amount.Whole(3, Asset.Eur), "rfnd_1", key, CancellationToken.None)));
        for (var i = 2; i <= 12; i++)
            Done(await stripe.Payments.Refund(paid, Amount.Whole(1, Asset.Eur), $"rfnd_{i}", Key(), CancellationToken.None));

        var refunds = Done(await stripe.Payments.FindPayment(paid, CancellationToken.None)).Refunds;

        // More than fit into an expanded list.
        Assert.Equal(Enumerable.Range(1, 12).Reverse().Select(i => $"rfnd_{i}"), refunds.Select(r => r.Reference));
        Assert.Equal("invalid_request_error", Refused(await stripe.Payments.Refund(paid, Amount.Whole(7, Asset.Eur), "rfnd_13", Key(), CancellationToken.None)));
    }

    [Fact]
    public async Task Refund_MadeElsewhere_HasNoReferenceOfOurs()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var paid = await stripe.PaidAsync();
        await stripe.Sandbox.PostAsync("/v1/refunds", $"payment_intent={paid}");

        Assert.Null(Assert.Single(Done(await stripe.Payments.FindPayment(paid, CancellationToken.None)).Refunds).Reference);
    }

    [Fact]
    public async Task Refund_ThatFailsLater_SaysSo()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var paid = await stripe.PaidAsync("pm_card_refundFail");
        Done(await stripe.Payments.Refund(paid, Amount.Whole(10, Asset.Eur), "rfnd_1", Key(), CancellationToken.None));

        stripe.Sandbox.Server.ClockOffset = TimeSpan.FromHours(1);

        var failed = Assert.Single(Done(await stripe.Payments.FindPayment(paid, CancellationToken.None)).Refunds);
        Assert.Equal(GatewayRefundState.Failed, failed.State);
        Assert.NotNull(failed.Failure);
    }

    [Theory]
    [InlineData(DisputeOutcome.Won, GatewayDisputeState.Won, false)]
    [InlineData(DisputeOutcome.Lost, GatewayDisputeState.Lost, true)]
    [InlineData(DisputeOutcome.InquiryClosed, GatewayDisputeState.Closed, false)]
    [InlineData(DisputeOutcome.Escalated, GatewayDisputeState.Open, true)]
    [InlineData(DisputeOutcome.Prevented, GatewayDisputeState.Closed, false)]
    public async Task Dispute_AtEachEnd_SaysWhoHasTheMoney(DisputeOutcome outcome, GatewayDisputeState state, bool taken)
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var paid = await stripe.PaidAsync();
        var id = stripe.Sandbox.Server.Dispute(paid, outcome);

        var dispute = Done(await stripe.Payments.FindDispute(id, CancellationToken.None));

        Assert.Equal((paid, state, taken, Amount.Whole(10, Asset.Eur)), (dispute.PaymentIntent, dispute.State, dispute.FundsTaken, dispute.Amount));
    }

    [Fact]
    public async Task Dispute_ThatIsOpened_HasTheMoneyAndADay()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var paid = await stripe.PaidAsync();
        var dispute = Done(await stripe.Payments.FindDispute(stripe.Sandbox.Server.OpenDispute(paid), CancellationToken.None));

        Assert.Equal((GatewayDisputeState.Open, true), (dispute.State, dispute.FundsTaken));
        Assert.True(dispute.AnswerBy > stripe.Now);
        Assert.True(Done(await stripe.Payments.FindPayment(paid, CancellationToken.None)).Disputed);
    }
}
