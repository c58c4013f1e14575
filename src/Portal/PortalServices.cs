using Billing.Service;
using Billing.Service.Access;
using Billing.Service.Flows;
using Billing.Service.Flows.Corrections;
using Billing.Service.Flows.Environments;
using Billing.Service.Flows.Invoices;
using Billing.Service.Flows.Resources;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Plans;
using Billing.Service.Flows.Recovery;
using Billing.Service.Jobs;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Reads;
using BillingPortal.Portal.Api;
using BillingPortal.Portal.Demo;

namespace BillingPortal.Portal;

/// <summary>The domain service's parts, as the portal composes them.</summary>
public static class PortalServices
{
    public static void AddBilling(this IServiceCollection services, OpenLedger ledger)
    {
        // Instances, not factories: the ledger is closed by its owner, in its own order.
        services.AddSingleton(ledger.Clock);
        services.AddSingleton(ledger.Engine);
        services.AddSingleton(ledger.Engine.Writer);
        services.AddSingleton(ledger.Engine.Reader);
        services.AddSingleton(ledger.Engine.Writer.Books);
        services.AddSingleton(ledger.Engine.Writer.Feed);
        services.AddSingleton(ledger.Views);
        services.AddSingleton<PortalAddress>();
        services.AddSingleton<OpenAccount>();
        services.AddSingleton<IOpenAccount>(provider => provider.GetRequiredService<OpenAccount>());

        services.AddCards();
        services.AddSingleton<ChargeCard>();
        services.AddSingleton<PlanCredit>();
        services.AddSingleton<IPlanBilling, InvoicedPlans>();
        services.AddInvoices();
        services.AddPlans();
        services.AddSettlement();
        services.AddRefills();
        // After what credits payments: of one notice first the payment, then what went back of it.
        services.AddMoneyBack();
        services.AddSingleton<CorrectBalance>();
        services.AddSingleton<SetAllocation>();
        services.AddSingleton<MoveAllocation>();
        services.AddSingleton<CreateResource>();
        services.AddSingleton<ChangeResource>();
        services.AddSingleton<BalanceRead>();
        services.AddSingleton<OverviewRead>();
        services.AddSingleton<LedgerRead>();
        services.AddSingleton<RequestsRead>();
        services.AddSingleton<EnvironmentsRead>();
        services.AddSingleton<ResourcesRead>();
        services.AddSingleton<TopUpRead>();
        services.AddSingleton<ReadyState>();
        services.AddSingleton<DemoSeed>();
        services.AddSingleton<DoorToken>();

        services.AddJob<DueJob>();
        services.AddJob<OutboxJob>();
        services.AddJob<InvoicesJob>();
    }

    private static void AddInvoices(this IServiceCollection services)
    {
        services.AddSingleton<IPaymentEffect, InvoicePayment>();
        services.AddSingleton<CollectInvoice>();
        services.AddSingleton<PayInvoice>();
        services.AddSingleton<CreditInvoice>();
        services.AddSingleton<WriteOffInvoice>();
        services.AddSingleton<LiftRecovery>();
        services.AddSingleton<SetBillingProfile>();
        services.AddSingleton<InvoicesRead>();
        services.AddSingleton<RecoveryRead>();
    }

    internal static void AddJob<TJob>(this IServiceCollection services)
        where TJob : PollingJob
    {
        services.AddSingleton<TJob>();
        services.AddSingleton<PollingJob>(provider => provider.GetRequiredService<TJob>());
        services.AddHostedService(provider => provider.GetRequiredService<TJob>());
    }

    /// <summary>The price books that ship beside the program.</summary>
    public static IEnumerable<string> PriceBookFiles() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "pricebooks"), "*.json")
            .Where(file => !file.EndsWith(".schema.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>For what opens before the host has its own logging; the same settings.</summary>
    public static ILoggerFactory Logging(IConfiguration configuration) =>
        LoggerFactory.Create(logging => logging.AddConfiguration(configuration.GetSection("Logging")).AddConsole());
}
