using System.Net;
using Stripe;

namespace Billing.Stripe.Tests.Sandbox;

/// <summary>Charging a saved card while nobody is there.</summary>
public sealed class OffSessionTests
{
    [Fact]
    public async Task Card_SavedBefore_IsCharged()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var paid = await ChargeAsync(sandbox, "pm_card_visa");

        Assert.Equal(("succeeded", 2000), (paid.Status, paid.AmountReceived));
    }

    [Theory]
    [InlineData("pm_card_authenticationRequired", "authentication_required")]
    [InlineData("pm_card_authenticationRequiredOnSetup", "authentication_required")]
    [InlineData("pm_card_chargeCustomerFail", "card_declined")]
    public async Task Card_ThatNeedsItsOwnerOrDeclines_Is402WithThePayment(string card, string code)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var refused = await Assert.ThrowsAsync<StripeException>(() => ChargeAsync(sandbox, card));

        Assert.Equal((HttpStatusCode.PaymentRequired, code), (refused.HttpStatusCode, refused.StripeError.Code));
        var intent = await new PaymentIntentService(sandbox.Client).GetAsync(refused.StripeError.PaymentIntent.Id);
        Assert.Equal("requires_payment_method", intent.Status);
        Assert.Equal("canceled", (await new PaymentIntentService(sandbox.Client).CancelAsync(intent.Id)).Status);
    }

    [Fact]
    public async Task Card_AuthenticatedWhenSaved_WorksLater()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = await new CustomerService(sandbox.Client).CreateAsync(new CustomerCreateOptions { Name = "A" });
        var session = await sandbox.OpenSessionAsync(more: $"&customer={customer.Id}&payment_intent_data[setup_future_usage]=off_session");
        Assert.Null(sandbox.Server.PaySession(session, "4000002500003155"));
        var card = Assert.Single(await new PaymentMethodService(sandbox.Client).ListAsync(new PaymentMethodListOptions { Customer = customer.Id, Type = "card" }));

        var paid = await new PaymentIntentService(sandbox.Client).CreateAsync(new PaymentIntentCreateOptions
        {
            Amount = 2000, Currency = "eur", Customer = customer.Id, PaymentMethod = card.Id, OffSession = true, Confirm = true,
        });

        Assert.Equal(("succeeded", "3155"), (paid.Status, card.Card.Last4));
    }

    private static async Task<PaymentIntent> ChargeAsync(TestSandbox sandbox, string token)
    {
        var customer = await new CustomerService(sandbox.Client).CreateAsync(new CustomerCreateOptions { Name = "A" });
        var card = await new PaymentMethodService(sandbox.Client).AttachAsync(token, new PaymentMethodAttachOptions { Customer = customer.Id });
        return await new PaymentIntentService(sandbox.Client).CreateAsync(new PaymentIntentCreateOptions
        {
            Amount = 2000, Currency = "eur", Customer = customer.Id, PaymentMethod = card.Id, OffSession = true, Confirm = true,
        });
    }
}
