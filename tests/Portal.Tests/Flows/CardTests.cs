using Billing.Service.Access;
using Billing.Service.Flows.Cards;
using Billing.Service.Flows.Payments;
using Billing.Service.Metering;
using Billing.Service.Reads;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal.Demo;

namespace Portal.Tests.Flows;

/// <summary>Cards through the local payment provider over HTTP, its webhooks included (F5, F19, F20, KO-32).</summary>
public sealed class CardTests(FlowHost host) : IClassFixture<FlowHost>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Card_EnteredOnTheProvidersPage_IsKeptByTheWebhookAloneAndChosenByThePage()
    {
        var started = await host.Get<StartCardPage>().Run(host.Owner, DemoPeople.Account, true, "owner@demo.example", NewKey(), default);
        Assert.Equal("not_finished", (await host.Get<FinishCardPage>().Run(started.Value.Session, DemoPeople.Account, default)).Refusal?.Code);

        Assert.Null(host.Sandbox.PaySession(started.Value.Session, "5555555555554444"));
        await Until(async () => (await Shown(DemoPeople.Account)).Contains("Mastercard 4444*", StringComparison.Ordinal));
        var kept = await host.Get<FinishCardPage>().Run(started.Value.Session, DemoPeople.Account, default);

        Assert.Equal(("Mastercard 4444", true, null), (kept.Value.Label, kept.Value.IsDefault, kept.Value.Left?.Message));
        Assert.Single((await View(DemoPeople.Account)).Cards, card => card.Label == "Mastercard 4444");
    }

    [Fact]
    public async Task Card_ReplacedExpiredAndTakenOffByItsNetwork_IsSoHereWithoutAsking()
    {
        var card = await Saved(DemoPeople.Account, "pm_card_visa");

        host.Sandbox.ReplaceCard(card, "4000000000000077");
        await Until(async () => (await Shown(DemoPeople.Account)).Contains("Visa 0077", StringComparison.Ordinal));
        host.Sandbox.DetachCard(card);
        await Until(async () => (await View(DemoPeople.Account)).Cards.All(line => line.Id != card));

        await using var db = host.Get<BillingReader>().OpenContext();
        Assert.NotNull(db.Outbox.Find($"card-gone:{card}"));
    }

    [Fact]
    public async Task Default_ChosenOnTheProvidersOwnPages_IsTheOneChargedHere()
    {
        var account = await Open("kunavo");
        var first = await Saved(account, "pm_card_visa");
        await Saved(account, "pm_card_mastercard");
        Assert.Equal("Visa 4242, Mastercard 4444*", await Shown(account));

        await ChooseAtTheProvider(Customer(account).GatewayCustomer, first);
        await Until(async () => await Shown(account) == "Visa 4242*, Mastercard 4444");

        Assert.Equal((first, first), (Customer(account).Card, Customer(account).GatewayCard));
    }

    [Fact]
    public async Task Customer_WhoseMakingWasLost_IsMadeForSomebodyElseToo()
    {
        var account = await Open("kunavo");
        host.Sandbox.Fault(Stripe.Sandbox.FaultKind.LostAnswer, "POST", "/v1/customers", times: 3);
        Assert.Equal("checking_with_bank", (await host.Get<Customers>().Of(account, "ada@acme.example", default)).Refusal?.Code);
        host.Sandbox.ClearFaults();

        var made = await host.Get<Customers>().Of(account, "grace@acme.example", default);

        Assert.Equal((made.Value, made.Value), (Customer(account).GatewayCustomer, (await host.Get<Customers>().Of(account, "ada@acme.example", default)).Value));
    }

    [Fact]
    public async Task Check_OfACard_HoldsADollarAndLeavesNothing()
    {
        var account = await Open("koyeb");

        var card = await Saved(account, "pm_card_visa");
        var refused = await Saved(account, "pm_card_chargeCustomerFail");

        var view = await View(account);
        Assert.Equal((AccountValidation.Validated, card), (view.Validation, view.Default!.Id));
        Assert.Equal([CardCheckStanding.Accepted, CardCheckStanding.Refused], view.Cards.Select(line => line.Check!.Standing));
        await using var db = host.Get<BillingReader>().OpenContext();
        var number = host.Writer.Find(account)!.Account;
        var check = db.Payments.Single(payment => payment.Account == number && payment.Subject == card);
        var there = await host.Get<Billing.Service.Ports.IPaymentGateway>().FindPayment(check.GatewayPayment!, default);
        var payment = Assert.IsType<Billing.Service.Ports.GatewayAnswer<Billing.Service.Ports.GatewayPayment>.Done>(there).Value;
        Assert.Equal((Billing.Service.Ports.GatewayPaymentState.Cancelled, Amount.Zero(Asset.Usd)), (payment.State, payment.Received));
        Assert.Equal(0, host.Writer.Find(account)!.LastNumber);
        Assert.NotEqual(card, refused);
    }

    [Fact]
    public async Task Customer_DeletedAtTheProvider_LosesHisCardsAndTheNextCardMakesANewOne()
    {
        var account = await Open("kunavo");
        await Saved(account, "pm_card_visa");
        var deleted = Customer(account).GatewayCustomer;

        await DeleteAtTheProvider(deleted);
        await Until(() => Task.FromResult(Customer(account).DeletedAt is not null));
        Assert.Empty((await View(account)).Cards);
        await Saved(account, "pm_card_mastercard");

        Assert.NotEqual(deleted, Customer(account).GatewayCustomer);
        Assert.Equal("Mastercard 4444*", await Shown(account));
    }

    private async Task<AccountId> Open(string book)
    {
        var account = new AccountId(Guid.CreateVersion7());
        await host.Writer.Run(scope => scope.OpenAccount(account, "Acme", book), default);
        return account;
    }

    private async Task<string> Saved(AccountId account, string card)
    {
        var saved = await host.Get<SaveCard>().Run(new Actor.Portal("Test"), account, card, "owner@demo.example", NewKey(), default);
        Assert.Null(saved.Refusal);
        return saved.Value.Id;
    }

    private Task DeleteAtTheProvider(string customer) => AtTheProvider(HttpMethod.Delete, customer);

    private async Task ChooseAtTheProvider(string customer, string card)
    {
        using var form = new FormUrlEncodedContent([new("invoice_settings[default_payment_method]", card)]);
        await AtTheProvider(HttpMethod.Post, customer, form);
    }

    private async Task AtTheProvider(HttpMethod method, string customer, HttpContent? body = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, $"{host.Sandbox.Address}/v1/customers/{customer}") { Content = body };
        request.Headers.Authorization = new("Bearer", "sk_test_sandbox");
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private CustomerRow Customer(AccountId account)
    {
        var number = host.Writer.Find(account)!.Account;
        using var db = host.Get<BillingReader>().OpenContext();
        return db.Customers.Single(row => row.Account == number);
    }

    private async Task<CardsView> View(AccountId account) => (await host.Get<CardsRead>().Read(account, default))!;

    private async Task<string> Shown(AccountId account) => string.Join(", ", (await View(account)).Cards.Select(card => $"{card.Label}{(card.IsDefault ? "*" : "")}"));

    private static async Task Until(Func<Task<bool>> holds)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(waited.Elapsed < Patience, "It did not come true in time");
            await Task.Delay(100);
        }
    }

    private static string NewKey() => Guid.NewGuid().ToString("N");
}
