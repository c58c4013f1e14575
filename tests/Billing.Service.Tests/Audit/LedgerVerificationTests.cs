using Billing.Credits;
using Billing.Ledger;
using Billing.Service.Audit;
using Billing.Service.Storage;
using Billing.Service.Tests.Reads;
using Billing.Service.Tests.Views;
using Billing.Units;
using Microsoft.Data.Sqlite;

namespace Billing.Service.Tests.Audit;

public sealed class LedgerVerificationTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Verify_RandomHistory_IsSound(int seed)
    {
        using var ledger = new ViewsLedger();
        var history = new RandomHistory(seed);
        await history.Live(ledger, 60);

        var report = LedgerVerification.Run(ledger.BillingPath, ledger.ViewsPath);

        Assert.Empty(report.Violations);
        Assert.True(report.ViewsChecked);
        Assert.Equal((3, history.Accounts.Sum(a => ledger.UsageOf(a).Count)), (report.Accounts, report.UsageRows));
        Assert.Equal(ledger.Ledger.Entries().Count, report.Entries);
    }

    [Theory]
    [InlineData("UPDATE entries SET amount = amount - 1 WHERE number = 3", "Acme", "entry 3: the balance after it")]
    [InlineData("UPDATE entries SET amount = amount - 1, balance_after = balance_after - 1 WHERE number = 3", "Acme", "entry 3: the hash does not follow")]
    [InlineData("UPDATE entries SET occurred = occurred + 1 WHERE number = 4", "Acme", "entry 4: the hash does not follow")]
    [InlineData("UPDATE entries SET cause = 99 WHERE number = 2", "Acme", "entry 2: it names usage row 99, which does not exist")]
    [InlineData("DELETE FROM entries WHERE number = 3", "Acme", "entry 4: it follows entry 2, so entry 3 is missing")]
    [InlineData("DELETE FROM entries WHERE number = 6", "Acme", "usage row 5: it was charged 1, but its entries take 0")]
    [InlineData("UPDATE usage_202603 SET input_tokens = input_tokens - 1 WHERE row = 2", "Acme", "entry 3: usage row 2 is not what was charged")]
    [InlineData("UPDATE usage_202603 SET cost = cost - 1 WHERE row = 2", "Acme", "usage row 2: it was charged 0.99999999, but its entries take 1")]
    [InlineData("UPDATE usage_202603 SET account = 7 WHERE row = 2", "Acme", "entry 3: it names usage row 2 of account 7")]
    [InlineData("UPDATE grants SET amount = amount - 1", "Acme", "rises to")]
    [InlineData("UPDATE grants SET kind = 3", "Acme", "grant 1: it is paid credit without a payment")]
    [InlineData("DELETE FROM commands", "Acme", "entry 1: it names command 1, which does not exist")]
    [InlineData("UPDATE grants SET cause_kind = 2, cause = 9", "Acme", "grant 1: it names payment 9, which does not exist")]
    public async Task Verify_CopyThatWasTamperedWith_NamesTheEntryOrRow(string sql, string account, string sentence)
    {
        using var copy = await Copy.OfFiveCalls();
        copy.Execute(copy.Billing, sql);

        var report = LedgerVerification.Run(copy.Billing, copy.Views);

        Assert.Contains(report.Violations, v => v.StartsWith(account, StringComparison.Ordinal) && v.Contains(sentence, StringComparison.Ordinal));
        Assert.True(report.Violations.Count(v => !v.StartsWith("views.db", StringComparison.Ordinal)) <= 4, string.Join('\n', report.Violations));
    }

    [Theory]
    [InlineData("UPDATE usage_day SET cost = cost + 1", "usage_day from 2026-03-10T00:00:00Z")]
    [InlineData("UPDATE usage_hour SET requests = requests + 1", "usage_hour from 2026-03-10T12:00:00Z")]
    [InlineData("DELETE FROM usage_hour", "usage_hour from 2026-03-10T12:00:00Z")]
    [InlineData("UPDATE wallet SET balance = balance + 1", "the balance is not the one after entry 6")]
    [InlineData("UPDATE grant_left SET remaining = remaining + 1", "what is left of its grants")]
    [InlineData("UPDATE ledger_recorded SET debit = debit - 1", "lines by Recorded time")]
    [InlineData("UPDATE ledger_occurred SET entries = entries + 1", "lines by Occurred time")]
    public async Task Verify_ViewsThatWereTamperedWith_SaysWhichFigure(string sql, string sentence)
    {
        using var copy = await Copy.OfFiveCalls();
        copy.Execute(copy.Views, sql);

        var report = LedgerVerification.Run(copy.Billing, copy.Views);

        Assert.All(report.Violations, v => Assert.StartsWith("views.db", v, StringComparison.Ordinal));
        Assert.Contains(report.Violations, v => v.Contains("Acme (acct_", StringComparison.Ordinal) && v.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_CopyWithoutViews_IsSound()
    {
        using var copy = await Copy.OfFiveCalls();
        File.Delete(copy.Views);

        var report = LedgerVerification.Run(copy.Billing, copy.Views);

        Assert.True(report.IsSound);
        Assert.False(report.ViewsChecked);
    }

    [Fact]
    public async Task Verify_PaidPayment_WantsItsGrantAndItsBonusOnce()
    {
        using var ledger = new ViewsLedger();
        var account = ledger.Ledger.OpenAccount();
        await Pay(ledger, account, granted: 10, bonus: 1);
        Assert.Empty(LedgerVerification.Run(ledger.BillingPath, ledger.ViewsPath).Violations);

        await Pay(ledger, account, granted: 9, bonus: 0);

        var report = LedgerVerification.Run(ledger.BillingPath, ledger.ViewsPath);
        Assert.Contains(report.Violations, v => v.EndsWith("its credit was not granted", StringComparison.Ordinal));
        Assert.Contains(report.Violations, v => v.EndsWith("its bonus was not granted", StringComparison.Ordinal));
        Assert.Equal(2, report.Violations.Count);
    }

    private static async Task Pay(ViewsLedger ledger, AccountId account, int granted, int bonus) =>
        await ledger.Ledger.Writer.Run(scope =>
        {
            var wallet = scope.Find(account)!.Account;
            var payment = new PaymentRow
            {
                Id = new(Guid.CreateVersion7()),
                Account = wallet,
                Amount = Amount.Whole(10, Asset.Usd).Units,
                Asset = "USD",
                Base = Amount.Whole(10, Asset.Usd).Units,
                Bonus = Amount.Whole(1, Asset.Usd).Units,
                State = PaymentState.Paid,
                IdempotencyKey = Guid.NewGuid().ToString(),
                Created = scope.Now,
            };
            scope.Db.Payments.Add(payment);
            scope.Db.SaveChanges();
            foreach (var (kind, dollars) in new[] { (GrantKind.Topup, granted), (GrantKind.Bonus, bonus) })
            {
                if (dollars == 0) continue;
                var amount = Amount.Whole(dollars, Asset.Usd).Units;
                var grant = scope.OpenGrant(new(
                    new(Guid.CreateVersion7()), wallet, kind, amount, scope.Now, Instant.Latest, null, CauseKind.Payment, payment.Number));
                scope.Post(new(wallet, EntryType.Topup, amount, grant, CauseKind.Payment, payment.Number));
            }

            return 0;
        }, CancellationToken.None);

    /// <summary>A copied data folder, its triggers dropped, as somebody with a shell could have it.</summary>
    private sealed class Copy : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("copy-");

        public string Billing => Path.Combine(_folder.FullName, "billing.db");
        public string Views => Path.Combine(_folder.FullName, "views.db");

        public static async Task<Copy> OfFiveCalls()
        {
            using var ledger = new ViewsLedger();
            var account = ledger.Ledger.OpenAccount();
            ledger.Ledger.Grant(account, "10", GrantKind.Coupon);
            for (var call = 0; call < 5; call++) await ledger.Ledger.Charge(account, ledger.Ledger.Call());
            ledger.Merge();
            var copy = new Copy();
            foreach (var file in Directory.GetFiles(ledger.Ledger.Path, "*.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
                File.Copy(file, Path.Combine(copy._folder.FullName, Path.GetFileName(file)));
            copy.DropTriggers();
            return copy;
        }

        public void Execute(string path, string sql)
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA foreign_keys=0; " + sql;
            Assert.NotEqual(0, command.ExecuteNonQuery());
        }

        public void Dispose() => _folder.Delete(recursive: true);

        private void DropTriggers()
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Billing, Pooling = false }.ToString());
            connection.Open();
            using var names = connection.CreateCommand();
            names.CommandText = "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_master WHERE type = 'trigger'";
            using var drop = connection.CreateCommand();
            drop.CommandText = (string)names.ExecuteScalar()!;
            drop.ExecuteNonQuery();
        }
    }
}
