using Billing.PriceBooks;
using Billing.Service.Ports;
using Billing.Stripe.Tests.Sandbox;
using Billing.Units;
using static Billing.Stripe.Tests.Gateway.ConnectedGateway;

namespace Billing.Stripe.Tests.Gateway;

public sealed class SubscriptionsTests
{
    private static readonly PlanPrice Launch = new("book", "launch", "Launch", BillingInterval.Month, Amount.Whole(19, Asset.Eur));
    private static readonly PlanPrice Grow = new("book", "grow", "Grow", BillingInterval.Month, Amount.Whole(79, Asset.Eur));
    private static readonly PlanPrice GrowByTheYear = new("book", "grow", "Grow", BillingInterval.Year, Amount.Whole(790, Asset.Eur));

    [Fact]
    public async Task Subscription_ByACardOnFile_IsPaidAtOnceLessWhatTheQuoteTakesOff()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var (customer, card) = await PayerAsync(stripe);
        var request = Ask(customer, Launch, off: 9);
        var key = Key();

        var begun = Done(await stripe.Subscriptions.Subscribe(request, card, key, CancellationToken.None));

        Assert.Equal((GatewaySubscriptionState.Active, request.Payment, Launch.Amount, false), (begun.State, begun.Payment, begun.Price, begun.EndsWithPeriod));
        Assert.InRange((begun.Period.End - begun.Period.Start).Days, 28, 31);
        var invoice = Done(await stripe.Subscriptions.FindInvoice(begun.LatestInvoice!, CancellationToken.None));
        Assert.Equal((GatewayInvoiceReason.FirstPeriod, true, false, Amount.Whole(10, Asset.Eur)), (invoice.Reason, invoice.Paid, invoice.Open, invoice.Total));
        Assert.Equal((begun.Id, request.Payment, begun.Period, "Visa 4242"), (invoice.Subscription, invoice.Payment, invoice.Period, invoice.Method));
        Assert.Equal(Amount.Whole(10, Asset.Eur), Done(await stripe.Payments.FindPayment(invoice.PaymentIntent!, CancellationToken.None)).Received);
        Assert.Equal(begun, Done(await stripe.Subscriptions.Subscribe(request, card, key, CancellationToken.None)));
        Assert.Equal(begun, Assert.Single(Done(await stripe.Subscriptions.SubscriptionsOf(customer, CancellationToken.None))));
    }

    [Fact]
    public async Task Subscription_ThatTheBankRefuses_DoesNotBegin()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var (customer, card) = await PayerAsync(stripe, "pm_card_chargeCustomerFail");

        Assert.Equal("generic_decline", Refused(await stripe.Subscriptions.Subscribe(Ask(customer, Launch), card, Key(), CancellationToken.None)));

        Assert.DoesNotContain(Done(await stripe.Subscriptions.SubscriptionsOf(customer, CancellationToken.None)), s => s.State != GatewaySubscriptionState.Ended);
    }

    [Fact]
    public async Task SubscribePage_OncePaid_LeadsToSubscriptionAndInvoice()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var customer = await stripe.CustomerAsync();
        var request = Ask(customer, Launch, off: 4);
        var page = Done(await stripe.Subscriptions.OpenSubscribePage(
            request, "http://127.0.0.1:1/done?session={CHECKOUT_SESSION_ID}", "http://127.0.0.1:1/plan", Key(), CancellationToken.None));
        Assert.Equal((CheckoutMode.Subscription, Amount.Whole(15, Asset.Eur), Amount.Whole(4, Asset.Eur)), (page.Mode, page.Total, page.Discount));

        Assert.Null(stripe.Sandbox.Server.PaySession(page.Id, "4242424242424242"));

        var paid = Done(await stripe.Payments.FindCheckout(page.Id, CancellationToken.None));
        Assert.Equal((true, request.Payment.ToString()), (paid.Paid, paid.ClientReference));
        var begun = Done(await stripe.Subscriptions.FindSubscription(paid.Subscription!, CancellationToken.None));
        Assert.Equal((GatewaySubscriptionState.Active, request.Payment, paid.Invoice), (begun.State, begun.Payment, begun.LatestInvoice));
    }

    [Fact]
    public async Task Change_AtOnce_BeginsANewPeriodAtTheWholePriceLessTheQuotesCredit()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var (customer, card) = await PayerAsync(stripe);
        var begun = Done(await stripe.Subscriptions.Subscribe(Ask(customer, Launch), card, Key(), CancellationToken.None));
        stripe.Sandbox.Server.ClockOffset = TimeSpan.FromDays(10);
        var request = Ask(customer, Grow, off: 12);
        var key = Key();

        var changed = Done(await stripe.Subscriptions.ChangeNow(begun.Id, request, key, CancellationToken.None));

        Assert.Equal((begun.Id, request.Payment, Grow.Amount), (changed.Id, changed.Payment, changed.Price));
        Assert.True(changed.Period.Start > begun.Period.Start);
        var invoice = Done(await stripe.Subscriptions.FindInvoice(changed.LatestInvoice!, CancellationToken.None));
        Assert.Equal((GatewayInvoiceReason.Change, true, Amount.Whole(67, Asset.Eur), changed.Period), (invoice.Reason, invoice.Paid, invoice.Total, invoice.Period));
        Assert.Equal(request.Payment, invoice.Payment);
        Assert.Equal(changed, Done(await stripe.Subscriptions.ChangeNow(begun.Id, request, key, CancellationToken.None)));
    }

    [Fact]
    public async Task Change_ThatTheBankRefuses_ChangesNothing()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var (customer, card) = await PayerAsync(stripe);
        var begun = Done(await stripe.Subscriptions.Subscribe(Ask(customer, Launch), card, Key(), CancellationToken.None));
        var planned = Done(await stripe.Subscriptions.ChangeAtRenewal(begun.Id, GrowByTheYear, Key(), CancellationToken.None));
        stripe.Sandbox.Server.NextOutcomes(card, "pm_card_visa_chargeDeclinedInsufficientFunds");

        Assert.Equal("insufficient_funds", Refused(await stripe.Subscriptions.ChangeNow(begun.Id, Ask(customer, Grow), Key(), CancellationToken.None)));

        Assert.Equal(planned, Done(await stripe.Subscriptions.FindSubscription(begun.Id, CancellationToken.None)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Change_AtRenewal_IsChargedThenAndNotBefore(bool yearly)
    {
        var wish = yearly ? GrowByTheYear : Grow;
        await using var stripe = await ConnectedGateway.StartAsync();
        var (customer, card) = await PayerAsync(stripe);
        var begun = Done(await stripe.Subscriptions.Subscribe(Ask(customer, Launch), card, Key(), CancellationToken.None));

        var planned = Done(await stripe.Subscriptions.ChangeAtRenewal(begun.Id, wish, Key(), CancellationToken.None));

        Assert.Equal(begun with { Price = wish.Amount }, planned);
        stripe.Sandbox.Server.ClockOffset = begun.Period.End - stripe.Now + TimeSpan.FromHours(3);
        var renewed = Done(await stripe.Subscriptions.FindSubscription(begun.Id, CancellationToken.None));
        Assert.Equal((begun.Period.End, wish.Amount), (renewed.Period.Start, renewed.Price));
        Assert.InRange((renewed.Period.End - renewed.Period.Start).Days, yearly ? 365 : 28, yearly ? 366 : 31);
        var invoice = Done(await stripe.Subscriptions.FindInvoice(renewed.LatestInvoice!, CancellationToken.None));
        Assert.Equal((GatewayInvoiceReason.Renewal, true, wish.Amount, renewed.Period), (invoice.Reason, invoice.Paid, invoice.Total, invoice.Period));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wish_TakenBack_RenewsAsBefore(bool yearly)
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var (customer, card) = await PayerAsync(stripe);
        var begun = Done(await stripe.Subscriptions.Subscribe(Ask(customer, Launch), card, Key(), CancellationToken.None));
        Done(await stripe.Subscriptions.ChangeAtRenewal(begun.Id, yearly ? GrowByTheYear : Grow, Key(), CancellationToken.None));

        Assert.Equal(begun, Done(await stripe.Subscriptions.ChangeAtRenewal(begun.Id, Launch, Key(), CancellationToken.None)));

        stripe.Sandbox.Server.ClockOffset = begun.Period.End - stripe.Now + TimeSpan.FromHours(3);
        var renewed = Done(await stripe.Subscriptions.FindSubscription(begun.Id, CancellationToken.None));
        Assert.Equal(Launch.Amount, Done(await stripe.Subscriptions.FindInvoice(renewed.LatestInvoice!, CancellationToken.None)).Total);
    }

    [Fact]
    public async Task Cancellation_WithThePeriod_IsUndoneTillThen()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var (customer, card) = await PayerAsync(stripe);
        var begun = Done(await stripe.Subscriptions.Subscribe(Ask(customer, Launch), card, Key(), CancellationToken.None));

        Assert.Equal(begun with { EndsWithPeriod = true }, Done(await stripe.Subscriptions.SetEndsWithPeriod(begun.Id, true, Key(), CancellationToken.None)));
        Assert.Equal(begun, Done(await stripe.Subscriptions.SetEndsWithPeriod(begun.Id, false, Key(), CancellationToken.None)));
        Done(await stripe.Subscriptions.SetEndsWithPeriod(begun.Id, true, Key(), CancellationToken.None));
        stripe.Sandbox.Server.ClockOffset = begun.Period.End - stripe.Now + TimeSpan.FromHours(3);

        Assert.Equal(GatewaySubscriptionState.Ended, Done(await stripe.Subscriptions.FindSubscription(begun.Id, CancellationToken.None)).State);
        Assert.Equal(GatewaySubscriptionState.Ended, Done(await stripe.Subscriptions.End(begun.Id, Key(), CancellationToken.None)).State);
    }

    [Fact]
    public async Task Renewal_ThatFails_IsOpenTillItIsPaidByAnotherCard()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var (customer, card) = await PayerAsync(stripe);
        var begun = Done(await stripe.Subscriptions.Subscribe(Ask(customer, Launch), card, Key(), CancellationToken.None));
        stripe.Sandbox.Server.NextOutcomes(card, "pm_card_visa_chargeDeclinedInsufficientFunds");
        stripe.Sandbox.Server.ClockOffset = begun.Period.End - stripe.Now + TimeSpan.FromHours(3);

        var late = Done(await stripe.Subscriptions.FindSubscription(begun.Id, CancellationToken.None));
        Assert.Equal(GatewaySubscriptionState.PastDue, late.State);
        var open = Done(await stripe.Subscriptions.FindInvoice(late.LatestInvoice!, CancellationToken.None));
        Assert.Equal((GatewayInvoiceReason.Renewal, false, true, 1, "insufficient_funds"), (open.Reason, open.Paid, open.Open, open.Attempts, open.Failure));
        Assert.True(open.NextAttempt > stripe.Now);

        var key = Key();
        var paid = Done(await stripe.Subscriptions.PayInvoice(open.Id, await stripe.CardAsync(customer, "pm_card_mastercard"), key, CancellationToken.None));
        Assert.Equal((true, false, null, "Mastercard 4444"), (paid.Paid, paid.Open, paid.Failure, paid.Method));
        Assert.True(Done(await stripe.Subscriptions.PayInvoice(open.Id, card, Key(), CancellationToken.None)).Paid);
        Assert.Equal(GatewaySubscriptionState.Active, Done(await stripe.Subscriptions.FindSubscription(begun.Id, CancellationToken.None)).State);
    }

    [Fact]
    public async Task Price_OfAPlan_IsMadeOnce()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            var (customer, card) = await PayerAsync(stripe);
            Done(await stripe.Subscriptions.Subscribe(Ask(customer, Launch), card, Key(), CancellationToken.None));
        }

        Assert.Equal("book:launch:month:1900eur", Assert.Single((await stripe.Sandbox.ReadAsync("prices"))["data"]!.AsArray())!.Text("lookup_key"));
    }

    [Fact]
    public async Task Records_OfInvoicesAndSubscriptions_AreTheSameAsReadOneByOne()
    {
        await using var stripe = await ConnectedGateway.StartAsync();
        var since = stripe.Now.Plus(TimeSpan.FromMinutes(-5));
        var (customer, card) = await PayerAsync(stripe);
        var begun = Done(await stripe.Subscriptions.Subscribe(Ask(customer, Launch), card, Key(), CancellationToken.None));

        Assert.Equal(begun, Assert.Single(await stripe.Records.Subscriptions(CancellationToken.None).ToListAsync()));
        Assert.Equal(
            Done(await stripe.Subscriptions.FindInvoice(begun.LatestInvoice!, CancellationToken.None)),
            Assert.Single(await stripe.Records.Invoices(since, CancellationToken.None).ToListAsync()));
    }

    private static async Task<(string Customer, string Card)> PayerAsync(ConnectedGateway stripe, string token = "pm_card_visa")
    {
        var customer = await stripe.CustomerAsync();
        return (customer, await stripe.CardAsync(customer, token));
    }

    private static SubscribeRequest Ask(string customer, PlanPrice price, long off = 0) =>
        new(new PaymentId(Guid.CreateVersion7()), Account, customer, price, Amount.Whole(off, price.Amount.Asset));
}
