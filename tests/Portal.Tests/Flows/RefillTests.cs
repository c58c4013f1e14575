using Billing.Metering;
using Billing.Service;
using Billing.Service.Flows;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Refills;
using Billing.Service.Flows.TopUps;
using Billing.Service.Jobs;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using Stripe.Sandbox;

namespace Portal.Tests.Flows;

/// <summary>Automatic refill through the provider's HTTP and its webhooks (F6 to F9): threshold 500, refill 2,000 credits for $20.</summary>
public sealed class RefillTests(FlowHost host) : IClassFixture<FlowHost>
{
    private const string Charges = "/v1/payment_intents";

    [Fact]
    public async Task Usage_CrossingTheThreshold_IsRefilledOnceByAnswerAndEvents()
    {
        var account = await Customer("pm_card_visa");
        Assert.Null((await TurnOn(account)).Refusal);
        Assert.Equal("2000", Balance(account));
        Later(TimeSpan.FromMinutes(11));

        await Use(account, hours: 26);
        await Until(() => Task.FromResult(Balance(account) == "2440"));
        await Heard();
        foreach (var heard in await host.Inbox()) host.Sandbox.Redeliver(heard.EventId, 2);
        await Heard();

        Assert.Equal("2440", Balance(account));
        Assert.Equal(["20 Paid Visa 4242", "20 Paid Visa 4242"], (await Orders(account)).Select(Line));
        Assert.Equal(2, (await AtProvider(account)).Count(payment => payment.State == GatewayPaymentState.Succeeded));
        Assert.Contains("The balance went from 440 credits to 2,440 credits.", (await Diary(account)).Last(line => line.Decision == "paid").Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Card_TheBankRefuses_BacksOffAndChargesNothing()
    {
        var account = await Customer("pm_card_chargeCustomerFail");

        Assert.Equal(PaymentState.Failed, (await TurnOn(account)).Value.Payment);
        await Heard();

        Assert.Equal("0", Balance(account));
        var row = await Row(account);
        Assert.Equal((RefillState.On, 1), (row.State, row.Failures));
        Assert.True(row.NotBefore - host.Get<BillingClock>().Now > TimeSpan.FromMinutes(55));
        Assert.DoesNotContain(await AtProvider(account), payment => payment.State == GatewayPaymentState.Succeeded);
        Assert.Equal(1, await Mails(account));
    }

    [Fact]
    public async Task Card_ThatNeedsThePayer_IsCalledOffPausedAndPaidOnANewPage()
    {
        var account = await Customer("pm_card_authenticationRequired");

        Assert.Equal(PaymentState.Failed, (await TurnOn(account)).Value.Payment);
        await Heard();

        Assert.Equal((RefillState.Paused, RefillPause.NeedsPayer), ((await Row(account)).State, (await Row(account)).PausedBecause));
        Assert.Equal([GatewayPaymentState.Cancelled], (await AtProvider(account)).Select(payment => payment.State));
        Assert.Equal(1, await Mails(account));
        var page = await host.Get<StartTopUp>().Run(host.Owner, account, Amount.Parse("20", Asset.Usd), Key(), "owner@demo.example", default);
        Assert.Null(host.Sandbox.PaySession(page.Value.Session, "4242424242424242"));
        await Heard();
        Assert.Equal("2000", Balance(account));
    }

    [Fact]
    public async Task Answer_Lost_IsSettledByTheEventOrTheSameKeyAndChargedOnce()
    {
        var account = await Customer("pm_card_visa");
        host.Sandbox.Fault(FaultKind.LostAnswer, "POST", Charges, times: 3);

        var set = await TurnOn(account);
        host.Sandbox.ClearFaults();
        await Heard();
        foreach (var open in (await Orders(account)).Where(order => order.State == PaymentState.Created)) await host.Get<ChargeCard>().Run(open.Id, default);

        Assert.Null(set.Refusal);
        Assert.Equal("2000", Balance(account));
        Assert.Single(await AtProvider(account));
        Assert.Equal(["20 Paid Visa 4242"], (await Orders(account)).Select(Line));
    }

    [Fact]
    public async Task Provider_Away_LeavesItOpenAndTheJanitorFinishesIt()
    {
        var account = await Customer("pm_card_visa");
        host.Sandbox.Away(true);
        var set = await TurnOn(account);
        Assert.Equal((true, null), (set.Value.First.Started, set.Value.Payment));
        Assert.Equal("0", Balance(account));

        host.Sandbox.Away(false);
        Later(TimeSpan.FromMinutes(2));
        await host.Get<OpenItemsJob>().RunNow(default);
        await Heard();

        Assert.Equal("2000", Balance(account));
        Assert.Single(await AtProvider(account));
    }

    private static string Key() => Guid.NewGuid().ToString("N");

    private static string Line(PaymentRow row) => $"{new Amount(row.Amount, new Asset(row.Asset)).ToDecimalText()} {row.State} {row.Method}";

    private async Task<AccountId> Customer(string card)
    {
        var account = new AccountId(Guid.CreateVersion7());
        await host.Get<OpenAccount>().Open(account, "Acme", "deployments", default);
        await host.Found(account);
        Assert.Null((await host.Get<SaveCard>().Run(host.Owner, account, card, "owner@demo.example", Key(), default)).Refusal);
        return account;
    }

    private Task<Outcome<SetRefillResult>> TurnOn(AccountId account)
    {
        var unit = host.Writer.Find(account)!.Asset;
        var settings = new Billing.Refills.AutoRefillSettings(Amount.Whole(500, unit), Amount.Whole(2_000, unit), Amount.Whole(100, Asset.Usd), 3);
        return host.Get<SetRefill>().Run(host.Owner, account, new(settings, Amount.Whole(20, Asset.Usd)), default);
    }

    private Task Use(AccountId account, int hours)
    {
        var quantities = new Quantities();
        quantities[Measure.Seconds] = hours * 3_600L * Measure.Seconds.Scale();
        return host.Writer.Ingest(new(account, null, [new() { Id = Key(), Source = "test", Meter = "instance_hour", Model = "gpu-s", Time = host.Get<BillingClock>().Now, Quantities = quantities }]), default);
    }

    private void Later(TimeSpan span) => host.MoveTo(host.Get<BillingClock>().Now.Plus(span));

    /// <summary>Every webhook has been delivered and worked off.</summary>
    private Task Heard() => Until(async () =>
    {
        if (host.Sandbox.UndeliveredWebhooks != 0) return false;
        await host.Get<InboxJob>().RunNow(default);
        return (await host.Inbox()).All(row => row.HandledAt is not null);
    });

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await holds()) await tick.WaitForNextTickAsync(deadline.Token);
    }

