using Billing.Service.Ports;
using Billing.Units;
using static Billing.Stripe.Tests.Gateway.ConnectedGateway;

namespace Billing.Stripe.Tests.Gateway;

public sealed class CardsTests
{
    [Fact]
    public async Task CardPage_OnceACardIsEntered_AnswersThatCard()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var customer = await stripe.CustomerAsync();
        var page = Done(await stripe.Cards.OpenCardPage(
            new CardPageRequest(Account, customer, Asset.Eur, "http://127.0.0.1:1/done?session={CHECKOUT_SESSION_ID}", "http://127.0.0.1:1/cards"), Key(), CancellationToken.None));
        Assert.Equal((CheckoutMode.Card, CheckoutState.Open, Amount.Zero(Asset.Eur)), (page.Mode, page.State, page.Total));
        Assert.Equal("not_finished", Refused(await stripe.Cards.FindEnteredCard(page.Id, CancellationToken.None)));

        Assert.Null(stripe.Sandbox.Server.PaySession(page.Id, "5555555555554444"));

        var card = Done(await stripe.Cards.FindEnteredCard(page.Id, CancellationToken.None));
        Assert.Equal((customer, "Mastercard 4444"), (card.Customer, card.Label));
        Assert.InRange(card.ExpiryMonth, 1, 12);
        var finished = Done(await stripe.Payments.FindCheckout(page.Id, CancellationToken.None));
        Assert.Equal((CheckoutMode.Card, card.Id, null), (finished.Mode, finished.Card, finished.PaymentIntent));
        Assert.Equal(card, Assert.Single(Done(await stripe.Cards.ListCards(customer, CancellationToken.None))));
    }

    [Fact]
    public async Task Card_SavedTwice_HasTheSameFingerprint()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var customer = await stripe.CustomerAsync();
        await stripe.CardAsync(customer);
        await stripe.CardAsync(customer);

        var cards = Done(await stripe.Cards.ListCards(customer, CancellationToken.None));

        Assert.Equal(2, cards.Count);
        Assert.Single(cards.Select(c => c.Fingerprint).Distinct());
    }

    [Fact]
    public async Task Removal_OfACardThatIsOffFile_AnswersTrue()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var customer = await stripe.CustomerAsync();
        var card = await stripe.CardAsync(customer);

        Assert.True(Done(await stripe.Cards.RemoveCard(card, Key(), CancellationToken.None)));
        Assert.True(Done(await stripe.Cards.RemoveCard(card, Key(), CancellationToken.None)));
        Assert.True(Done(await stripe.Cards.RemoveCard("pm_1234567890", Key(), CancellationToken.None)));

        Assert.Empty(Done(await stripe.Cards.ListCards(customer, CancellationToken.None)));
    }

    [Fact]
    public async Task Default_OfACard_StandsAtTheCustomer()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var customer = await stripe.CustomerAsync();
        var card = await stripe.CardAsync(customer);

        Assert.True(Done(await stripe.Cards.SetDefaultCard(customer, card, Key(), CancellationToken.None)));

        var read = await stripe.Sandbox.GetAsync($"/v1/customers/{customer}");
        Assert.Equal(card, (string?)read.Body["invoice_settings"]!["default_payment_method"]);
    }

    [Fact]
    public async Task Default_ChosenAmongOtherChanges_IsKnownByWhenItWasChosen()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var customer = await stripe.CustomerAsync();
        var (first, second) = (await stripe.CardAsync(customer), await stripe.CardAsync(customer));
        Assert.True(Done(await stripe.Cards.SetDefaultCard(customer, first, Key(), CancellationToken.None)));
        var chosen = await NewestEventAsync(stripe);
        stripe.Sandbox.Server.ClockOffset += TimeSpan.FromMinutes(5);
        Assert.True(Done(await stripe.Cards.SetDefaultCard(customer, second, Key(), CancellationToken.None)));
        stripe.Sandbox.Server.ClockOffset += TimeSpan.FromMinutes(5);
        Assert.True(Done(await stripe.Cards.SetDefaultCard(customer, second, Key(), CancellationToken.None)));

        Assert.True(Done(await stripe.Cards.WasChosenAfter(customer, second, chosen, CancellationToken.None)));
        Assert.True(Done(await stripe.Cards.WasChosenAfter(customer, first, chosen.Plus(TimeSpan.FromSeconds(-1)), CancellationToken.None)));
        Assert.False(Done(await stripe.Cards.WasChosenAfter(customer, first, chosen, CancellationToken.None)));
        // Choosing the same card again is no change, so no event says it.
        Assert.False(Done(await stripe.Cards.WasChosenAfter(customer, second, chosen.Plus(TimeSpan.FromMinutes(6)), CancellationToken.None)));
        Assert.False(Done(await stripe.Cards.WasChosenAfter("cus_1234567890", second, chosen, CancellationToken.None)));
    }

    /// <summary>When the newest event happened, by the provider's clock.</summary>
    private static async Task<Instant> NewestEventAsync(ConnectedGateway stripe) =>
        Instant.From(DateTimeOffset.FromUnixTimeSeconds((long)(await stripe.Sandbox.GetAsync("/v1/events?limit=1")).Body["data"]![0]!["created"]!));

    [Fact]
    public async Task Cards_OfACustomerWhoIsGone_AreRefusedByThatName()
    {
        await using var stripe = await ConnectedGateway.StartAsync();

        Assert.Equal("customer_deleted", Refused(await stripe.Cards.ListCards("cus_1234567890", CancellationToken.None)));
    }

    [Fact]
    public async Task Cards_OfADeletedCustomer_AreRefusedByThatName()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var customer = await stripe.CustomerAsync();
        var card = await stripe.CardAsync(customer);
        await stripe.Sandbox.SendAsync(HttpMethod.Delete, $"/v1/customers/{customer}");

        Assert.Equal("customer_deleted", Refused(await stripe.Cards.ListCards(customer, CancellationToken.None)));
        Assert.True(Done(await stripe.Cards.RemoveCard(card, Key(), CancellationToken.None)));
    }

    [Fact]
    public async Task Hold_OnACard_TakesNothingAndIsLetGo()
    {
        await using var stripe = await ConnectedGateway.StartAsync();

        var held = Done(await stripe.Cards.HoldOnCard(await stripe.ChargeAsync(whole: 1), Key(), CancellationToken.None));
        var payment = Done(await stripe.Payments.FindPayment(held.PaymentIntent, CancellationToken.None));
        Assert.Equal((GatewayPaymentState.Held, Amount.Whole(1, Asset.Eur), Amount.Zero(Asset.Eur)), (payment.State, payment.Amount, payment.Received));

        var released = Done(await stripe.Payments.CancelPayment(held.PaymentIntent, Key(), CancellationToken.None));
        Assert.Equal((GatewayPaymentState.Cancelled, Amount.Zero(Asset.Eur)), (released.State, released.Received));
    }

    [Fact]
    public async Task Hold_OnACardThatDeclines_IsRefusedByTheBanksReason()
    {
        await using var stripe = await ConnectedGateway.StartAsync();

        Assert.Equal("generic_decline", Refused(await stripe.Cards.HoldOnCard(await stripe.ChargeAsync("pm_card_chargeCustomerFail"), Key(), CancellationToken.None)));
    }
}
