using System.Globalization;
using Billing.PriceBooks;
using Billing.Service.Flows.Messages;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Invoices;

/// <summary>What the customer is told of his invoices.</summary>
internal static class InvoiceMail
{
    public static void Issued(WriteScope scope, InvoiceRow row)
    {
        var text = new AmountText(scope.BookOf(row.Account, scope.Now), row.Asset);
        var lines = InvoiceDocument.Read(row.Document).Lines.Select(line => (line.Name, text.Of(line.Amount))).ToList();
        if (row.Tax != 0) lines.Add(("Tax", text.Of(row.Tax)));
        if (row.AccountCredit != 0) lines.Add((row.AccountCredit > 0 ? "Credit on account" : "Owed from before", text.Of(-row.AccountCredit)));
        lines.Add(("Due", text.Of(row.Due)));
        AccountMail.Write(scope, row.Account, $"invoice:{row.Number}", $"Invoice {row.Number}: {text.Of(row.Total)} to {text.Seller}",
            row.Due == 0 ? "Nothing is to be paid: your credit on account covers it." : "The card on file is charged.", lines);
    }

    public static void Paid(WriteScope scope, long invoice, PaymentRow payment)
    {
        var text = new AmountText(scope.BookOf(payment.Account, scope.Now), payment.Asset);
        AccountMail.Write(scope, payment.Account, $"receipt:{payment.Id}", $"Receipt: {text.Of(payment.Amount)} to {text.Seller}", "Thank you. Your payment has arrived.",
            [("Invoice", Number(invoice)), ("Paid", text.Of(payment.Amount) + (payment.Method is { } method ? $", {method}" : "")), ("Payment", payment.Id.ToString())]);
    }

    public static void Credited(WriteScope scope, InvoiceRow note)
    {
        var text = new AmountText(scope.BookOf(note.Account, scope.Now), note.Asset);
        List<(string, string)> lines = [("Credited", text.Of(-note.Total))];
        if (note.Due != 0) lines.Add(("Less to pay", text.Of(-note.Due)));
        if (note.AccountCredit != 0) lines.Add(("Credit on account", text.Of(-note.AccountCredit)));
        AccountMail.Write(scope, note.Account, $"invoice:{note.Number}", $"Credit note {note.Number} for invoice {note.Corrects}", InvoiceDocument.Read(note.Document).Note ?? "", lines);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record AmountText(PriceBook Book, string Asset)
    {
        public string Seller => Book.Name;

        public string Of(long units) => MoneyFormat.Text(new(units, new Asset(Asset)), Book.Display);
    }
}
