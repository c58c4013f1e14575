using System.Net;

namespace Billing.Stripe.Tests.Sandbox;

public sealed class InvoiceTests
{
    [Fact]
    public async Task Item_ThatWaits_GoesOntoTheNextRenewal()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = await desk.CustomerAsync();
        var subscription = await desk.SubscribeAsync(customer);
        await desk.PostAsync("/v1/invoiceitems", $"customer={customer}&currency=eur&amount=700&description=Overage");
        await desk.PostAsync("/v1/invoiceitems", $"customer={customer}&currency=eur&amount=-200&description=Goodwill&subscription={BillingDesk.Id(subscription)}");
        var forgotten = await desk.PostAsync("/v1/invoiceitems", $"customer={customer}&currency=eur&amount=50");
        await desk.DeleteAsync($"/v1/invoiceitems/{BillingDesk.Id(forgotten)}");

        desk.GoTo(BillingDesk.Period(subscription).End, 7200);

        var invoice = (await desk.ListAsync($"/v1/invoices?subscription={BillingDesk.Id(subscription)}"))[0];
        Assert.Equal(1500, (long)invoice["amount_paid"]!);
        Assert.Equal(["subscription_item_details", "invoice_item_details", "invoice_item_details"], invoice["lines"]!["data"]!.AsArray().Select(l => (string?)l!["parent"]!["type"]));
        Assert.All(await desk.ListAsync("/v1/invoiceitems"), i => Assert.Equal(BillingDesk.Id(invoice), (string?)i["invoice"]));
    }

    [Fact]
    public async Task Invoice_MadeByHand_RunsThroughItsStates()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = await desk.CustomerAsync();
        var before = await desk.LastEventAsync();
        await desk.PostAsync("/v1/invoiceitems", $"customer={customer}&currency=eur&amount=1200");

        var draft = await desk.PostAsync("/v1/invoices", $"customer={customer}&currency=eur&pending_invoice_items_behavior=include");
        Assert.Equal(("draft", 1200L), ((string?)draft["status"], (long)draft["amount_due"]!));
        Assert.Null(draft["number"]);
        var open = await desk.PostAsync($"/v1/invoices/{BillingDesk.Id(draft)}/finalize", string.Empty);
        Assert.Equal("open", (string?)open["status"]);
        Assert.EndsWith("-0001", (string?)open["number"]);
        var paid = await desk.PostAsync($"/v1/invoices/{BillingDesk.Id(draft)}/pay", string.Empty);

        Assert.Equal(("paid", 1200L, 0L, 1), ((string?)paid["status"], (long)paid["amount_paid"]!, (long)paid["amount_remaining"]!, (int)paid["attempt_count"]!));
        Assert.Equal((400, "invoice_already_paid"), await desk.RefusedAsync($"/v1/invoices/{BillingDesk.Id(draft)}/pay", string.Empty));
        Assert.Equal((400, "status_transition_invalid"), await desk.RefusedAsync($"/v1/invoices/{BillingDesk.Id(draft)}/void", string.Empty));
        Assert.Equal(
            [
                "invoiceitem.created", "invoice.created", "invoice.finalized", "payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "invoice.paid", "invoice_payment.paid",
                "invoice.payment_succeeded", "charge.updated",
            ],
            await desk.EventsAsync(before));
    }

    [Theory]
    [InlineData("void", "void", "canceled")]
    [InlineData("mark_uncollectible", "uncollectible", "requires_payment_method")]
    public async Task Invoice_GivenUp_IsNoLongerCollected(string act, string status, string intent)
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = await desk.CustomerAsync();
        var open = await OpenInvoiceAsync(desk, customer, 900);

        Assert.Equal(status, (string?)(await desk.PostAsync($"/v1/invoices/{open}/{act}", string.Empty))["status"]);

        Assert.Equal(intent, (string?)Assert.Single(await desk.ListAsync($"/v1/payment_intents?customer={customer}"))["status"]);
        if (act == "mark_uncollectible")
            Assert.Equal("paid", (string?)(await desk.PostAsync($"/v1/invoices/{open}/pay", string.Empty))["status"]);
        else
            Assert.Equal(400, (await desk.RefusedAsync($"/v1/invoices/{open}/pay", string.Empty)).Status);
    }

    [Theory]
    [InlineData(-300, 600, 0)]
    [InlineData(-1500, 0, -600)]
    [InlineData(200, 1100, 0)]
    public async Task Balance_OfTheCustomer_IsSettledWithTheInvoice(long balance, long due, long left)
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = await desk.CustomerAsync(more: $"&balance={balance}");

        var invoice = await desk.GetAsync($"/v1/invoices/{await OpenInvoiceAsync(desk, customer, 900)}");

        Assert.Equal((balance, left, due), ((long)invoice["starting_balance"]!, (long)invoice["ending_balance"]!, (long)invoice["amount_due"]!));
        Assert.Equal(due == 0 ? "paid" : "open", (string?)invoice["status"]);
        Assert.Equal(left, (long)(await desk.GetAsync($"/v1/customers/{customer}"))["balance"]!);
    }

    [Fact]
    public async Task Page_OfAnOpenInvoice_TakesACard()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var id = await OpenInvoiceAsync(desk, await desk.CustomerAsync(), 900);
        var page = (string)(await desk.GetAsync($"/v1/invoices/{id}"))["hosted_invoice_url"]!;
        Assert.Contains("€9.00", WebUtility.HtmlDecode(await desk.Sandbox.Http.GetStringAsync(page)));

        using var declined = await PayAsync(desk, page, "4000000000000002");
        Assert.Contains("Your card was declined.", WebUtility.HtmlDecode(await desk.Sandbox.Http.GetStringAsync(page)));
        using var bank = await PayAsync(desk, page, "4000000000003220");
        Assert.StartsWith("/3ds/pi_", bank.Headers.Location!.ToString());
        using var passed = await desk.Sandbox.Http.PostAsync(bank.Headers.Location, new FormUrlEncodedContent([new("decision", "pass")]));

        Assert.Equal("paid", (string?)(await desk.GetAsync($"/v1/invoices/{id}"))["status"]);
        Assert.Contains("Paid on", await desk.Sandbox.Http.GetStringAsync(page));
        Assert.Contains("€9.00", WebUtility.HtmlDecode(await desk.Sandbox.Http.GetStringAsync((string)(await desk.GetAsync($"/v1/invoices/{id}"))["invoice_pdf"]!)).Replace("<span class=\"cents\">", string.Empty, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DE", "", 190, "standard_rated")]
    [InlineData("FI", "", 255, "standard_rated")]
    [InlineData("FR", "&tax_id_data[0][type]=eu_vat&tax_id_data[0][value]=FR12345678901", 0, "reverse_charge")]
    [InlineData("DE", "&tax_exempt=exempt", 0, "customer_exempt")]
    [InlineData("US", "", 0, "not_collecting")]
    public async Task Tax_WhereItIsAutomatic_FollowsTheCustomersCountry(string country, string more, long tax, string reason)
    {
        await using var desk = await BillingDesk.OpenAsync();
        var customer = await desk.CustomerAsync(more: $"&address[country]={country}{more}");

        var invoice = (await desk.SubscribeAsync(customer, more: "&automatic_tax[enabled]=true&expand[]=latest_invoice"))["latest_invoice"]!;

        Assert.Equal((1000L, 1000 + tax, "complete"), ((long)invoice["total_excluding_tax"]!, (long)invoice["total"]!, (string?)invoice["automatic_tax"]!["status"]));
        var entry = Assert.Single(invoice["total_taxes"]!.AsArray())!;
        Assert.Equal((tax, reason), ((long)entry["amount"]!, (string?)entry["taxability_reason"]));
        Assert.Equal(country, (string?)(await desk.GetAsync($"/v1/tax_rates/{(string?)entry["tax_rate_details"]!["tax_rate"]}"))["country"]);
    }

    [Fact]
    public async Task Ledger_OfTheSandbox_IsTheSameAfterARestart()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-").FullName;
        string subscription;
        await using (var before = await TestSandbox.StartAsync(folder))
        {
            var price = (string)(await before.PostAsync("/v1/prices", "currency=eur&unit_amount=1000&recurring[interval]=month&product_data[name]=Basic")).Body["id"]!;
            var customer = (string)(await before.PostAsync("/v1/customers", "name=Mara")).Body["id"]!;
            var method = (string)(await before.PostAsync("/v1/payment_methods/pm_card_visa/attach", $"customer={customer}")).Body["id"]!;
            subscription = (string)(await before.PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={price}&default_payment_method={method}")).Body["id"]!;
        }

        await using (var after = await TestSandbox.StartAsync(folder))
        {
            after.Server.ClockOffset = TimeSpan.FromDays(32);
            Assert.Equal(2, (await after.GetAsync($"/v1/invoices?subscription={subscription}&status=paid")).Body["data"]!.AsArray().Count);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> OpenInvoiceAsync(BillingDesk desk, string customer, long amount)
    {
        await desk.PostAsync("/v1/invoiceitems", $"customer={customer}&currency=eur&amount={amount}");
        var id = BillingDesk.Id(await desk.PostAsync("/v1/invoices", $"customer={customer}&currency=eur&pending_invoice_items_behavior=include"));
        await desk.PostAsync($"/v1/invoices/{id}/finalize", string.Empty);
        return id;
    }

    private static Task<HttpResponseMessage> PayAsync(BillingDesk desk, string page, string number) => desk.Sandbox.Http.PostAsync(
        page, new FormUrlEncodedContent([new("email", "mara@halden.example"), new("number", number), new("expiry", "12 / 34"), new("cvc", "123"), new("name", "Mara Kessler")]));
}
