using System.Globalization;
using System.Text;
using Billing.Service.Ports;

namespace BillingPortal.Portal.Mails;

/// <summary>A mail as a readable file: text and HTML, unencoded, so that a link can be copied out of it.</summary>
internal static class MimeText
{
    private const string Boundary = "=_part_of_this_mail";

    public static string Of(Mail mail, string from, DateTimeOffset at)
    {
        var text = new StringBuilder();
        Header("Date", at.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Header("From", from);
        Header("To", mail.To);
        Header("Subject", Encoded(mail.Subject));
        Header("MIME-Version", "1.0");
        Header("Content-Type", $"multipart/alternative; boundary=\"{Boundary}\"");
        text.Append("\r\n");
        Part("text/plain", mail.Text);
        Part("text/html", mail.Html);
        return text.Append("--").Append(Boundary).Append("--\r\n").ToString();

        void Header(string name, string value) => text.Append(name).Append(": ").Append(OneLine(value)).Append("\r\n");

        void Part(string type, string body) => text
            .Append("--").Append(Boundary).Append("\r\nContent-Type: ").Append(type)
            .Append("; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
            .Append(body.ReplaceLineEndings("\r\n")).Append("\r\n");
    }

    /// <summary>A name that a person typed must not begin a header of its own.</summary>
    private static string OneLine(string value) => string.Concat(value.Select(c => char.IsControl(c) ? ' ' : c));

    private static string Encoded(string subject) =>
        Ascii.IsValid(subject) ? subject : $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(OneLine(subject)))}?=";
}
