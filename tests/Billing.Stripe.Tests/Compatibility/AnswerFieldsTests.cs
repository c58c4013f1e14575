using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Stripe.Tests.Sandbox;
using static Billing.Stripe.Tests.Compatibility.AnswerFields;

namespace Billing.Stripe.Tests.Compatibility;

/// <summary>The sandbox may leave fields out, but what it answers must exist in Stripe's version.</summary>
public sealed class AnswerFieldsTests
{
    [Fact]
    public async Task Answer_OfEveryObject_HoldsOnlyFieldsOfThisVersion()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = (string)(await sandbox.PostAsync("/v1/customers", "name=A")).Body["id"]!;
        var session = await sandbox.OpenSessionAsync(more: $"&customer={customer}&payment_intent_data[setup_future_usage]=off_session");
        sandbox.Server.PaySession(session, "4242424242424242");
        await sandbox.PostAsync("/v1/webhook_endpoints", "url=http://127.0.0.1:1/x&enabled_events[]=charge.failed");
        var charge = First(await ListAsync(sandbox, "charges"));
        await sandbox.PostAsync("/v1/refunds", $"charge={charge["id"]}");
        await sandbox.PostAsync("/v1/payment_intents", "amount=500&currency=usd&confirm=true&payment_method=pm_card_visa_chargeDeclined");

