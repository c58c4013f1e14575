using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>Plans that the provider's subscription collects, told event by event.</summary>
public abstract class PlanSubscriptionHost : IDisposable
{
    protected static readonly Instant Start = Instant.At(2026, 3, 10, 12);

    protected PlanHouse House { get; } = new(Start, OwnBook.CollectedByTheProvider);

    public void Dispose()
    {
        House.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task<AccountId> Customer(string book = "modelstack")
    {
        var account = House.Ledger.OpenAccount(book: book);
        await House.SaveCard(account);
        return account;
    }

    /// <summary>The period is over and the renewal is not paid; answers its invoice.</summary>
    protected async Task<string> Decline(AccountId account)
    {
        House.Ledger.Clock.MoveTo((await House.Look(account)).PeriodEnd);
        House.Provider.Otherwise = Script.Decline;
        var invoice = House.Provider.TurnOver()!;
        await HearOfEverything();
        return invoice;
    }

    protected Task<Outcome<bool>> Pay(AccountId account) => House.Flows.Pay.Run(OpenHouse.Anybody, account, House.NextKey(), default);

    /// <summary>Every event there could be, several times over.</summary>
    protected async Task HearOfEverything(int times = 1, bool backwards = false)
    {
        for (var i = 0; i < times; i++)
        {
            var invoices = House.Provider.Invoices.Select(invoice => invoice.Id).ToList();
            if (backwards) invoices.Reverse();
            foreach (var invoice in invoices) Assert.Null(await House.Flows.Settle.Run(invoice, default));
            Assert.Null(await House.Flows.Follow.Run(House.Provider.Only.Id, default));
        }
    }

    protected async Task<(string Plan, string Balance, string Taken)> Stands(AccountId account)
    {
        var row = await House.Look(account);
        var wallet = House.Ledger.Writer.Find(account)!;
        var currency = House.Ledger.Writer.Books.At(wallet.PriceBook, House.Ledger.Clock.Now).Book.Currency;
        return (row.Plan, wallet.BalanceAmount.ToDecimalText(), House.Provider.Taken(currency).ToDecimalText());
    }

    protected Task<List<PaymentRow>> Payments(AccountId account) => House.Ledger.Writer.Run(scope =>
    {
        var number = scope.Find(account)!.Account;
        return scope.Db.Payments.Where(payment => payment.Account == number).OrderBy(payment => payment.Number).ToList();
    }, default);

    protected Task<List<RedemptionState>> Redemptions(AccountId account) => House.Ledger.Writer.Run(scope =>
    {
        var number = scope.Find(account)!.Account;
        return scope.Db.Redemptions.Where(use => use.Account == number).Select(use => use.State).ToList();
    }, default);

    protected Task<string> Told(AccountId account, string kind) => House.Ledger.Writer.Run(scope =>
    {
        var number = scope.Find(account)!.Account;
        return scope.Db.Commands.Single(command => command.Account == number && command.Kind == kind).Reason!;
    }, default);
}

internal static class SubscriptionRows
{
    public static Period PeriodOf(this SubscriptionRow row) => new(row.PeriodStart, row.PeriodEnd);
}
