using System.Text.Json.Nodes;

namespace Billing.Stripe.Tests.Sandbox;

public sealed class SubscriptionChangeTests
{
    [Fact]
    public async Task Upgrade_InvoicedAlways_CostsTheDifferenceForTheTimeLeft()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var subscription = await desk.SubscribeAsync(await desk.CustomerAsync());
        var (start, end) = BillingDesk.Period(subscription);
        var date = start + ((end - start) / 3);

        var change = $"{Item(subscription, desk.Pro)}&proration_behavior=always_invoice&proration_date={date}";
        var preview = await desk.PostAsync("/v1/invoices/create_preview", $"subscription={BillingDesk.Id(subscription)}&{Within(change)}");
        var upgraded = await desk.PostAsync($"/v1/subscriptions/{BillingDesk.Id(subscription)}", $"{change}&expand[]=latest_invoice");

        var credit = -Rounded(1000, end - date, end - start);
        var charge = Rounded(3000, end - date, end - start);
        var invoice = upgraded["latest_invoice"]!.AsObject();
        Assert.Equal([credit, charge], Amounts(invoice));
        Assert.Equal([credit, charge], Amounts(preview));
        Assert.Equal(("subscription_update", "paid", credit + charge), ((string?)invoice["billing_reason"], (string?)invoice["status"], (long)invoice["amount_paid"]!));
        Assert.All(invoice["lines"]!["data"]!.AsArray(), l => Assert.True((bool)l!["parent"]!["subscription_item_details"]!["proration"]!));
        Assert.Equal(desk.Pro, Price(upgraded));
        Assert.Equal((start, end), BillingDesk.Period(upgraded));
    }

    [Fact]
    public async Task Upgrade_WithProrations_WaitsForTheNextInvoice()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var subscription = await desk.SubscribeAsync(await desk.CustomerAsync());
        var (start, end) = BillingDesk.Period(subscription);
        var id = BillingDesk.Id(subscription);

        await desk.PostAsync($"/v1/subscriptions/{id}", $"{Item(subscription, desk.Pro)}&proration_date={(start + end) / 2}");
        Assert.Equal([true, true], (await desk.ListAsync("/v1/invoiceitems?pending=true")).Select(i => (bool)i["proration"]!));
        Assert.Single(await desk.ListAsync($"/v1/invoices?subscription={id}"));
        var preview = await desk.PostAsync("/v1/invoices/create_preview", $"subscription={id}");
        desk.GoTo(end, 7200);

        var invoice = (await desk.ListAsync($"/v1/invoices?subscription={id}"))[0];
        Assert.Equal(3, invoice["lines"]!["data"]!.AsArray().Count);
        Assert.Equal(3000 + Amounts(invoice).Where(a => a is > 0 and < 3000).Sum() + Amounts(invoice).Where(a => a < 0).Sum(), (long)invoice["amount_paid"]!);
        Assert.Equal((long)invoice["total"]!, (long)preview["total"]!);
        Assert.Empty(await desk.ListAsync("/v1/invoiceitems?pending=true"));
    }

    [Fact]
    public async Task Upgrade_ToANewCycle_BillsAWholePeriodAndGivesTheRestBack()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var subscription = await desk.SubscribeAsync(await desk.CustomerAsync());
        var (start, end) = BillingDesk.Period(subscription);
        desk.GoTo(start, 10 * BillingDesk.Day);

        var changed = await desk.PostAsync(
            $"/v1/subscriptions/{BillingDesk.Id(subscription)}", $"{Item(subscription, desk.Pro)}&billing_cycle_anchor=now&proration_behavior=always_invoice&expand[]=latest_invoice");

        var (newStart, newEnd) = BillingDesk.Period(changed);
        Assert.InRange(newStart, start + (10 * BillingDesk.Day), start + (10 * BillingDesk.Day) + 60);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(newStart).AddMonths(1).ToUnixTimeSeconds(), newEnd);
        Assert.Equal([3000, -Rounded(1000, end - newStart, end - start)], Amounts(changed["latest_invoice"]!.AsObject()));

        desk.GoTo(end, 7200);
        Assert.Equal(2, (await desk.ListAsync($"/v1/invoices?subscription={BillingDesk.Id(subscription)}")).Count);
        desk.GoTo(newEnd, 7200);
        Assert.Equal(3, (await desk.ListAsync($"/v1/invoices?subscription={BillingDesk.Id(subscription)}")).Count);
    }

    [Fact]
    public async Task Downgrade_WithoutProrations_IsFreeAndRenewsAtTheNewPrice()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var subscription = await desk.SubscribeAsync(await desk.CustomerAsync(), desk.Pro);
        var (_, end) = BillingDesk.Period(subscription);
        var before = await desk.LastEventAsync();

        await desk.PostAsync($"/v1/subscriptions/{BillingDesk.Id(subscription)}", $"{Item(subscription, desk.Basic)}&proration_behavior=none");

        Assert.Equal(["customer.subscription.updated"], await desk.EventsAsync(before));
        desk.GoTo(end, 7200);
        Assert.Equal([1000L, 3000], (await desk.ListAsync($"/v1/invoices?subscription={BillingDesk.Id(subscription)}")).Select(i => (long)i["amount_paid"]!));
    }

    [Fact]
    public async Task Upgrade_ThatMustBePaid_ChangesNothingWhenDeclined()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = await desk.CustomerAsync();
        var subscription = await desk.SubscribeAsync(customer);
        await desk.GiveCardAsync(customer, "pm_card_chargeCustomerFail");
        var before = await desk.LastEventAsync();

        var refused = await desk.RefusedAsync(
            $"/v1/subscriptions/{BillingDesk.Id(subscription)}", $"{Item(subscription, desk.Pro)}&proration_behavior=always_invoice&payment_behavior=error_if_incomplete&billing_cycle_anchor=now");

        Assert.Equal((402, "card_declined"), refused);
        var same = await desk.GetAsync($"/v1/subscriptions/{BillingDesk.Id(subscription)}");
        Assert.Equal((desk.Basic, "active"), (Price(same), (string?)same["status"]));
        Assert.Empty(await desk.EventsAsync(before));
        Assert.Empty(await desk.ListAsync("/v1/invoiceitems?pending=true"));
        Assert.Single(await desk.ListAsync($"/v1/invoices?customer={customer}"));
    }

    [Theory]
    [InlineData(true, "customer.subscription.pending_update_applied")]
    [InlineData(false, "customer.subscription.pending_update_expired")]
    public async Task Upgrade_ThatWaitsForItsPayment_IsAppliedOrExpires(bool isPaid, string told)
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = await desk.CustomerAsync();
        var subscription = await desk.SubscribeAsync(customer);
        await desk.GiveCardAsync(customer, "pm_card_chargeCustomerFail");
        var id = BillingDesk.Id(subscription);

        var waiting = await desk.PostAsync($"/v1/subscriptions/{id}", $"{Item(subscription, desk.Pro)}&proration_behavior=always_invoice&payment_behavior=pending_if_incomplete&billing_cycle_anchor=now");
        Assert.Equal((desk.Basic, "active"), (Price(waiting), (string?)waiting["status"]));
        Assert.Equal(desk.Pro, (string?)waiting["pending_update"]!["subscription_items"]![0]!["price"]!["id"]);
        Assert.Equal(BillingDesk.Period(subscription), BillingDesk.Period(waiting));
        var invoice = (string)waiting["latest_invoice"]!;
        if (isPaid)
            await desk.PostAsync($"/v1/invoices/{invoice}/pay", $"payment_method={await MethodAsync(desk, customer)}");
        else
            desk.GoTo((long)waiting["pending_update"]!["expires_at"]!, 1);

        var after = await desk.GetAsync($"/v1/subscriptions/{id}");
        Assert.Null(after["pending_update"]);
        Assert.Equal(isPaid ? desk.Pro : desk.Basic, Price(after));
        Assert.Equal(isPaid ? "paid" : "void", (string?)(await desk.GetAsync($"/v1/invoices/{invoice}"))["status"]);
        Assert.Equal(id, (string?)Assert.Single(await desk.ListAsync($"/v1/events?type={told}"))["data"]!["object"]!["id"]);
    }

    [Fact]
    public async Task Upgrade_ThatMayWaitButIsPaid_IsAppliedAtOnce()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var subscription = await desk.SubscribeAsync(await desk.CustomerAsync());

        var upgraded = await desk.PostAsync($"/v1/subscriptions/{BillingDesk.Id(subscription)}", $"{Item(subscription, desk.Pro)}&proration_behavior=always_invoice&payment_behavior=pending_if_incomplete");

        Assert.Equal(desk.Pro, Price(upgraded));
        Assert.Null(upgraded["pending_update"]);
        Assert.Empty(await desk.ListAsync("/v1/events?type=customer.subscription.pending_update_applied"));
    }

    [Fact]
    public async Task Preview_OfAChange_LeavesNoTrace()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var subscription = await desk.SubscribeAsync(await desk.CustomerAsync());
        var before = await desk.LastEventAsync();

        await desk.PostAsync("/v1/invoices/create_preview", $"subscription={BillingDesk.Id(subscription)}&{Within(Item(subscription, desk.Pro))}&subscription_details[billing_cycle_anchor]=now");
        var fresh = await desk.PostAsync("/v1/invoices/create_preview", $"customer={(string?)subscription["customer"]}&subscription_details[items][0][price]={desk.Pro}");

        Assert.Equal(3000, (long)fresh["amount_due"]!);
        Assert.Empty(await desk.EventsAsync(before));
        Assert.Single(await desk.ListAsync("/v1/invoices"));
        Assert.Single(await desk.ListAsync("/v1/subscriptions"));
        Assert.Empty(await desk.ListAsync("/v1/invoiceitems"));
    }

    [Fact]
    public async Task Schedule_WithALaterPhase_ChangesThePlanAtRenewal()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var subscription = await desk.SubscribeAsync(await desk.CustomerAsync(), desk.Pro);
        var (start, end) = BillingDesk.Period(subscription);
        var schedule = BillingDesk.Id(await desk.PostAsync("/v1/subscription_schedules", $"from_subscription={BillingDesk.Id(subscription)}"));

        await desk.PostAsync(
            $"/v1/subscription_schedules/{schedule}",
            $"phases[0][items][0][price]={desk.Pro}&phases[0][start_date]={start}&phases[0][end_date]={end}&phases[1][items][0][price]={desk.Basic}&phases[1][duration][interval]=month&phases[1][duration][interval_count]=1");
        Assert.Equal(schedule, (string?)(await desk.GetAsync($"/v1/subscriptions/{BillingDesk.Id(subscription)}"))["schedule"]);
        desk.GoTo(end, 7200);

        var changed = await desk.GetAsync($"/v1/subscriptions/{BillingDesk.Id(subscription)}?expand[]=latest_invoice");
        Assert.Equal((desk.Basic, 1000L), (Price(changed), (long)changed["latest_invoice"]!["amount_paid"]!));
        desk.GoTo(BillingDesk.Period(changed).End, 7200);
        Assert.Equal("released", (string?)(await desk.GetAsync($"/v1/subscription_schedules/{schedule}"))["status"]);
        Assert.Null((await desk.GetAsync($"/v1/subscriptions/{BillingDesk.Id(subscription)}"))["schedule"]);
    }

    [Fact]
    public async Task Schedule_WhoseNextPriceWasTakenOffSale_ChargesWhatWasAgreed()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var subscription = await desk.SubscribeAsync(await desk.CustomerAsync());
        var (start, end) = BillingDesk.Period(subscription);
        var schedule = BillingDesk.Id(await desk.PostAsync("/v1/subscription_schedules", $"from_subscription={BillingDesk.Id(subscription)}"));
        var middle = start + ((end - start) / 2);
        await desk.PostAsync(
            $"/v1/subscription_schedules/{schedule}",
            $"phases[0][items][0][price]={desk.Basic}&phases[0][start_date]={start}&phases[0][end_date]={middle}&phases[1][items][0][price]={desk.Pro}&phases[1][end_date]={end + (60 * BillingDesk.Day)}");
        var dollars = BillingDesk.Id(await desk.PostAsync("/v1/prices", "currency=usd&unit_amount=1000&recurring[interval]=month&product_data[name]=Basic"));
        var (status, refused, _) = await desk.Sandbox.PostAsync($"/v1/subscription_schedules/{schedule}", $"phases[0][items][0][price]={dollars}&phases[0][start_date]={start}");
        Assert.Equal((400, "phases[0][items][0][price]"), (status, refused.Text("error.param")));
        await desk.PostAsync($"/v1/prices/{desk.Pro}", "active=false");

        desk.GoTo(end, 7200);

        var renewed = await desk.GetAsync($"/v1/subscriptions/{BillingDesk.Id(subscription)}?expand[]=latest_invoice");
        Assert.Equal((end, desk.Pro), (BillingDesk.Period(renewed).Start, Price(renewed)));
        Assert.Equal(("subscription_cycle", "paid"), (renewed.Text("latest_invoice.billing_reason"), renewed.Text("latest_invoice.status")));
    }

    private static async Task<string> MethodAsync(BillingDesk desk, string customer) =>
        BillingDesk.Id(await desk.PostAsync("/v1/payment_methods/pm_card_visa/attach", $"customer={customer}"));

    private static string Item(JsonObject subscription, string price) => $"items[0][id]={(string?)subscription["items"]!["data"]![0]!["id"]}&items[0][price]={price}";

    /// <summary>A change's parameters as the preview takes them.</summary>
    private static string Within(string change) => string.Join('&', change.Split('&').Select(p =>
    {
        var cut = p.IndexOfAny(['[', '=']);
        return $"subscription_details[{p[..cut]}]{p[cut..]}";
    }));

    private static string? Price(JsonObject subscription) => (string?)subscription["items"]!["data"]![0]!["price"]!["id"];

    private static List<long> Amounts(JsonObject invoice) => [.. invoice["lines"]!["data"]!.AsArray().Select(l => (long)l!["amount"]!)];

    private static long Rounded(long amount, long part, long whole) => (long)Math.Round((decimal)amount * part / whole, MidpointRounding.AwayFromZero);
}
