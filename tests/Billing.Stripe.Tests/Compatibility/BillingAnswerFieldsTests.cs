using System.Text.Json.Nodes;
using Billing.Stripe.Tests.Sandbox;

namespace Billing.Stripe.Tests.Compatibility;

/// <summary>What bills must exist in Stripe's version too, down to lines, periods and taxes.</summary>
public sealed class BillingAnswerFieldsTests
{
    [Fact]
    public async Task Answer_OfTheBillingSide_HoldsOnlyFieldsOfThisVersion()
    {
        await using var desk = await BillingDesk.OpenAsync();
        await desk.PostAsync("/v1/coupons", "id=HALF&percent_off=50&duration=forever");
        var code = await desk.PostAsync("/v1/promotion_codes", "promotion[type]=coupon&promotion[coupon]=HALF&code=WELCOME");
        var customer = await desk.CustomerAsync(more: "&address[country]=DE&tax_id_data[0][type]=eu_vat&tax_id_data[0][value]=DE123456789");
        var subscription = await desk.SubscribeAsync(customer, more: $"&automatic_tax[enabled]=true&discounts[0][promotion_code]={BillingDesk.Id(code)}");
        var item = (string?)subscription["items"]!["data"]![0]!["id"];
        await desk.PostAsync("/v1/invoiceitems", $"customer={customer}&currency=eur&amount=700");
        var schedule = await desk.PostAsync("/v1/subscription_schedules", $"from_subscription={BillingDesk.Id(await desk.SubscribeAsync(customer))}");
        var preview = await desk.PostAsync("/v1/invoices/create_preview", $"subscription={BillingDesk.Id(subscription)}&subscription_details[items][0][id]={item}&subscription_details[items][0][price]={desk.Pro}");
        await desk.GiveCardAsync(customer, "pm_card_chargeCustomerFail");
        var pending = await desk.PostAsync(
            $"/v1/subscriptions/{BillingDesk.Id(subscription)}", $"items[0][id]={item}&items[0][price]={desk.Pro}&payment_behavior=pending_if_incomplete&proration_behavior=always_invoice");
        var invoice = await desk.GetAsync($"/v1/invoices/{(string?)subscription["latest_invoice"]}?expand[]=payments&expand[]=discounts&expand[]=customer.tax_ids");

        foreach (var (answer, type) in new (JsonObject, string)[]
        {
            (code, "Stripe.PromotionCode"), (subscription, "Stripe.Subscription"), (pending, "Stripe.Subscription"), (invoice, "Stripe.Invoice"), (preview, "Stripe.Invoice"),
            (schedule, "Stripe.SubscriptionSchedule"), (await desk.GetAsync("/v1/coupons/HALF"), "Stripe.Coupon"),
            ((await desk.ListAsync("/v1/products"))[0], "Stripe.Product"), ((await desk.ListAsync("/v1/prices"))[0], "Stripe.Price"),
            ((await desk.ListAsync("/v1/invoice_payments"))[0], "Stripe.InvoicePayment"), ((await desk.ListAsync($"/v1/customers/{customer}/tax_ids"))[0], "Stripe.TaxId"),
        })
        {
            Assert.Equal([], AnswerFields.Inventions(answer, type).Select(f => $"{type}: {f}"));
        }
    }
}
