using System.Globalization;
using System.Net;
using Billing.PriceBooks;
using Billing.Service.Ports;
using Billing.TopUps;
using Billing.Units;

namespace Billing.Service.Flows.Messages;

/// <summary>The receipt after a purchase.</summary>
public static class TopUpReceipt
{
    public static Mail Write(PaymentId payment, string to, PriceBook book, TopUpQuote quote, Amount balance, string? method, Instant at)
    {
        List<(string Name, string Value)> lines =
        [
            ("Paid", SaidAmount.Of(book, quote.Pay) + (method is null ? "" : $", {method}")),
            ("Added to your balance", SaidAmount.Of(book, quote.Base)),
        ];
        if (quote.Bonus.IsPositive) lines.Add(("Bonus", SaidAmount.Of(book, quote.Bonus)));
        lines.Add(("Balance after", SaidAmount.Of(book, balance)));
        lines.Add(("Date", at.ToDateTimeOffset().ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)));
        lines.Add(("Payment", payment.ToString()));

        var title = $"Receipt: {SaidAmount.Of(book, quote.Pay)} to {book.Name}";
        var text = string.Join('\n', lines.Select(l => $"{l.Name}: {l.Value}"));
        var rows = string.Concat(lines.Select(l => $"<tr><th align=\"left\">{WebUtility.HtmlEncode(l.Name)}</th><td align=\"right\">{WebUtility.HtmlEncode(l.Value)}</td></tr>"));
        return new Mail(
            $"receipt:{payment}:{to}", to, title,
            $"Thank you. Your payment has arrived.\n\n{text}\n",
            $"<p>Thank you. Your payment has arrived.</p><table>{rows}</table>");
    }
}
