using System.Text.Json;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Messages;

/// <summary>Mails leave with the commit that causes them and are sent afterwards, so neither exists without the other.</summary>
public static class Outbox
{
    public static OutboxRow Row(Mail mail, Instant now) =>
        new() { Key = mail.Key, Mail = JsonSerializer.Serialize(mail), Created = now, NotBefore = now };

    public static Mail Read(OutboxRow row) => JsonSerializer.Deserialize<Mail>(row.Mail)!;
}
