using Stripe;

namespace Billing.Stripe.Tests.Sandbox;

public sealed class RefundTests
{
    [Fact]
    public async Task Refunds_InParallel_NeverExceedTheCharge()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var refunds = new RefundService(sandbox.Client);
        var paid = await PayAsync(sandbox, "pm_card_visa");

        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try
            {
                return (await refunds.CreateAsync(new RefundCreateOptions { PaymentIntent = paid.Id, Amount = 300 })).Amount;
            }
            catch (StripeException)
            {
                return 0;
            }
        }));

        Assert.Equal(900, tries.Sum());
        Assert.Equal(900, (await new ChargeService(sandbox.Client).GetAsync(paid.LatestChargeId)).AmountRefunded);
    }

    [Theory]
    [InlineData("pm_card_pendingRefund", "pending", "succeeded", 1000, "refund.updated")]
    [InlineData("pm_card_refundFail", "succeeded", "failed", 0, "refund.failed")]
    public async Task Refund_ThatIsNotFinalAtOnce_ChangesLater(string card, string first, string later, long refunded, string type)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var refunds = new RefundService(sandbox.Client);
        var paid = await PayAsync(sandbox, card);
        var refund = await refunds.CreateAsync(new RefundCreateOptions { PaymentIntent = paid.Id });
        Assert.Equal(first, refund.Status);

        sandbox.Server.ClockOffset = TimeSpan.FromMinutes(5);

        Assert.Equal(later, (await refunds.GetAsync(refund.Id)).Status);
        Assert.Equal(refunded, (await new ChargeService(sandbox.Client).GetAsync(paid.LatestChargeId)).AmountRefunded);
        Assert.Contains(await new EventService(sandbox.Client).ListAsync(), e => e.Type == type);
    }

    private static Task<PaymentIntent> PayAsync(TestSandbox sandbox, string card) => new PaymentIntentService(sandbox.Client).CreateAsync(
        new PaymentIntentCreateOptions { Amount = 1000, Currency = "usd", PaymentMethod = card, Confirm = true });
}
