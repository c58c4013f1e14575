using System.Globalization;
using Billing.Corrections;
using Billing.Credits;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.Service.Access;
using Billing.Service.Audit;
using Billing.Service.Flows.MoneyBack;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.TopUps;
using Billing.Units;
using PaymentState = Billing.Service.Storage.PaymentState;

namespace Billing.Service.Tests.Flows.MoneyBack;

/// <summary>A ledger, a bank, and customers whose purchases are paid.</summary>
public sealed class MoneyBackHouse : IDisposable
{
    public static readonly Actor.Operator Support = new(Guid.Empty, "Support");

    private int _payments;

    public MoneyBackHouse(bool durable = true)
    {
        Ledger = new(durable: durable);
        Refunds = new(Ledger.Writer, new OpenHouse(), Bank);
        Sync = new(Ledger.Writer, Bank, Bank.Records);
        Disputes = new(Ledger.Writer, Bank);
    }

    public TestLedger Ledger { get; }
    public RefundBank Bank { get; } = new();
    public RefundPayment Refunds { get; private set; }
    public SyncMoneyBack Sync { get; private set; }
    public SyncDispute Disputes { get; private set; }

    /// <summary>A purchase by the book's tiers, paid and credited.</summary>
    public Bought Buy(AccountId account, string money)
    {
        var intent = string.Create(CultureInfo.InvariantCulture, $"pi_{++_payments}");
        var payment = new PaymentId(Guid.CreateVersion7());
        Ledger.Writer.Run(scope =>
        {
            var wallet = scope.Find(account)!;
            var book = scope.BookOf(wallet.Account, scope.Now);
            var quote = ((TopUpAnswer.Accepted)TopUpDecision.Quote(book, Amount.Parse(money, book.Currency))).Quote;
            var row = new PaymentRow
            {
                Id = payment, Account = wallet.Account, Amount = quote.Pay.Units, Asset = quote.Pay.Asset.Code, Base = quote.Base.Units, Bonus = quote.Bonus.Units,
                State = PaymentState.Paid, GatewayPayment = intent, Method = "Visa 4242", Created = scope.Now, PaidAt = scope.Now, IdempotencyKey = intent,
            };
            scope.Db.Payments.Add(row);
            scope.Db.SaveChanges();
            foreach (var bought in TopUpDecision.Settle(book, quote, global::Billing.TopUps.PaymentState.Confirmed, scope.Now))
            {
                var paid = bought.Kind == GrantKind.Topup ? quote.Pay : (Amount?)null;
                var grant = scope.OpenGrant(new(new GrantId(Guid.CreateVersion7()), wallet.Account, bought.Kind, bought.Amount.Units, scope.Now, bought.ExpiresAt, paid, CauseKind.Payment, row.Number));
                scope.Post(new(wallet.Account, EntryType.Topup, bought.Amount.Units, grant, CauseKind.Payment, row.Number));
            }

            return true;
        }, CancellationToken.None).GetAwaiter().GetResult();
        Bank.Take(intent, Amount.Parse(money, Ledger.Writer.Books.At(Ledger.Writer.Find(account)!.PriceBook, Ledger.Clock.Now).Book.Currency));
        return new(account, payment, intent);
    }

    public Task<Outcome<RefundedPayment>> Refund(Bought bought, string? money, string? key = null, RefundDestination to = RefundDestination.Bank, string reason = "support") =>
        Refunds.Run(Support, new(bought.Account, bought.Payment, to, money is null ? null : Amount.Parse(money, to == RefundDestination.Bank ? Asset.Usd : Ledger.Writer.Find(bought.Account)!.Asset), reason, "As agreed.", key ?? Guid.NewGuid().ToString("N")), CancellationToken.None);

    /// <summary>Uses up so much of a Kunavo wallet, in whole dollars.</summary>
    public async Task Spend(AccountId account, int dollars)
    {
        for (var i = 0; i < dollars; i++) Assert.Equal(UsageOutcome.Accepted, (await Ledger.Charge(account, Ledger.Call())).Outcome);
    }

    public async Task Look(Bought bought) => Assert.Null(await Sync.Run(bought.Intent, CancellationToken.None));

    public async Task LookAt(string dispute) => Assert.Null(await Disputes.Run(dispute, CancellationToken.None));

    public string Available(AccountId account) => new Amount(Ledger.Writer.Find(account)!.AvailableAt(Ledger.Clock.Now), Ledger.Writer.Find(account)!.Asset).ToDecimalText();

    public string Held(AccountId account) => new Amount(Ledger.Writer.Find(account)!.Frozen, Ledger.Writer.Find(account)!.Asset).ToDecimalText();

    /// <summary>Type and amount of the entries after a number.</summary>
    public IReadOnlyList<string> EntriesAfter(AccountId account, long number)
    {
        var wallet = Ledger.Writer.Find(account)!;
        return [.. Ledger.Entries().Where(stored => stored.Entry.Account == wallet.Account && stored.Entry.Number > number)
            .Select(stored => $"{stored.Entry.Type.Name()} {new Amount(stored.Entry.Amount, wallet.Asset).ToDecimalText()}")];
    }

    public IReadOnlyList<string> Mails()
    {
        using var db = Ledger.Reader.OpenContext();
        return [.. db.Outbox.AsEnumerable().Select(row => Messages(row).Subject)];
    }

    private static Mail Messages(OutboxRow row) => Service.Flows.Messages.Outbox.Read(row);

    public void Restart()
    {
        Ledger.Restart();
        Refunds = new(Ledger.Writer, new OpenHouse(), Bank);
        Sync = new(Ledger.Writer, Bank, Bank.Records);
        Disputes = new(Ledger.Writer, Bank);
    }

    public void MustBeSound()
    {
        var report = LedgerVerification.Run(Path.Combine(Ledger.Path, "billing.db"), Path.Combine(Ledger.Path, "none.db"));
        Assert.True(report.IsSound, string.Join('\n', report.Violations));
    }

    public void Dispose() => Ledger.Dispose();
}

/// <param name="Intent">The provider's payment.</param>
public sealed record Bought(AccountId Account, PaymentId Payment, string Intent);