        Assert.Empty(Inventions(First(await ListAsync(sandbox, "customers")), "Stripe.Customer"));
        Assert.Empty(Inventions(First(await ListAsync(sandbox, "checkout/sessions")), "Stripe.Checkout.Session"));
        Assert.Empty(Inventions(First(await ListAsync(sandbox, $"checkout/sessions/{session}/line_items")), "Stripe.LineItem"));
        Assert.Empty(Inventions(First(await ListAsync(sandbox, "payment_intents")), "Stripe.PaymentIntent"));
        Assert.Empty(Inventions(First(await ListAsync(sandbox, "payment_intents"))["last_payment_error"]!.AsObject(), "Stripe.StripeError"));
        Assert.Empty(Inventions(First(await ListAsync(sandbox, "charges")), "Stripe.Charge"));
        Assert.Empty(Inventions(First(await ListAsync(sandbox, "refunds")), "Stripe.Refund"));
        Assert.Empty(Inventions(First(await ListAsync(sandbox, $"payment_methods?customer={customer}")), "Stripe.PaymentMethod"));
        Assert.Empty(Inventions(First(await ListAsync(sandbox, $"payment_methods?customer={customer}"))["card"]!.AsObject(), "Stripe.PaymentMethodCard"));
        Assert.Empty(Inventions(First(await ListAsync(sandbox, "events")), "Stripe.Event"));
        Assert.Empty(Inventions(First(await ListAsync(sandbox, "balance_transactions")), "Stripe.BalanceTransaction"));
        Assert.Empty(Inventions(await sandbox.ReadAsync("balance"), "Stripe.Balance"));
        Assert.Empty(Inventions(First(await ListAsync(sandbox, "webhook_endpoints")), "Stripe.WebhookEndpoint"));
    }

    [Fact]
    public async Task Answer_OfDisputesAndSavedCards_HoldsOnlyFieldsOfThisVersion()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = await sandbox.CustomerAsync();
        var setup = await sandbox.CreateAsync("checkout/sessions", $"mode=setup&currency=eur&customer={customer}&success_url=http://127.0.0.1:1/done");
        sandbox.Server.PaySession(setup.Text("id")!, "4242424242424242");
        sandbox.Server.OpenDispute((await sandbox.PaidAsync()).Text("id")!);

        Assert.Empty(Inventions(await sandbox.ReadAsync($"checkout/sessions/{setup.Text("id")}?expand[]=setup_intent.payment_method"), "Stripe.Checkout.Session"));
        Assert.Empty(Inventions(First(await ListAsync(sandbox, "disputes?expand[]=data.charge.refunds")), "Stripe.Dispute"));
        Assert.Empty(Inventions(await sandbox.PaidAsync(more: "&capture_method=manual&expand[]=latest_charge.balance_transaction"), "Stripe.PaymentIntent"));
    }

    [Fact]
    public async Task Answer_OfThePaymentSide_HoldsOnlyFieldsOfThisVersion()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = await sandbox.CustomerAsync();
        var paid = await sandbox.PaidAsync("pm_card_threeDSecureOptional", $"&customer={customer}&setup_future_usage=off_session&expand[]=latest_charge");
        await sandbox.PaidAsync("pm_sepaDebit_success", $"&customer={customer}&setup_future_usage=off_session&payment_method_types[]=sepa_debit");
        await sandbox.PaidAsync("pm_usBankAccount_success", $"&customer={customer}&setup_future_usage=off_session&payment_method_types[]=us_bank_account");
        var waiting = await sandbox.PaidAsync("pm_card_threeDSecure2Required", "&return_url=http://127.0.0.1:1/back");
        var setup = await sandbox.CreateAsync("setup_intents", $"customer={customer}&payment_method=pm_card_authenticationRequired&confirm=true&return_url=http://127.0.0.1:1/back");
        var dispute = await sandbox.ReadAsync("disputes/" + sandbox.Server.Dispute(paid.Text("id")!, global::Stripe.Sandbox.DisputeOutcome.Won));
        var details = paid["latest_charge"]!["payment_method_details"]!.AsObject();
        var clock = await sandbox.CreateAsync("test_helpers/test_clocks", $"frozen_time={sandbox.Server.Now.ToUnixTimeSeconds()}");
        var configuration = await sandbox.CreateAsync("billing_portal/configurations", "features[payment_method_update][enabled]=true");
        var portal = await sandbox.CreateAsync("billing_portal/sessions", $"customer={customer}&flow_data[type]=payment_method_update");
        var methods = (await ListAsync(sandbox, $"payment_methods?customer={customer}"))["data"]!.AsArray().Select(m => m!.AsObject()).ToList();

        Assert.Empty(AnswerFields.Inventions(setup, "Stripe.SetupIntent"));
        Assert.Empty(AnswerFields.Inventions(setup["next_action"]!.AsObject(), "Stripe.SetupIntentNextAction"));
        Assert.Empty(AnswerFields.Inventions(waiting["next_action"]!.AsObject(), "Stripe.PaymentIntentNextAction"));
        Assert.Empty(AnswerFields.Inventions(waiting["next_action"]!["redirect_to_url"]!.AsObject(), "Stripe.PaymentIntentNextActionRedirectToUrl"));
        Assert.Empty(AnswerFields.Inventions(details, "Stripe.ChargePaymentMethodDetails"));
        Assert.Empty(AnswerFields.Inventions(details["card"]!.AsObject(), "Stripe.ChargePaymentMethodDetailsCard"));
        Assert.Empty(methods.SelectMany(m => AnswerFields.Inventions(m, "Stripe.PaymentMethod")));
        Assert.Empty(AnswerFields.Inventions(methods.Single(m => m.Text("type") == "sepa_debit")["sepa_debit"]!.AsObject(), "Stripe.PaymentMethodSepaDebit"));
        Assert.Empty(AnswerFields.Inventions(methods.Single(m => m.Text("type") == "us_bank_account")["us_bank_account"]!.AsObject(), "Stripe.PaymentMethodUsBankAccount"));
        Assert.Empty(AnswerFields.Inventions(dispute, "Stripe.Dispute"));
        Assert.Empty(AnswerFields.Inventions(dispute["evidence"]!.AsObject(), "Stripe.DisputeEvidence"));
        Assert.Empty(AnswerFields.Inventions(dispute["evidence_details"]!.AsObject(), "Stripe.DisputeEvidenceDetails"));
        Assert.Empty(AnswerFields.Inventions(First(await ListAsync(sandbox, "balance_transactions")), "Stripe.BalanceTransaction"));
        Assert.Empty(AnswerFields.Inventions(await ListAsync(sandbox, "balance"), "Stripe.Balance"));
        Assert.Empty(AnswerFields.Inventions(clock, "Stripe.TestHelpers.TestClock"));
        Assert.Empty(AnswerFields.Inventions(configuration, "Stripe.BillingPortal.Configuration"));
        Assert.Empty(AnswerFields.Inventions(configuration["features"]!.AsObject(), "Stripe.BillingPortal.ConfigurationFeatures"));
        Assert.Empty(AnswerFields.Inventions(portal, "Stripe.BillingPortal.Session"));
        Assert.Empty(AnswerFields.Inventions(portal["flow"]!.AsObject(), "Stripe.BillingPortal.SessionFlow"));
    }

    [Fact]
    public async Task Answer_OfWhatIsBilled_HoldsOnlyFieldsOfThisVersion()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = await sandbox.CustomerAsync();
        var card = await sandbox.CardOfAsync(customer);
        var price = await sandbox.CreateAsync("prices", "currency=eur&unit_amount=1900&recurring[interval]=month&product_data[name]=Launch&expand[]=product");
        await sandbox.CreateAsync("coupons", "id=NEW50&percent_off=50&duration=once");
        var code = await sandbox.CreateAsync("promotion_codes", "promotion[type]=coupon&promotion[coupon]=NEW50&code=NEW50&expand[]=promotion.coupon");
        var subscription = await sandbox.CreateAsync(
            "subscriptions", $"customer={customer}&default_payment_method={card}&items[0][price]={price.Text("id")}&discounts[0][coupon]=NEW50&expand[]=latest_invoice.payments");
        var schedule = await sandbox.CreateAsync("subscription_schedules", $"from_subscription={subscription.Text("id")}");
        var session = await sandbox.CreateAsync(
            "checkout/sessions", $"mode=subscription&customer={customer}&line_items[0][price]={price.Text("id")}&line_items[0][quantity]=1&success_url=http://127.0.0.1:1/done&expand[]=line_items");

        Assert.Empty(Inventions(price, "Stripe.Price"));
        Assert.Empty(Inventions(code, "Stripe.PromotionCode"));
        Assert.Empty(Inventions(subscription, "Stripe.Subscription"));
        Assert.Empty(Inventions(schedule, "Stripe.SubscriptionSchedule"));
        Assert.Empty(Inventions(session, "Stripe.Checkout.Session"));
        Assert.Empty(Inventions(First(await ListAsync(sandbox, "invoices?expand[]=data.payments")), "Stripe.Invoice"));
        Assert.Empty(Inventions(First(await ListAsync(sandbox, "invoice_payments?expand[]=data.payment.payment_intent")), "Stripe.InvoicePayment"));
        Assert.Empty(Inventions(await sandbox.CreateAsync("invoices/create_preview", $"subscription={subscription.Text("id")}"), "Stripe.Invoice"));
    }

    [Fact]
    public void Field_OfAnOlderVersion_IsReported() =>
        Assert.Equal(["invoice"], Inventions(new JsonObject { ["id"] = "pi_1", ["invoice"] = null }, "Stripe.PaymentIntent"));

    [Theory]
    [InlineData("Stripe.PaymentIntent", """{"amount":null}""", "amount")]
    [InlineData("Stripe.PaymentIntent", """{"amount":"500"}""", "amount")]
    [InlineData("Stripe.PaymentIntent", """{"livemode":0}""", "livemode")]
    [InlineData("Stripe.PaymentIntent", """{"created":"2026-11-22"}""", "created")]
    [InlineData("Stripe.PaymentIntent", """{"metadata":[]}""", "metadata")]
    [InlineData("Stripe.PaymentIntent", """{"payment_method_types":"card"}""", "payment_method_types")]
    [InlineData("Stripe.PaymentIntent", """{"customer":7}""", "customer")]
    [InlineData("Stripe.PaymentIntent", """{"customer":{"object":"customer"},"latest_charge":null,"canceled_at":null,"amount":500,"metadata":{}}""", null)]
    [InlineData("Stripe.Invoice", """{"lines":{"object":"list","data":[{"period":{"end":1,"start":null}}]}}""", "lines.data.period.start")]
    [InlineData("Stripe.Checkout.Session", """{"total_details":{"amount_tax":0,"amount_tip":0}}""", "total_details.amount_tip")]
    [InlineData("Stripe.Price", """{"unit_amount_decimal":"500.5","unit_amount":null}""", null)]
    public void Field_OfAnotherKindThanTheRealClientReads_IsReported(string type, string answer, string? reported) =>
        Assert.Equal(reported is null ? [] : [reported], Inventions(JsonNode.Parse(answer)!.AsObject(), type));

    private static async Task<JsonObject> ListAsync(TestSandbox sandbox, string path) => (await sandbox.GetAsync("/v1/" + path)).Body;

    private static JsonObject First(JsonObject list) => list["data"]![0]!.AsObject();
}
