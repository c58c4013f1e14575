using System.Globalization;
using System.Text.Json.Nodes;
using Stripe.Sandbox.Resources;

namespace Stripe.Sandbox.Pages;

/// <summary>What <c>hosted_invoice_url</c> shows, with the form where it is still to be paid, and the sheet to print.</summary>
internal static class InvoicePage
{
    public static CheckoutWords Words(JsonObject invoice, string seller)
    {
        var amount = Currency.Show(invoice.Whole("amount_remaining")!.Value, invoice.Text("currency")!);
        return new($"Invoice {invoice.Text("number")} from {seller}", $"Pay {amount}", "The payment did not go through.", $"Back to {seller}", "One payment, however often you press.", null);
    }

    public static Html Render(JsonObject invoice, string seller, PayForm? form)
    {
        var page = $"/i/{invoice.Text("id")}";
        var words = Words(invoice, seller);
        return Frame.Page(words.Heading, Html.Of($"""
            <main class="{(form is null ? "single" : "checkout")}">
            <section class="{(form is null ? "panel" : "order")}" aria-labelledby="invoice">
            {Sheet(invoice, words.Heading)}
            <p><a href="{page}/print">Print</a></p>
            </section>
            {(form is null ? default : Html.Of($"""<div class="pay">{form.Render(page, words)}{TestMeansTable.Render(form.Method, page)}</div>"""))}
            </main>
            """));
    }

    public static Html Print(JsonObject invoice, string seller) => Frame.Page(Words(invoice, seller).Heading, Html.Of($"""
        <main class="single"><section class="panel" aria-labelledby="invoice">{Sheet(invoice, Words(invoice, seller).Heading)}</section></main>
        """));

    private static Html Sheet(JsonObject invoice, string heading)
    {
        var currency = invoice.Text("currency")!;
        var lines = invoice.Child("lines")!.Children("data");
        return Html.Of($"""
            <h1 id="invoice"><span class="small">{heading}</span><span class="hero">{Money.Show(invoice.Whole("amount_due")!.Value, currency)}</span></h1>
            <p>{Status(invoice)}</p>
            <dl class="lines">
            <div><dt>For</dt><dd>{invoice.Text("customer_name") ?? invoice.Text("customer_email")}</dd></div>
            <div><dt>Date</dt><dd>{Day(invoice.Whole("created")!.Value)}</dd></div>
            {Html.Join(lines.Select(l => Line(l, currency)))}
            {Part("Discount", -invoice.Children("total_discount_amounts").Sum(d => d.Whole("amount")!.Value), currency)}
            {Part("Tax", invoice.Children("total_taxes").Sum(t => t.Whole("amount")!.Value), currency)}
            {Part("Balance", invoice.Whole("amount_due")!.Value - invoice.Whole("total")!.Value, currency)}
            <div class="total"><dt>Total due</dt><dd>{Money.Show(invoice.Whole("amount_due")!.Value, currency)}</dd></div>
            </dl>
            """);
    }

    private static Html Line(JsonObject line, string currency)
    {
        var period = line.Child("period")!;
        var (start, end) = (period.Whole("start")!.Value, period.Whole("end")!.Value);
        var about = start == end ? null : $"{Day(start)} to {Day(end)}";
        return Html.Of($"""
            <div><dt>{line.Text("description")}{Html.When(about is not null, $"""<span class="about">{about}</span>""")}</dt><dd>{Amount(line.Whole("amount")!.Value, currency)}</dd></div>
            """);
    }

    private static Html Part(string name, long amount, string currency) => Html.When(amount != 0, $"<div><dt>{name}</dt><dd>{Amount(amount, currency)}</dd></div>");

    private static Html Amount(long amount, string currency)
    {
        var sign = amount < 0 ? "−" : string.Empty;
        return Html.Of($"{sign}{Money.Show(Math.Abs(amount), currency)}");
    }

    private static string Status(JsonObject invoice) => invoice.Text("status") switch
    {
        "paid" => $"Paid on {Day(invoice.Child("status_transitions")!.Whole("paid_at")!.Value)}.",
        "void" => "This invoice is void.",
        "uncollectible" => "This invoice is overdue and no longer collected.",
        _ => "This invoice is to be paid.",
    };

    private static string Day(long moment) => DateTimeOffset.FromUnixTimeSeconds(moment).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
