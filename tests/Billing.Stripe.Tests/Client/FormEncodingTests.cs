using Stripe;
using Stripe.Checkout;

namespace Billing.Stripe.Tests.Client;

public sealed class FormEncodingTests
{
    [Fact]
    public void Options_WithNestedValues_AreWrittenAsNestedKeys()
    {
        var options = new SessionCreateOptions
        {
            ExpiresAt = DateTime.UnixEpoch.AddSeconds(1_800_000_000),
            LineItems = [new() { Quantity = 2, PriceData = new() { UnitAmount = 500, ProductData = new() { Name = "A & B" } } }],
            Metadata = new() { ["order"] = "7", ["gone"] = "" },
            Expand = ["line_items"],
        };

        Assert.Equal(
            ["expires_at=1800000000", "line_items[0][price_data][product_data][name]=A%20%26%20B", "line_items[0][price_data][unit_amount]=500",
                "line_items[0][quantity]=2", "metadata[order]=7", "metadata[gone]=", "expand[0]=line_items"],
            Sent(HttpMethod.Post, options).Split('&'));
    }

    [Fact]
    public void Query_WithRangesAndFlags_CarriesThem()
    {
        var options = new PaymentIntentListOptions
        {
            Limit = 5,
            Created = new DateRangeOptions { GreaterThanOrEqual = DateTime.UnixEpoch.AddSeconds(10), LessThan = DateTime.UnixEpoch.AddSeconds(20) },
        };

        Assert.Equal(["created[gte]=10", "created[lt]=20", "limit=5"], Sent(HttpMethod.Get, options).Split('&').Order());
        Assert.Equal("confirm=true&off_session=false", Sent(HttpMethod.Post, new PaymentIntentCreateOptions { Confirm = true, OffSession = false }));
    }

    [Fact]
    public void Parameter_OfEitherType_IsWrittenAsItsWordOrInstant()
    {
        Assert.Equal("billing_cycle_anchor=now&items[0][id]=si_1&items[0][price]=price_1&proration_behavior=none", Sent(HttpMethod.Post, new SubscriptionUpdateOptions
        {
            BillingCycleAnchor = SubscriptionBillingCycleAnchor.Now,
            Items = [new() { Id = "si_1", Price = "price_1" }],
            ProrationBehavior = "none",
        }));
        Assert.Equal("subscription_details[billing_cycle_anchor]=1800000000", Sent(HttpMethod.Post, new InvoiceCreatePreviewOptions
        {
            SubscriptionDetails = new() { BillingCycleAnchor = DateTime.UnixEpoch.AddSeconds(1_800_000_000) },
        }));
        Assert.Equal("subscription_details[billing_cycle_anchor]=unchanged", Sent(HttpMethod.Post, new InvoiceCreatePreviewOptions
        {
            SubscriptionDetails = new() { BillingCycleAnchor = InvoiceSubscriptionDetailsBillingCycleAnchor.Unchanged },
        }));
        Assert.Equal("lookup_keys[0]=launch&lookup_keys[1]=grow", Sent(HttpMethod.Get, new PriceListOptions { LookupKeys = ["launch", "grow"] }));
        Assert.Equal("unit_amount_decimal=0.125", Sent(HttpMethod.Post, new PriceCreateOptions { UnitAmountDecimal = 0.125m }));
    }

    [Fact]
    public void Request_OfAnyMethod_CarriesItsHeaders()
    {
        var client = new StripeClient(new StripeClientOptions { ApiKey = "sk_test_1", ApiBase = "http://127.0.0.1:1" });

        var post = new StripeRequest(client, HttpMethod.Post, "/v1/x", null, new RequestOptions { IdempotencyKey = "ours" });
        var other = new StripeRequest(client, HttpMethod.Post, "/v1/x", null, new RequestOptions { ApiKey = "sk_test_2" });
        var get = new StripeRequest(client, HttpMethod.Get, "/v1/x", null, null);

        Assert.Equal(("Bearer", "sk_test_1", "2026-07-29.dahlia", "ours"), (post.AuthorizationHeader.Scheme, post.AuthorizationHeader.Parameter, post.StripeHeaders["Stripe-Version"], post.StripeHeaders["Idempotency-Key"]));
        Assert.Equal("sk_test_2", other.AuthorizationHeader.Parameter);
        Assert.Equal(36, other.StripeHeaders["Idempotency-Key"].Length);
        Assert.False(get.StripeHeaders.ContainsKey("Idempotency-Key"));
    }

    private static string Sent(HttpMethod method, BaseOptions options)
    {
        var request = new StripeRequest(new StripeClient(new StripeClientOptions { ApiKey = "sk_test_1" }), method, "/v1/x", options, null);
        return request.Content?.ReadAsStringAsync().GetAwaiter().GetResult() ?? request.Uri.OriginalString.Split('?')[1];
    }
}
