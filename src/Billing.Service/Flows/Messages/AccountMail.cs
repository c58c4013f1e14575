using System.Net;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Units;

namespace Billing.Service.Flows.Messages;

/// <summary>
/// Mail to an organisation, for what happens by time alone: the writer may not wait for anybody's address, so it is
/// addressed to the account. Who reads the account's mail is found out when it is sent.
/// </summary>
public static class AccountMail
{
    /// <param name="key">Natural key of the message.</param>
    /// <param name="lead">One or two sentences.</param>
    /// <param name="link">What leads on: words and address.</param>
    public static void Write(
        WriteScope scope, int account, string key, string subject, string lead, IReadOnlyList<(string Name, string Value)> lines, (string Words, string Href)? link = null)
    {
        var text = string.Join('\n', lines.Select(line => $"{line.Name}: {line.Value}"));
        var rows = string.Concat(lines.Select(line => $"<tr><th align=\"left\">{WebUtility.HtmlEncode(line.Name)}</th><td align=\"right\">{WebUtility.HtmlEncode(line.Value)}</td></tr>"));
        var mail = new Mail(key, scope.Wallet(account).Id.ToString(), subject, $"{lead}\n\n{text}\n{Text(link)}", $"<p>{WebUtility.HtmlEncode(lead)}</p><table>{rows}</table>{Html(link)}");
        scope.Db.Outbox.Add(Outbox.Row(mail, scope.Now));
    }

    private static string Text((string Words, string Href)? link) => link is var (words, href) ? $"\n{words}: {href}\n" : "";

    private static string Html((string Words, string Href)? link) =>
        link is var (words, href) ? $"<p><a href=\"{WebUtility.HtmlEncode(href)}\">{WebUtility.HtmlEncode(words)}</a></p>" : "";

    /// <summary>The account a mail is addressed to; null for a plain address.</summary>
    public static AccountId? Addressee(Mail mail) => PrefixedId.TryParse("acct", mail.To, out var id) ? new AccountId(id) : null;
}
