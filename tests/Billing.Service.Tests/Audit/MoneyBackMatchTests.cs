using Billing.Service.Audit;
using Billing.Service.Tests.Flows.MoneyBack;
using Billing.Units;
using Microsoft.Data.Sqlite;

namespace Billing.Service.Tests.Audit;

public sealed class MoneyBackMatchTests
{
    [Theory]
    [InlineData("UPDATE refunds SET amount = amount * 2", "must be taken back")]
    [InlineData("UPDATE refunds SET state = 4", "must be taken back")]
    [InlineData("UPDATE refunds SET from_bonus = from_bonus * 2", "must be taken back")]
    [InlineData("UPDATE refunds SET amount = amount * 20", "exceed the 100 that were paid")]
    [InlineData("UPDATE payments SET taken_base = taken_base - 1 WHERE number = 1", "what it says went back is not what its entries took")]
    [InlineData("UPDATE payments SET taken_base = 1 WHERE number = 3", "no refund and no dispute says why")]
    [InlineData("UPDATE payments SET base = base + 1 WHERE number = 1", "the ledger's cash says")]
    [InlineData("UPDATE accounts SET frozen = 0", "0 are kept aside, but refunds and disputes call for 110")]
    [InlineData("UPDATE disputes SET state = 3", "110 are kept aside, but refunds and disputes call for 0")]
    [InlineData("DELETE FROM refunds", "it names refund 1, which this account does not have")]
    public async Task Verify_MoneyThatWentBackTamperedWith_SaysWhat(string sql, string sentence)
    {
        using var house = new MoneyBackHouse(durable: false);
        var account = house.Ledger.OpenAccount();
        var refunded = house.Buy(account, "100");
        await house.Refund(refunded, "40");
        var disputed = house.Buy(account, "100");
        await house.LookAt(house.Bank.Dispute(disputed.Intent, Amount.Parse("100", Asset.Usd)));
        house.Buy(account, "100");
        house.MustBeSound();

        house.Ledger.Stop();
        var file = Path.Combine(house.Ledger.Path, "billing.db");
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            using var change = connection.CreateCommand();
            change.CommandText = sql;
            Assert.NotEqual(0, change.ExecuteNonQuery());
        }

        var report = LedgerVerification.Run(file, file + ".no-views");
        Assert.Contains(report.Violations, violation => violation.StartsWith("Acme", StringComparison.Ordinal) && violation.Contains(sentence, StringComparison.Ordinal));
    }
}
