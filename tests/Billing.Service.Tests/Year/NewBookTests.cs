using System.Globalization;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Service.Flows.Invoices;
using Billing.Service.Flows.Resources;
using Billing.Service.Storage;
using Billing.Service.Tests.Flows;
using Billing.Units;

namespace Billing.Service.Tests.Year;

/// <summary>Two sellers nobody has thought of, whose rules mix those of the others, in the whole service: their documents in <c>Year/books</c> are all there is of them.</summary>
public sealed class NewBookTests : IDisposable
{
    private static readonly Instant Start = Instant.At(2026, 3, 10, 12);
    private readonly YearHouse _house = new(Start);
    private int _keys;

    [Fact]
    public async Task Mixed_ThroughAllFlows_AddsUpByItsOwnRules()
    {
        var account = await Open("mixed");
        Assert.Equal("11.25", (await Take(account, "team", "quarter")).ToDecimalText());

        // The provider's 60 units cost 60 x 0.25 x 1.3 = 19.5, more than the 18 of the card.
        Assert.Equal("19.5", await Use(account, "tokens", "large", null, 60, (Measure.InputTokens, 100_000), (Measure.OutputTokens, 10_000)));
        // One sum per environment and hour, rounded up to halves: 0.1, 0.2, 1.7.
        Assert.Equal("0.5", await Use(account, "duration", null, "prod", null, (Measure.RamMib, 512), (Measure.Seconds, 100)));
        Assert.Equal("0", await Use(account, "duration", null, "prod", null, (Measure.RamMib, 512), (Measure.Seconds, 100)));
        Assert.Equal("1.5", await Use(account, "duration", null, "prod", null, (Measure.Bytes, 1L << 30)));

        await TopUp(account, 20);
        var box = await Create(account, "box-s");
        _house.Ledger.Clock.MoveTo(Start.Plus(TimeSpan.FromMinutes(150)));
        await Do(account, box, ResourceAction.Stop);
        _house.Ledger.Clock.MoveTo(Instant.At(2026, 4, 10, 12));
        await RunJobs();
        Assert.Equal("2311.11111111", await Use(account, "tokens", "large", null, null, (Measure.InputTokens, 20_000_000)));
        Assert.Equal("insufficient_quota", await Use(account, "tokens", "tiny", null, null, (Measure.InputTokens, 1)));

        // March's allowance has lasted into April. Bought credit pays a tenth less: 800 pay 888.89 of the 1,771.5 that are left; the rest is owed.
        Assert.Equal(
            """
            no | type    | grant |       amount |        after | occurred             | recorded
             1 | grant   |     1 |           50 |           50 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             2 | grant   |     2 |          300 |          350 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             3 | consume |     1 |        -19.5 |        330.5 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             4 | consume |     1 |         -0.5 |          330 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             5 | consume |     1 |         -1.5 |        328.5 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             6 | topup   |     3 |          800 |       1128.5 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             7 | topup   |     4 |           40 |       1168.5 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             8 | consume |     4 |           -4 |       1164.5 | 2026-03-10T12:00:00Z | 2026-03-10T12:00:00Z
             9 | consume |     4 |           -4 |       1160.5 | 2026-03-10T13:00:00Z | 2026-03-10T14:30:00Z
            10 | consume |     4 |           -4 |       1156.5 | 2026-03-10T14:00:00Z | 2026-03-10T14:30:00Z
            11 | expire  |     4 |          -28 |       1128.5 | 2026-04-10T12:00:00Z | 2026-04-10T12:00:00Z
            12 | grant   |     5 |          300 |       1428.5 | 2026-04-10T12:00:00Z | 2026-04-10T12:00:00Z
            13 | consume |     1 |        -28.5 |         1400 | 2026-04-10T12:00:00Z | 2026-04-10T12:00:00Z
            14 | consume |     2 |         -300 |         1100 | 2026-04-10T12:00:00Z | 2026-04-10T12:00:00Z
            15 | consume |     5 |         -300 |          800 | 2026-04-10T12:00:00Z | 2026-04-10T12:00:00Z
            16 | consume |     3 |         -800 |            0 | 2026-04-10T12:00:00Z | 2026-04-10T12:00:00Z
            17 | debt    |     0 | -882.61111111 | -882.61111111 | 2026-04-10T12:00:00Z | 2026-04-10T12:00:00Z

            """,
            LedgerText.Of(_house.Ledger, account));
        Assert.Equal(["11.25", "20", "15"], Taken(account));
    }

    [Fact]
    public async Task Mixed_CodeWithTwoUses_ServesTwoAccounts()
    {
        var answers = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var redeemed = await _house.Redeem.Run(OpenHouse.Anybody, await Open("mixed"), "Hello", Key(), default);
            answers.Add(redeemed.Refusal?.Code ?? redeemed.Value.Credits.ToDecimalText());
        }

