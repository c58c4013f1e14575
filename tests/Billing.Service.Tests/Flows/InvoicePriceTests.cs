using Billing.Units;

namespace Billing.Service.Tests.Flows;

public sealed class InvoicePriceTests
{
    [Fact]
    public async Task Price_ChangedWithinTheMonth_HasALineForEachPrice()
    {
        using var folder = new Folder();
        using var house = new InvoiceHouse(Instant.At(2026, 1, 1), OwnBook.Beside(folder.Path, InvoiceHouse.Book, book =>
        {
            book["version"] = 2;
            book["effective_from"] = Instant.At(2026, 1, 16).ToString();
            book["meters"]![0]!["lines"]![1]!["prices"]!["second"] = "0.000003";
        }));
        var account = await house.Open();
        await house.Use(account, "nano", 2_000_000, Instant.At(2026, 1, 1));
        house.Now = Instant.At(2026, 1, 20);
        await house.Use(account, "nano", 1_000_000);
        await house.Use(account, "nano", 1_000_000, Instant.At(2026, 1, 15));
        house.Now = Instant.At(2026, 2, 3);
        await house.Use(account, "nano", 500_000, Instant.At(2026, 1, 15));
        house.Now = Instant.At(2026, 3, 1);
        house.Look(account);

        Assert.Equal(
            """
            Invoice 1, 2026-01-01 to 2026-02-01, issued 2026-02-01
            Usage | Nano | 3000000 x 0.000001 | 3
            Usage | Nano | 1000000 x 0.000003 | 3
            Subtotal 6, tax 0 None 0, credit 0, due 6
            """, house.Told(1));
        Assert.Contains("Adjustment | Nano | 500000 x 0.000001 | 0.5", house.Told(2), StringComparison.Ordinal);
        Assert.DoesNotContain("invoice_rounding", house.Entries(account), StringComparison.Ordinal);
        Assert.Empty(house.Audit());
    }
}
