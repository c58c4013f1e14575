using Billing.Invoicing;
using Billing.PriceBooks;
using Billing.Service.Flows.Invoices;
using Billing.Service.Reads;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal.Pages.Invoices;
using BillingPortal.Portal.Parts;
using Bunit;
using Portal.Tests.Parts;

namespace Portal.Tests.Pages;

public sealed class InvoicesTests : PartsContext
{
    private static readonly Period October = Period.MonthOf(Instant.At(2026, 10, 5));

    [Fact]
    public void Paper_OfAnInvoice_ShowsEveryLineItsTaxCreditAndRounding()
    {
        var paper = Render<InvoicePaper>(p => p.Add(t => t.View, View()));
        var rows = paper.FindAll("tbody tr").Select(row => row.QuerySelectorAll("td").Select(Visible).ToList()).ToList();

        Assert.Equal(["Startupplan, 1–30 Nov 2026", "79.00", "1", "$79.00"], rows[0]);
        Assert.Equal(["Nano1–31 Oct 2026", "0.000001", "5,356,800", "$5.36"], rows[1]);
        Assert.Equal(["Smalladjustment: usage of earlier months that became known late", "0.000004", "86,400", "$0.35"], rows[2]);
        Assert.Equal(["Outbound bandwidth, GB141.2 used, 100 free", "0.04 announced", "41.2", "not charged yet"], rows[3]);
        Assert.Equal(
            ["Subtotal $84.71", "VAT 19 %, DE $16.09", "Total $100.80", "Credit on account −$5.00", "Due $95.80"],
            paper.FindAll("tfoot tr").Select(row => $"{row.Children[0].TextContent} {Visible(row.Children[^1])}"));
        Assert.Contains("$0.0016", paper.Find("footer").TextContent, StringComparison.Ordinal);
        Assert.Contains("type=invoice_rounding", paper.Find("footer a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Line_OfUsage_LeadsToItsRequests()
    {
        var links = Render<InvoicePaper>(p => p.Add(t => t.View, View())).FindAll("tbody a");

        Assert.Equal("usage/requests?from=2026-10-01&to=2026-10-31&model=nano", Assert.Single(links).GetAttribute("href"));
    }

    [Theory]
    [InlineData(TaxReason.VatExempt, "0", "VAT 0 %, reverse charge")]
    [InlineData(TaxReason.OutsideEu, "0", "Tax 0 %, outside the EU")]
    [InlineData(TaxReason.None, "0", "Tax, no address on file")]
    [InlineData(TaxReason.LocalVat, "0.255", "VAT 25.5 %, DE")]
    public void Tax_ByReason_IsNamed(TaxReason reason, string rate, string words) =>
        Assert.Equal(words, InvoiceWords.Tax(Document() with { TaxReason = reason, TaxRate = rate }));

    [Fact]
    public void Facts_OfManyAttempts_ShowTheNewestAndFoldTheRest()
    {
        var attempts = Enumerable.Range(0, 7).Select(i => new InvoiceAttempt(
            new(Guid.CreateVersion7()), Samples.Now.PlusDays(-i), Usd("95.80"), i == 0 ? PaymentState.Paid : PaymentState.Failed, i == 0 ? "Visa 4242" : null, i == 0 ? null : "insufficient_funds")).ToList();
        var facts = Render<InvoiceFacts>(p => p.Add(t => t.View, View() with { Attempts = attempts }).Add(t => t.ThisYear, 2026));

        Assert.Equal(["paid", "declined", "declined", "declined"], facts.FindAll(".panel-body > ul > li .chip").Select(chip => chip.TextContent));
        Assert.Equal("3 earlier attempts", facts.Find("summary").TextContent);
        Assert.Contains("insufficient funds", facts.FindAll("li")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_OfDocuments_SaysHowEachStands()
    {
        var table = Render<InvoiceTable>(p => p.Add(t => t.ThisYear, 2026).Add(t => t.Documents,
        [
            Summary(4, InvoiceStanding.Overdue, "95.80", "100.80"), Summary(3, InvoiceStanding.Credited, "0", "-5") with { Kind = InvoiceKind.CreditNote, Corrects = 2 },
            Summary(2, InvoiceStanding.Paid, "0", "64.28"),
        ]));

        Assert.Equal(["overdue", "credited", "paid"], table.FindAll(".chip").Select(chip => chip.TextContent));
        Assert.Equal(["Invoice 4", "Credit note 3 for invoice 2", "Invoice 2"], table.FindAll(".lead").Select(cell => cell.TextContent));
        Assert.Equal(["$100.80", "−$5.00", "$64.28"], table.FindAll(".amount").Select(Visible));
        Assert.Equal("billing/invoices/4", table.Find(".lead a").GetAttribute("href"));
    }

    [Fact]
    public void Notice_OfAStage_SaysWhatHoldsNowAndWhatComesWhen()
    {
        var failed = Instant.At(2026, 11, 1);
        var late = new RecoveryView(4, Usd("95.80"), RecoveryState.Late, RecoveryBlocks.Creation, failed,
            new(RecoveryState.Paused, RecoveryBlocks.Creation | RecoveryBlocks.Instances, failed.PlusDays(14)));

        var notice = InvoiceWords.Notice(late, 2026);

        Assert.Equal((Tone.Bad, "Invoice 4 is overdue.", "Pay now", "billing/invoices/4"), (notice.Tone, notice.Lead, notice.ActionText, notice.Href));
        Assert.Equal(
            "$95.80 could not be charged since 1 Nov. Nothing new can be created until the invoice is paid. What runs goes on. Sun 15 Nov: paused, all instances are paused.",
            notice.Text);
        Assert.DoesNotContain("Sun", InvoiceWords.Notice(late with { State = RecoveryState.Suspended, Next = null }, 2026).Text, StringComparison.Ordinal);
    }

    private static InvoiceView View() => new(
        Samples.Now, Summary(4, InvoiceStanding.Overdue, "95.80", "100.80"), Document(),
        new(Usd("84.71"), Usd("16.09"), Usd("100.80"), Usd("5"), Usd("95.80")), [], null, null, [], null);

    private static InvoiceSummary Summary(long number, InvoiceStanding standing, string owed, string total) =>
        new(number, InvoiceKind.Invoice, null, October, October.End, Usd(total), Usd(owed), standing);

    private static InvoiceDocument Document() => new()
    {
        Seller = "Koyeb", To = new("Halden Robotics", "DE", false, null, null), Book = "sample", Version = 1,
        Lines =
        [
            new(LineKind.Plan, "startup_plan", "Startup", October.End, Instant.At(2026, 12, 1), "79", "1", Usd("79").Units),
            new(LineKind.Usage, "nano", "Nano", October.Start, October.End, "0.000001", "5356800", Usd("5.36").Units),
            new(LineKind.Adjustment, "small", "Small", October.Start, October.End, "0.000004", "86400", Usd("0.35").Units),
        ],
        Notices = [new("bandwidth_gb", "Outbound bandwidth, GB", "141.2", "100", "41.2", "0.04", Usd("1.65").Units)],
        TaxRate = "0.19", TaxReason = TaxReason.LocalVat, Booked = Usd("5.71").Units, Rounding = Usd("0.0016").Units,
    };
}