        Assert.Equal(["75", "75", "used_up"], answers);
    }

    [Fact]
    public async Task Afterwards_ThroughAllFlows_InvoicesAndRecoversByItsOwnStages()
    {
        var account = await Open("afterwards");
        await _house.SetProfile.Run(OpenHouse.Anybody, account, new("DE", true, "Acme", "DE123456789"), default);
        // 21.5 of March's 31 days of 24.90 are 17.27, in steps of 0.05; with the tax of a country that exempts nobody.
        Assert.Equal("20.55", (await Take(account, "more", null)).ToDecimalText());
        var machine = await Create(account, "vm");
        await Use(account, "speech", "large", null, null, (Measure.Characters, 1_000_000));
        await Use(account, "traffic", null, null, null, (Measure.Bytes, 5_000_000_000));
        _house.Ledger.Clock.MoveTo(Start.Plus(TimeSpan.FromMinutes(150)));
        await Do(account, machine, ResourceAction.Pause);

        _house.Bank.HardTimesUntil = Instant.At(2026, 4, 7);
        _house.Ledger.Clock.MoveTo(Instant.At(2026, 4, 1));
        await RunJobs();
        await Do(account, machine, ResourceAction.Resume);
        Assert.Equal("More | 1 x 17.25 | 17.25\n17.25 and 0.19 tax 3.3 less 0 is 20.55", Told(1));
        Assert.Equal(
            """
            More | 1 x 24.9 | 24.9
            VM | 3 x 0.035 | 0.1
            Large | 1000000 x 0.0000143 | 14.3
            Traffic, GB | 3 x 0.03 | 0.1
            39.4 and 0.19 tax 7.5 less 0 is 46.9
            """,
            Told(2));
        Assert.Equal("creation_blocked", (await _house.CreateResource.Run(OpenHouse.Anybody, new(account, new(Guid.CreateVersion7()), "more", "vm", 1, true), default)).Refusal?.Code);
        var states = new List<string>();
        foreach (var day in new[] { 2, 5, 6, 7 })
        {
            _house.Ledger.Clock.MoveTo(Instant.At(2026, 4, day, 12));
            await RunJobs();
            states.Add(string.Create(CultureInfo.InvariantCulture, $"{day} {State(machine)}"));
        }

        // Paused on the fifth day, paid on the sixth: it runs again.
        Assert.Equal(["2 runs", "5 runs", "6 blocked", "7 runs"], states);
        Assert.Equal(["20.55", "46.9"], Taken(account));
        // April so far: 120 hours until the pause and the one that began with the payment.
        Assert.Equal("-4.235", _house.Ledger.BalanceOf(account));
    }

    [Theory]
    [InlineData("mixed")]
    [InlineData("afterwards")]
    public async Task Year_OfOneNewBookAlone_KeepsEveryInvariant(string book)
    {
        for (var seed = 1; seed <= (LongRun.IsOn ? 100 : 3); seed++)
        {
            using var year = new SimulatedYear(seed, [book]);
            await year.Run();
        }
    }

    public void Dispose() => _house.Dispose();

    private string Key() => string.Create(CultureInfo.InvariantCulture, $"key-{++_keys}");

    private async Task<AccountId> Open(string book)
    {
        var account = _house.Ledger.OpenAccount(book: book);
        Assert.True((await _house.SaveCard.Run(OpenHouse.Anybody, account, "pm_card_visa", "ada@acme.example", Key(), default)).IsAccepted);
        return account;
    }

    private async Task<Amount> Take(AccountId account, string plan, string? code)
    {
        var quote = await _house.QuotePlan.Run(OpenHouse.Anybody, account, plan, BillingInterval.Month, code, default);
        Assert.Null((await _house.ChangePlan.Run(OpenHouse.Anybody, account, quote.Value.Id, Key(), default)).Refusal);
        return quote.Value.Offer.DueNow;
    }

    private async Task<string> Use(AccountId account, string meter, string? model, string? environment, long? upstream, params (Measure, long)[] counts)
    {
        var wallet = _house.Ledger.Writer.Find(account)!;
        var receipt = await _house.Ledger.Charge(account, _house.Ledger.Event(meter, model, null, environment, counts) with { UpstreamUnits = upstream * Asset.UnitsPerWhole });
        return receipt.Refusal?.Code ?? new Amount(receipt.Cost, wallet.Asset).ToDecimalText();
    }

    private async Task TopUp(AccountId account, long pay)
    {
        var started = await _house.StartTopUp.Run(OpenHouse.Anybody, account, Amount.Whole(pay, Asset.Eur), Key(), "ada@acme.example", default);
        _house.Bank.Pay(started.Value.Session, slowly: false);
        Assert.True((await _house.SettleTopUp.Run(started.Value.Session, default)).IsAccepted);
    }

    private async Task<ResourceId> Create(AccountId account, string size)
    {
        var id = new ResourceId(Guid.CreateVersion7());
        Assert.Null((await _house.CreateResource.Run(OpenHouse.Anybody, new(account, id, "one", size, 1, true), default)).Refusal);
        return id;
    }

    private async Task Do(AccountId account, ResourceId resource, ResourceAction action) =>
        Assert.Null((await _house.ChangeResource.Run(OpenHouse.Anybody, new(account, resource, action, Key()), default)).Refusal);

    private async Task RunJobs()
    {
        foreach (var job in _house.Jobs) await job.RunNow(default);
    }

    private IEnumerable<string> Taken(AccountId account) =>
        _house.Bank.Takings.Where(taking => taking.Account == account).Select(taking => taking.Amount.ToDecimalText());

    private string State(ResourceId resource)
    {
        using var db = _house.Ledger.Reader.OpenContext();
        var row = db.Resources.Single(row => row.Id == resource);
        return row.DeletedAt is not null ? "deleted" : row.Running ? "runs" : row.Blocked ? "blocked" : "stands";
    }

    private string Told(long invoice)
    {
        using var db = _house.Ledger.Reader.OpenContext();
        var row = db.Invoices.Find(invoice)!;
        var document = InvoiceDocument.Read(row.Document);
        var lines = document.Lines.Select(line => $"{line.Name} | {line.Quantity} x {line.UnitPrice} | {Money(line.Amount)}");
        return string.Join('\n', lines.Append($"{Money(row.Subtotal)} and {document.TaxRate} tax {Money(row.Tax)} less {Money(row.AccountCredit)} is {Money(row.Due)}"));
    }

    private static string Money(long units) => new Amount(units, Asset.Eur).ToDecimalText();
}
