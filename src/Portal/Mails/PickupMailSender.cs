using System.Security.Cryptography;
using System.Text;
using Billing.Service.Ports;

namespace BillingPortal.Portal.Mails;

/// <summary>Writes each mail as an .eml file. The file's name comes from the mail's key, so sending again replaces it.</summary>
public sealed class PickupMailSender(string folder, string from, TimeProvider time) : IMailSender
{
    public string Folder => folder;

    public async Task Send(Mail mail, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.Key)))[..24];
        var unfinished = Path.Combine(folder, $"{name}.{Guid.NewGuid():N}.tmp");
        await File.WriteAllTextAsync(unfinished, MimeText.Of(mail, from, time.GetUtcNow()), new UTF8Encoding(false), cancel);
        File.Move(unfinished, Path.Combine(folder, $"{name}.eml"), overwrite: true);
    }
}
