using Stripe.Sandbox;

namespace Billing.Stripe.Tests.Sandbox;

/// <summary>It plays the bank: it must not lose, double or stall anything, whatever happens around it.</summary>
public sealed class SteadinessTests
{
    [Fact]
    public async Task Files_AsAKillLeavesThem_HoldEverythingThatWasAnswered()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var left = Directory.CreateTempSubdirectory("sandbox-left-").FullName;
        await using var killed = await TestSandbox.StartAsync();
        await killed.CreateAsync("webhook_endpoints", $"url={receiver.Url}&enabled_events[]=payment_intent.succeeded");
        killed.Server.Fault(FaultKind.RateLimit, "POST", "/v1/refunds");
        killed.Server.HoldWebhooks();
        const string charge = "amount=1000&currency=eur&confirm=true&payment_method=pm_card_visa";
        var paid = await killed.PostAsync("/v1/payment_intents", charge, "charge:1");
        var declined = await killed.PostAsync("/v1/payment_intents", charge + "_chargeDeclined", "charge:2");

        // Nothing is closed and nothing written out first: these are the files of a process that is gone.
        foreach (var file in Directory.GetFiles(killed.Folder))
            await CopyAsync(file, Path.Combine(left, Path.GetFileName(file)));
        await using (var again = await TestSandbox.StartAsync(left))
        {
            var replayed = await again.PostAsync("/v1/payment_intents", charge, "charge:1");
            Assert.Equal((200, paid.Body.Text("id"), "true"), (replayed.Status, replayed.Body.Text("id"), replayed.Headers.GetValues("Idempotent-Replayed").Single()));
            Assert.Equal((402, declined.Body.ToJsonString()), await StatusAndBodyAsync(again.PostAsync("/v1/payment_intents", charge + "_chargeDeclined", "charge:2")));
            Assert.Equal(2, (await again.ReadAsync("payment_intents"))["data"]!.AsArray().Count);
            Assert.Equal(429, (await again.PostAsync("/v1/refunds", $"payment_intent={paid.Body.Text("id")}")).Status);
            Assert.Equal(1, again.Server.ReleaseWebhooks());
            await Eventually.HoldsAsync(() => receiver.Types.SequenceEqual(["payment_intent.succeeded"]), "what was held");
        }

        Directory.Delete(left, recursive: true);
    }

    [Fact]
    public async Task Confirm_TwentyTimesAtOnce_ChargesOnce()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var intent = (await sandbox.CreateAsync("payment_intents", "amount=1000&currency=eur&payment_method=pm_card_visa")).Text("id");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => sandbox.PostAsync($"/v1/payment_intents/{intent}/confirm", string.Empty)));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal("payment_intent_unexpected_state", a.Body.Text("error.code")));
        Assert.Single((await sandbox.ReadAsync($"charges?payment_intent={intent}"))["data"]!.AsArray());
    }

    [Fact]
    public async Task Key_SentTwentyTimesAtOnce_RunsOnce()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => sandbox.PostAsync("/v1/payment_intents", "amount=1000&currency=eur&confirm=true&payment_method=pm_card_visa", "k1")));

        Assert.Single(answers.Where(a => a.Status == 200).Select(a => a.Body.Text("id")).Distinct());
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal((409, "idempotency_key_in_use"), (a.Status, a.Body.Text("error.code"))));
        Assert.Single((await sandbox.ReadAsync("charges"))["data"]!.AsArray());
    }

    [Fact]
    public async Task Upgrade_TwentyTimesAtOnce_LeavesOneItemAndOneInvoiceForEachThatWasTaken()
    {
        await using var desk = await BillingDesk.OpenAsync();
        var subscription = await desk.SubscribeAsync(await desk.CustomerAsync());
        var (id, item) = (BillingDesk.Id(subscription), (string)subscription["items"]!["data"]![0]!["id"]!);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => desk.Sandbox.PostAsync(
            $"/v1/subscriptions/{id}", $"items[0][id]={item}&items[0][price]={desk.Pro}&proration_behavior=none&billing_cycle_anchor=now&payment_behavior=error_if_incomplete")));

        var taken = answers.Count(a => a.Status == 200);
        Assert.Equal(20, taken);
        Assert.Single((await desk.GetAsync($"/v1/subscriptions/{id}"))["items"]!["data"]!.AsArray());
        var invoices = await desk.ListAsync($"/v1/invoices?subscription={id}&limit=100");
        Assert.Equal((taken + 1, taken), (invoices.Count, invoices.Count(i => (string?)i["billing_reason"] == "subscription_update")));
        Assert.Equal(invoices.Count, invoices.Select(i => (string)i["number"]!).Distinct().Count());
    }

    [Fact]
    public async Task Receiver_ThatHangs_HoldsUpNeitherTheOthersNorTheClock()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var stuck = new HangingReceiver();
        await using var receiver = await WebhookReceiver.StartAsync();
        await sandbox.CreateAsync("webhook_endpoints", $"url={stuck.Url}&enabled_events[]=*");
        await sandbox.CreateAsync("webhook_endpoints", $"url={receiver.Url}&enabled_events[]=*");
        await sandbox.CustomerAsync();
        await Eventually.HoldsAsync(() => receiver.Received.Count == 1, "the first event");

        var paid = await sandbox.PaidAsync("pm_card_createDispute");

        await Eventually.HoldsAsync(() => receiver.Types.Contains("charge.dispute.created"), "what the clock brought, at the receiver that answers");
        Assert.Equal("succeeded", paid.Text("status"));
    }

    private static async Task CopyAsync(string from, string to)
    {
        await using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using var target = File.Create(to);
        await source.CopyToAsync(target);
    }

    private static async Task<(int Status, string Body)> StatusAndBodyAsync(Task<(int Status, System.Text.Json.Nodes.JsonObject Body, System.Net.Http.Headers.HttpResponseHeaders Headers)> call)
    {
        var answer = await call;
        return (answer.Status, answer.Body.ToJsonString());
    }
}
