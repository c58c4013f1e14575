using Billing.Units;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Storage;

/// <summary>
/// The cold tables of billing.db. Usage and entries are hot: they are written by prepared commands
/// in the same transaction. Only a <c>WriteScope</c>'s context may save; every other one reads.
/// </summary>
public abstract class BillingDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<AccountRow> Accounts => Set<AccountRow>();
    public DbSet<CustomerRow> Customers => Set<CustomerRow>();
    public DbSet<CardRow> Cards => Set<CardRow>();
    public DbSet<RefillRow> Refills => Set<RefillRow>();
    public DbSet<RefillNoteRow> RefillNotes => Set<RefillNoteRow>();
    public DbSet<RefundRow> Refunds => Set<RefundRow>();
    public DbSet<DisputeRow> Disputes => Set<DisputeRow>();
    public DbSet<PriceBookVersionRow> PriceBookVersions => Set<PriceBookVersionRow>();
    public DbSet<GrantRow> Grants => Set<GrantRow>();
    public DbSet<CommandRow> Commands => Set<CommandRow>();
    public DbSet<PaymentRow> Payments => Set<PaymentRow>();
    public DbSet<InboxRow> Inbox => Set<InboxRow>();
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();
    public DbSet<NameRow> Names => Set<NameRow>();
    public DbSet<ApiKeyNumberRow> ApiKeyNumbers => Set<ApiKeyNumberRow>();
    public DbSet<SubscriptionRow> Subscriptions => Set<SubscriptionRow>();
    public DbSet<QuoteRow> Quotes => Set<QuoteRow>();
    public DbSet<RedemptionRow> Redemptions => Set<RedemptionRow>();
    public DbSet<FeatureCountRow> FeatureCounts => Set<FeatureCountRow>();
    public DbSet<ResourceRow> Resources => Set<ResourceRow>();
    public DbSet<ResourceEventRow> ResourceEvents => Set<ResourceEventRow>();
    public DbSet<InvoiceRow> Invoices => Set<InvoiceRow>();
    public DbSet<CollectionRow> Collections => Set<CollectionRow>();
    public DbSet<BillingProfileRow> BillingProfiles => Set<BillingProfileRow>();
    public DbSet<RunningSumRow> RunningSums => Set<RunningSumRow>();
    public DbSet<EnvironmentRow> Environments => Set<EnvironmentRow>();
    public DbSet<LeaseRow> Leases => Set<LeaseRow>();
    public DbSet<SettingRow> Settings => Set<SettingRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Instant>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<AccountId>().HaveConversion<AccountIdConverter>().HaveMaxLength(16);
        configurationBuilder.Properties<GrantId>().HaveConversion<GrantIdConverter>().HaveMaxLength(16);
        configurationBuilder.Properties<PaymentId>().HaveConversion<PaymentIdConverter>().HaveMaxLength(16);
        configurationBuilder.Properties<ApiKeyId>().HaveConversion<ApiKeyIdConverter>().HaveMaxLength(16);
        configurationBuilder.Properties<QuoteId>().HaveConversion<QuoteIdConverter>().HaveMaxLength(16);
        configurationBuilder.Properties<ResourceId>().HaveConversion<ResourceIdConverter>().HaveMaxLength(16);
        configurationBuilder.Properties<InvoiceId>().HaveConversion<InvoiceIdConverter>().HaveMaxLength(16);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AccountRow>(e =>
        {
            e.ToTable("accounts").HasKey(a => a.Number);
            e.Property(a => a.Number).ValueGeneratedNever();
            e.HasIndex(a => a.Id).IsUnique();
        });
        modelBuilder.Entity<CustomerRow>(e =>
        {
            e.ToTable("customers").HasKey(c => c.Account);
            e.Property(c => c.Account).ValueGeneratedNever();
            e.HasIndex(c => c.GatewayCustomer).IsUnique();
        });
        modelBuilder.Entity<CardRow>(e =>
        {
            e.ToTable("cards").HasKey(c => c.Card);
            e.HasIndex(c => c.Account);
        });
        modelBuilder.Entity<RefillRow>(e =>
        {
            e.ToTable("refills").HasKey(r => r.Account);
            e.Property(r => r.Account).ValueGeneratedNever();
        });
        modelBuilder.Entity<RefillNoteRow>(e =>
        {
            e.ToTable("refill_notes").HasKey(n => n.Number);
            e.Property(n => n.Number).ValueGeneratedOnAdd();
            e.HasIndex(n => new { n.Account, n.Number });
        });
        modelBuilder.Entity<RefundRow>(e =>
        {
            e.ToTable("refunds").HasKey(r => r.Number);
            e.Property(r => r.Number).ValueGeneratedOnAdd();
            e.HasIndex(r => r.IdempotencyKey).IsUnique();
            e.HasIndex(r => r.GatewayRefund).IsUnique();
            e.HasIndex(r => r.Payment);
            e.HasIndex(r => r.Account);
        });
        modelBuilder.Entity<DisputeRow>(e =>
        {
            e.ToTable("disputes").HasKey(d => d.Dispute);
            e.HasIndex(d => d.Payment);
            e.HasIndex(d => d.Account);
        });
        modelBuilder.Entity<PriceBookVersionRow>(e =>
        {
            e.ToTable("price_book_versions").HasKey(v => v.Number);
            e.Property(v => v.Number).ValueGeneratedNever();
            e.HasIndex(v => new { v.Book, v.Version }).IsUnique();
        });
        modelBuilder.Entity<GrantRow>(e =>
        {
            e.ToTable("grants").HasKey(g => g.Number);
            e.Property(g => g.Number).ValueGeneratedNever();
            e.HasIndex(g => g.Id).IsUnique();
            e.HasIndex(g => g.Account);
        });
        modelBuilder.Entity<CommandRow>(e =>
        {
            e.ToTable("commands").HasKey(c => c.Key);
            e.HasIndex(c => c.Number).IsUnique();
            e.HasIndex(c => new { c.Account, c.Number });
        });
        modelBuilder.Entity<PaymentRow>(e =>
        {
            e.ToTable("payments").HasKey(p => p.Number);
            e.Property(p => p.Number).ValueGeneratedOnAdd();
            e.HasIndex(p => p.Id).IsUnique();
            e.HasIndex(p => new { p.Account, p.Number });
            e.HasIndex(p => p.IdempotencyKey).IsUnique();
            // Both databases let many nulls stand in a unique index, so these bind only what the provider has named.
            e.HasIndex(p => p.GatewaySession).IsUnique();
            e.HasIndex(p => p.GatewayPayment).IsUnique();
            e.HasIndex(p => p.GatewayInvoice).IsUnique();
        });
        modelBuilder.Entity<InboxRow>(e =>
        {
            e.ToTable("inbox").HasKey(i => i.EventId);
            e.HasIndex(i => i.HandledAt);
            e.HasIndex(i => i.Received);
        });
        modelBuilder.Entity<OutboxRow>(e => e.ToTable("outbox").HasKey(o => o.Key));
        modelBuilder.Entity<NameRow>(e =>
        {
            e.ToTable("names").HasKey(n => n.Number);
            e.Property(n => n.Number).ValueGeneratedNever();
            e.HasIndex(n => new { n.Kind, n.Text }).IsUnique();
        });
        modelBuilder.Entity<ApiKeyNumberRow>(e =>
        {
            e.ToTable("api_key_numbers").HasKey(k => k.Number);
            e.Property(k => k.Number).ValueGeneratedNever();
            e.HasIndex(k => k.Key).IsUnique();
        });
        modelBuilder.Entity<SubscriptionRow>(e =>
        {
            e.ToTable("subscriptions").HasKey(s => s.Account);
            e.Property(s => s.Account).ValueGeneratedNever();
            e.HasIndex(s => s.PeriodEnd);
            e.HasIndex(s => s.GatewaySubscription).IsUnique();
        });
        modelBuilder.Entity<QuoteRow>(e => e.ToTable("quotes").HasKey(q => q.Id));
        modelBuilder.Entity<RedemptionRow>(e =>
        {
            e.ToTable("redemptions").HasKey(r => r.Number);
            e.Property(r => r.Number).ValueGeneratedOnAdd();
            e.HasIndex(r => new { r.Code, r.Account });
            e.HasIndex(r => r.Account);
        });
        modelBuilder.Entity<FeatureCountRow>(e => e.ToTable("feature_counts").HasKey(c => new { c.Account, c.Feature }));
        modelBuilder.Entity<ResourceRow>(e =>
        {
            e.ToTable("resources").HasKey(r => r.Number);
            e.Property(r => r.Number).ValueGeneratedNever();
            e.HasIndex(r => r.Id).IsUnique();
            e.HasIndex(r => new { r.Account, r.Number });
        });
        modelBuilder.Entity<ResourceEventRow>(e => e.ToTable("resource_events").HasKey(r => new { r.Resource, r.Number }));
        modelBuilder.Entity<InvoiceRow>(e =>
        {
            e.ToTable("invoices").HasKey(i => i.Number);
            e.Property(i => i.Number).ValueGeneratedNever();
            e.HasIndex(i => i.Id).IsUnique();
            e.HasIndex(i => new { i.Account, i.Number });
        });
        modelBuilder.Entity<CollectionRow>(e =>
        {
            e.ToTable("collections").HasKey(c => c.Invoice);
            e.Property(c => c.Invoice).ValueGeneratedNever();
            e.HasIndex(c => new { c.Account, c.State });
            e.HasIndex(c => c.NextAttempt);
        });
        modelBuilder.Entity<BillingProfileRow>(e =>
        {
            e.ToTable("billing_profiles").HasKey(p => p.Account);
            e.Property(p => p.Account).ValueGeneratedNever();
        });
        modelBuilder.Entity<RunningSumRow>(e => e.ToTable("running_sums").HasKey(s => new { s.Account, s.Kind, s.Name, s.Window }));
        modelBuilder.Entity<EnvironmentRow>(e => e.ToTable("environments").HasKey(v => new { v.Account, v.Name }));
        modelBuilder.Entity<LeaseRow>(e => e.ToTable("leases").HasKey(l => l.Job));
        modelBuilder.Entity<SettingRow>(e => e.ToTable("settings").HasKey(s => s.Key));
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
            foreach (var property in entity.GetProperties())
                property.SetColumnName(SnakeCase.Of(property.Name));
    }
}

/// <summary>The embedded default.</summary>
public sealed class SqliteBillingDb(DbContextOptions<SqliteBillingDb> options) : BillingDb(options);

/// <summary>The same tables on a server, for many machines.</summary>
public sealed class PostgresBillingDb(DbContextOptions<PostgresBillingDb> options) : BillingDb(options);
