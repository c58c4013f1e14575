using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Stripe.Tests.Sandbox;

namespace Billing.Stripe.Tests.Compatibility;

/// <summary>The sandbox may leave fields out, but what it answers must exist in Stripe's version.</summary>
public sealed class AnswerFieldsTests
{
    private static readonly ApiListing Listing = ApiListing.Read("StripeNetApi.txt");

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
        Assert.Empty(Inventions(First(await ListAsync(sandbox, "webhook_endpoints")), "Stripe.WebhookEndpoint"));
    }

    [Fact]
    public void Field_OfAnOlderVersion_IsReported() =>
        Assert.Equal(["invoice"], Inventions(new JsonObject { ["id"] = "pi_1", ["invoice"] = null }, "Stripe.PaymentIntent"));

    private static IEnumerable<string> Inventions(JsonObject answer, string type)
    {
        var known = Listing.Find(type)!.Value.Members
            .Where(m => m.Contains(" { get;", StringComparison.Ordinal))
            .Select(m => JsonNamingPolicy.SnakeCaseLower.ConvertName(m.Split(" { get;")[0].Split(' ')[^1]))
            .ToHashSet(StringComparer.Ordinal);
        return answer.Select(f => f.Key).Where(name => !known.Contains(name));
    }

    private static async Task<JsonObject> ListAsync(TestSandbox sandbox, string path) => (await sandbox.GetAsync("/v1/" + path)).Body;

    private static JsonObject First(JsonObject list) => list["data"]![0]!.AsObject();
}
