using Billing.Service.Flows;
using Billing.Service.Ports;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BillingPortal.Portal.Mails;

public static class MailServices
{
    /// <summary>The mail server of the settings, or a folder of files where none is named.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration, string dataFolder)
    {
        var options = configuration.GetSection(MailOptions.Section).Get<MailOptions>() ?? new MailOptions();
        if (options.SmtpHost.Length > 0)
            services.TryAddSingleton<IMailSender>(new SmtpMailSender(options));
        else
            services.TryAddSingleton<IMailSender>(provider => new PickupMailSender(
                options.PickupFolder.Length > 0 ? options.PickupFolder : Path.Combine(dataFolder, "mail"), options.From, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<PortalAddress>();
        return services.AddSingleton<AccountMails>();
    }
}