    private string Balance(AccountId account) => host.Writer.Find(account)!.BalanceAmount.ToDecimalText();

    private Task<RefillRow> Row(AccountId account) => Read(account, (db, number) => db.Refills.Single(row => row.Account == number));

    private Task<List<PaymentRow>> Orders(AccountId account) =>
        Read(account, (db, number) => db.Payments.Where(row => row.Account == number && row.Purpose == PaymentPurpose.Refill).OrderBy(row => row.Number).ToList());

    private Task<List<RefillNoteRow>> Diary(AccountId account) => Read(account, (db, number) => db.RefillNotes.Where(row => row.Account == number).OrderBy(row => row.Number).ToList());

    private Task<int> Mails(AccountId account) => Read(account, (db, _) =>
        db.Outbox.AsEnumerable().Count(row => row.Key.StartsWith("refill-failed:", StringComparison.Ordinal) && row.Mail.Contains(account.ToString(), StringComparison.Ordinal)));

    private async Task<List<GatewayPayment>> AtProvider(AccountId account)
    {
        var customer = await Read(account, (db, number) => db.Customers.Single(row => row.Account == number).GatewayCustomer);
        return await host.Get<IGatewayRecords>().Payments(host.Get<BillingClock>().Now.PlusDays(-2), default).Where(payment => payment.CustomerId == customer).ToListAsync();
    }

    private async Task<T> Read<T>(AccountId account, Func<BillingDb, int, T> read)
    {
        await using var db = host.Get<BillingReader>().OpenContext();
        return read(db, host.Writer.Find(account)!.Account);
    }
}
