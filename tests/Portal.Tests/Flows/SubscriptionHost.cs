using Billing.PriceBooks;
using Billing.Service;
using Billing.Service.Access;
using Billing.Service.Flows;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Plans;
using Billing.Service.Jobs;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal.Demo;

namespace Portal.Tests.Flows;

/// <summary>Organisations whose plans the local payment provider collects, and both clocks.</summary>
public abstract class SubscriptionHost(FlowHost host)
{
    protected FlowHost Host { get; } = host;

    protected Instant Now => Host.Get<BillingClock>().Now;

    protected static string Key() => Guid.NewGuid().ToString("N");

    protected async Task<AccountId> Customer(string book, string? card)
    {
        var account = new AccountId(Guid.CreateVersion7());
        await Host.Get<OpenAccount>().Open(account, "Acme", book, default);
        await Host.Found(account);
        if (card is not null) await Card(account, card);
        return account;
    }

    protected async Task Card(AccountId account, string card) =>
        Assert.Null((await Host.Get<SaveCard>().Run(Host.Owner, account, card, "owner@demo.example", Key(), default)).Refusal);

    protected async Task<PlanQuote> Quote(AccountId account, string plan, string? code = null, BillingInterval interval = BillingInterval.Month) =>
        (await Host.Get<QuotePlanChange>().Run(Host.Owner, account, plan, interval, code, default)).Value;

    protected async Task<ChangedPlan> Take(AccountId account, string plan, string? code = null, BillingInterval interval = BillingInterval.Month) =>
        (await Host.Get<ChangePlan>().Run(Host.Owner, account, (await Quote(account, plan, code, interval)).Id, Key(), default)).Value;

    /// <summary>The renewal comes due with a card that has expired meanwhile.</summary>
    protected async Task Decline(AccountId account)
    {
        Host.Sandbox.ExpireCard(await Read(account, (db, number) => db.Customers.Single(row => row.Account == number).Card!));
        MoveTo((await Row(account)).PeriodEnd.Plus(TimeSpan.FromMinutes(90)));
        await Heard();
    }

    protected void MoveTo(Instant to)
    {
        Host.MoveTo(to);
        // A commit that had begun still reads the old time; what is asked for after it reads the new one.
        Host.Get<Writer>().Run(_ => true, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Every webhook has been delivered and worked off, and the jobs have looked.</summary>
    protected async Task Heard()
    {
        for (var waited = 0; waited < 400; waited++)
        {
            if (Host.Sandbox.UndeliveredWebhooks == 0)
            {
                await Host.Get<InboxJob>().RunNow(default);
                await Host.Get<RenewalsJob>().RunNow(default);
                if ((await Host.Inbox()).All(row => row.HandledAt is not null)) return;
            }

            await Task.Delay(25);
        }

        Assert.Fail(string.Join('\n', (await Host.Inbox()).Where(row => row.HandledAt is null).Select(row => $"{row.Type}: {row.LastError}")));
    }

    protected (string Plan, string Balance) Stands(AccountId account)
    {
        var row = Host.Writer.Run(scope => scope.Db.Subscriptions.Find(scope.Find(account)!.Account)!.Plan, default).GetAwaiter().GetResult();
        return (row, Host.Writer.Find(account)!.BalanceAmount.ToDecimalText());
    }

    protected Task<SubscriptionRow> Row(AccountId account) => Host.Writer.Run(scope => scope.Db.Subscriptions.Find(scope.Find(account)!.Account)!, default);

    protected async Task<GatewaySubscription> Provider(AccountId account) =>
        ((GatewayAnswer<GatewaySubscription>.Done)await Host.Get<ISubscriptionGateway>().FindSubscription((await Row(account)).GatewaySubscription!, default)).Value;

    protected Task<string> Session(AccountId account) => Read(account, (db, number) => db.Payments.Single(row => row.Account == number).GatewaySession!);

    protected Task<List<string>> Payments(AccountId account) => Read(account, (db, number) => db.Payments.Where(row => row.Account == number).OrderBy(row => row.Number).AsEnumerable()
        .Select(row => $"{new Amount(row.Amount, new Asset(row.Asset)).ToDecimalText()} {row.State} {row.Method}").ToList());

    protected Task<int> Mails(AccountId account, string kind) => Read(account, (db, _) =>
        db.Outbox.AsEnumerable().Count(row => row.Key.StartsWith(kind, StringComparison.Ordinal) && row.Mail.Contains(account.ToString(), StringComparison.Ordinal)));

    protected async Task<T> Read<T>(AccountId account, Func<BillingDb, int, T> read)
    {
        await using var db = Host.Get<BillingReader>().OpenContext();
        return read(db, Host.Writer.Find(account)!.Account);
    }
}
