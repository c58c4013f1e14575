using System.Globalization;
using Billing.Corrections;
using Billing.PriceBooks;
using Billing.Service.Flows.Corrections;
using Billing.Service.Storage;
using Billing.Units;
using Xunit.Abstractions;

namespace Billing.Service.Tests.Flows;

/// <summary>
/// Half a year of accounts that do what comes to their minds, with a bank that does too. Whatever happens, what an account
/// owes by its entries is what its documents and its usage say, and the provider took what the ledger was paid.
/// </summary>
public sealed class InvoiceRandomTests(ITestOutputHelper output)
{
    private const int Accounts = 200;
    private const int Acts = 1_200;
    private static readonly Instant Start = Instant.At(2026, 1, 1);
    private static readonly string[] Sizes = ["free", "nano", "micro", "small"];
    private static readonly string[] Countries = ["DE", "FR", "US", "HU"];

    [Fact]
    public async Task Accounts_DoingWhateverTheyLike_AlwaysOweWhatTheirDocumentsSay()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("BILLING_TESTS_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"BILLING_TESTS_SEED={seed}, {Accounts} accounts, {Acts} acts");
        var random = new Random(seed);
        using var house = new InvoiceHouse(Start);
        var accounts = new List<AccountId>();
        for (var i = 0; i < Accounts; i++) accounts.Add(await house.Open(i % 3 == 0 ? "startup" : "starter", card: i % 10 != 0));

        for (var act = 0; act < Acts; act++)
        {
            house.Now = house.Now.Plus(TimeSpan.FromMinutes(random.Next(1, 2 * 181 * 24 * 60 / Acts)));
            house.Gateway.Otherwise = (Script)random.Next(4);
            await Act(house, accounts[random.Next(Accounts)], random, act);
        }

        foreach (var account in accounts) house.Look(account);
        var documents = house.Documents();
        output.WriteLine($"{documents.Count} documents, {documents.Count(row => row.Kind == InvoiceKind.CreditNote)} of them credit notes, {house.Gateway.Taken.Count} charges taken");
        Assert.Empty(house.Audit());
        Assert.Equal(Enumerable.Range(1, documents.Count).Select(n => (long)n), documents.Select(row => row.Number));
        await SettleEverything(house, accounts);
        Assert.Empty(house.Audit());
        using var db = house.Ledger.Reader.OpenContext();
        Assert.Equal(house.Gateway.Taken.Values.Sum(charge => charge.Amount.Units), db.Payments.Where(row => row.State == PaymentState.Paid).Sum(row => row.Amount));
    }

    private static async Task Act(InvoiceHouse house, AccountId account, Random random, int act)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"act-{act}");
        switch (random.Next(12))
        {
            case < 5:
                var late = random.Next(4) == 0 ? house.Now.PlusDays(-random.Next(34)) : house.Now;
                await house.Use(account, Sizes[random.Next(4)], random.Next(1, 9_000_000), late);
                break;
            case 5:
                await house.Take(account, random.Next(2) == 0 ? "startup" : "starter");
                break;
            case 6:
                await house.Profile.Run(OpenHouse.Anybody, account, new(Countries[random.Next(4)], random.Next(2) == 0, "Acme", random.Next(2) == 0 ? "DE123456789" : null), default);
                break;
            case 7 when Invoice(house, account, random) is { } invoice:
                Amount? part = random.Next(3) == 0 ? null : new Amount(random.Next(1, 6_000) * 1_000_000L, Asset.Usd);
                await house.Credit.Run(InvoiceHouse.Operator, new(account, invoice, part, Reason.Outage.Code(), "Sorry.", key), default);
                break;
            case 8 when random.Next(4) == 0 && Invoice(house, account, random) is { } invoice:
                await house.WriteOff.Run(InvoiceHouse.Operator, new(account, invoice, "Gone.", key), default);
                break;
            case 9:
                var correct = new CorrectBalance(house.Ledger.Writer, new OpenHouse(), house.Ledger.Writer.Books);
                await correct.Run(InvoiceHouse.Operator, new(account, new(random.Next(1, 3_000) * 1_000_000L, Asset.Usd), Reason.Goodwill.Code(), "Sorry.", key), default);
                break;
            case 10:
                await house.Lift.Run(InvoiceHouse.Operator, new(account, (RecoveryBlocks)random.Next(8), "They asked.", key), default);
                break;
            default:
                if (Invoice(house, account, random) is { } open) await house.Pay.Run(OpenHouse.Anybody, account, open, default);
                await house.CollectAll();
                break;
        }
    }

    private static long? Invoice(InvoiceHouse house, AccountId account, Random random)
    {
        var number = house.Ledger.Writer.Find(account)!.Account;
        using var db = house.Ledger.Reader.OpenContext();
        var invoices = db.Collections.Where(row => row.Account == number).OrderBy(row => row.Invoice).Select(row => row.Invoice).ToList();
        return invoices.Count == 0 ? null : invoices[random.Next(invoices.Count)];
    }

    /// <summary>The bank answers everything it was asked, and pays.</summary>
    private static async Task SettleEverything(InvoiceHouse house, List<AccountId> accounts)
    {
        house.Gateway.Otherwise = Script.Pay;
        foreach (var account in accounts)
            foreach (var payment in house.Payments(account).Where(row => row.State == PaymentState.Created)) await house.Settle(payment.Id);
    }
}
