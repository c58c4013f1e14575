using System.Numerics;
using System.Text.Json;
using Billing.Invoicing;
using Billing.PriceBooks;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Oracle;

/// <summary>Invoices against the slow model: lines by the document's prices, cents half up, tax by who the customer is, account credit last.</summary>
public sealed class InvoiceOracleTests(ITestOutputHelper output)
{
    private static readonly BigInteger Cent = 1_000_000;

    private static readonly JsonElement Document = JsonDocument.Parse(Books.JsonOf("koyeb")).RootElement;

    private sealed record Case(int Plan, long PlanCents, (string Code, long Tenths)[] Usage, string Country, bool InEu, bool Business, string? Number, int Percent, long CreditCents)
    {
        public override string ToString() => $"{Plan} {PlanCents}, {string.Join(' ', Usage)}, {Country} {InEu} {Business} {Number} {Percent}, {CreditCents}";
    }

    private static Gen<Case> Cases { get; } =
        from plan in Gen.Choose(0, 2)
        from planCents in Gen.Elements(0L, 1L, 3950L, 7900L)
        from usage in (from code in Gen.Elements("free", "nano", "micro", "small", "bandwidth_gb", "custom_domains")
                       from tenths in Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Choose(1, 40).Select(n => n * 12_500)), (2, Gen.Choose(1, int.MaxValue))) select (code, (long)tenths)).ListOf()
        from eu in Gen.Elements(true, false)
        from business in Gen.Elements(true, false)
        from country in Gen.Elements("DE", "FR", "US", "fr")
        from number in Gen.Elements(null, "", "DE123456789", "FR 12 345 678 901", "D1", "DE", "DE1", "DE12", "1234567", "DE12-34", "ATU123456789012", "ATU1234567890123")
        from percent in Gen.Choose(0, 27)
        from credit in Gen.Elements(0, 1, 100, 3950, 1_000_000)
        select new Case(plan, planCents, [.. usage.DistinctBy(used => used.code)], country, eu, business, number, percent, credit);

    [Fact]
    public void Invoice_OfAnyMonth_IsTheModels() => Property.Holds(output, Cases, c =>
    {
        var draft = InvoiceDecision.Draft(
            Books.Koyeb, Period.MonthOf(Instant.At(2026, 1, 1)), Books.Koyeb.Plans[c.Plan], new(c.PlanCents * 1_000_000, Asset.Usd),
            c.Usage.Select(used => new InvoiceUsage(used.Code, Fraction.Of(used.Tenths, 10))), new(c.Country, c.InEu, c.Business, c.Number, Fraction.Of(c.Percent, 100)), new(c.CreditCents * 1_000_000, Asset.Usd));
        var lines = draft.Lines.Select(line => $"{line.Code} {line.Amount.Units}").Concat(draft.Informational.Select(line => $"({line.Code} {line.AnnouncedAmount.Units})"));
        Assert.Equal(Told(c), $"{string.Join(", ", lines)}: {draft.Subtotal.Units} + {draft.Tax.Units} - {draft.AccountCredit.Units} = {draft.Due.Units}");
        return true;
    });

    private static string Told(Case c)
    {
        var plan = OracleBook.List(Document, "plans").ElementAt(c.Plan);
        var lines = new List<(string Code, BigInteger Amount)>();
        var shown = new List<string>();
        if (c.PlanCents > 0) lines.Add(($"{OracleBook.Text(plan, "id")}_plan", c.PlanCents * Cent));
        foreach (var (code, tenths) in c.Usage.Where(used => used.Tenths > 0))
        {
            var quantity = Exact.Whole(tenths) / 10;
            var free = OracleBook.List(Document, "free_allowances").FirstOrDefault(allowance => OracleBook.Text(allowance, "code") == code);
            if (free.ValueKind == JsonValueKind.Object)
            {
                var included = Exact.Read(OracleBook.Text(free, "included") ?? OracleBook.Text(plan.GetProperty("allowances"), OracleBook.Text(free, "included_feature")!)!);
                shown.Add($"({code} {(quantity > included ? Cents((quantity - included) * Exact.Read(OracleBook.Text(free, "unit_price")!)) : 0)})");
            }
            else if (code != "free")
            {
                var sizes = OracleBook.List(Document, "meters").First();
                var price = OracleBook.List(sizes, "lines").Single(line => OracleBook.Text(line, "model") == code).GetProperty("prices");
                lines.Add((code, Cents(quantity * Exact.Read(OracleBook.Text(price, "second")!))));
            }
        }

        var subtotal = lines.Aggregate(BigInteger.Zero, (sum, line) => sum + line.Amount);
        var exempt = c.InEu && c.Business && c.Country is not ("FR" or "fr") && c.Number is "DE123456789" or "FR 12 345 678 901" or "DE12" or "ATU123456789012";
        var tax = exempt ? 0 : Cents(new Exact(subtotal * c.Percent, 100 * OracleBook.Whole));
        var credit = BigInteger.Min(c.CreditCents * Cent, subtotal + tax);
        return $"{string.Join(", ", lines.Select(line => $"{line.Code} {line.Amount}").Concat(shown))}: {subtotal} + {tax} - {credit} = {subtotal + tax - credit}";
    }

    private static BigInteger Cents(Exact money) => (money * Exact.Whole(100)).Near * Cent;
}
