namespace BillingPortal.Portal.Mails;

/// <summary>Outgoing mail (section <c>Mail</c>).</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    public string From { get; set; } = "billing@localhost";

    /// <summary>Where mails are written as files while no server is named; empty for <c>mail</c> in the data folder.</summary>
    public string PickupFolder { get; set; } = "";

    /// <summary>The mail server; empty for the pickup folder.</summary>
    public string SmtpHost { get; set; } = "";

    /// <summary>Always with STARTTLS, except on a loopback host.</summary>
    public int SmtpPort { get; set; } = 587;

    public string SmtpUser { get; set; } = "";
    public string SmtpPassword { get; set; } = "";
}
