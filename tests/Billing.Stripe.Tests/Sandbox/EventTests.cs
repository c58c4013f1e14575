namespace Billing.Stripe.Tests.Sandbox;

/// <summary>What an event says of the change it tells.</summary>
public sealed class EventTests
{
    [Fact]
    public async Task Event_OfAChange_NamesOnlyWhatChangedAsItWas()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var customer = await sandbox.CustomerAsync();
        await sandbox.CreateAsync($"customers/{customer}", "metadata[a]=1&metadata[b]=2&address[city]=Bonn");

        var card = await sandbox.CardOfAsync(customer);
        await sandbox.CreateAsync($"customers/{customer}", $"metadata[a]=3&metadata[c]=4&invoice_settings[default_payment_method]={card}");

        var told = (await sandbox.ReadAsync("events?type=customer.updated&limit=1"))["data"]![0]!["data"]!["previous_attributes"]!;
        Assert.Equal("""{"invoice_settings":{"default_payment_method":null},"metadata":{"a":"1","c":null}}""", told.ToJsonString());
    }

    [Fact]
    public async Task Event_OfARefund_SaysWhatWasRefundedBefore()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var paid = await sandbox.PaidAsync();
        await sandbox.CreateAsync("refunds", $"payment_intent={paid.Text("id")}&amount=300");
        await sandbox.CreateAsync("refunds", $"payment_intent={paid.Text("id")}&amount=700");

        var told = (await sandbox.ReadAsync("events?type=charge.refunded&limit=1"))["data"]![0]!["data"]!;

        Assert.Equal(("1000", "300", "false"), (told.Text("object.amount_refunded"), told.Text("previous_attributes.amount_refunded"), told.Text("previous_attributes.refunded")));
    }

    [Fact]
    public async Task Event_OfACardReplacedByItsNetwork_SaysWhatItWas()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var card = await sandbox.CardOfAsync(await sandbox.CustomerAsync());

        sandbox.Server.ReplaceCard(card, "5555555555554444");

        var told = (await sandbox.ReadAsync("events?type=payment_method.automatically_updated"))["data"]![0]!["data"]!;
        Assert.Equal(("4444", "4242"), (told.Text("object.card.last4"), told.Text("previous_attributes.card.last4")));
    }
}
