using Billing.Units;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Billing.Service.Storage.Portal;

/// <summary>
/// People, organisations, keys and settings: what is not money. Roles are members' roles in an organisation, so the
/// framework's role tables are left out. One context per operation, from the factory.
/// </summary>
public abstract class PortalDb(DbContextOptions options) : IdentityUserContext<PortalUser, Guid>(options)
{
    public DbSet<OrganisationRow> Organisations => Set<OrganisationRow>();
    public DbSet<MemberRow> Members => Set<MemberRow>();
    public DbSet<SignInRow> SignIns => Set<SignInRow>();
    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();
    public DbSet<SettingRow> Settings => Set<SettingRow>();
    public DbSet<ProtectionKeyRow> ProtectionKeys => Set<ProtectionKeyRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Instant>().HaveConversion<InstantAsMicros>();
        configurationBuilder.Properties<AccountId>().HaveConversion<AccountAsGuid>();
        configurationBuilder.Properties<ApiKeyId>().HaveConversion<ApiKeyAsGuid>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<PortalUser>(user =>
        {
            user.ToTable("users");
            user.Property(u => u.DisplayName).HasMaxLength(80);
        });
        builder.Entity<Microsoft.AspNetCore.Identity.IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<Microsoft.AspNetCore.Identity.IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<Microsoft.AspNetCore.Identity.IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.Entity<OrganisationRow>(organisation =>
        {
            organisation.ToTable("organisations").HasKey(o => o.Account);
            organisation.Property(o => o.Name).HasMaxLength(80);
            organisation.Property(o => o.SearchName).HasMaxLength(80);
        });
        builder.Entity<MemberRow>(member =>
        {
            member.ToTable("members").HasKey(m => new { m.Account, m.UserId });
            member.HasIndex(m => m.UserId);
            member.HasOne(m => m.User).WithMany().HasForeignKey(m => m.UserId);
            member.HasOne(m => m.Organisation).WithMany().HasForeignKey(m => m.Account);
        });
        builder.Entity<SignInRow>(signIn =>
        {
            signIn.ToTable("sign_ins").HasKey(s => s.Id);
            signIn.HasIndex(s => s.UserId);
            signIn.HasOne<PortalUser>().WithMany().HasForeignKey(s => s.UserId);
        });
        builder.Entity<ApiKeyRow>(key =>
        {
            key.ToTable("api_keys").HasKey(k => k.Number);
            key.Property(k => k.Number).ValueGeneratedOnAdd();
            key.Property(k => k.Name).HasMaxLength(60);
            key.Property(k => k.Prefix).HasMaxLength(16);
            key.Property(k => k.Environment).HasMaxLength(60);
            key.HasIndex(k => k.Id).IsUnique();
            key.HasIndex(k => k.Hash).IsUnique();
            key.HasIndex(k => k.Account);
            key.HasIndex(k => k.Prefix);
        });
        builder.Entity<SettingRow>().ToTable("settings").HasKey(s => s.Name);
        builder.Entity<ProtectionKeyRow>().ToTable("protection_keys").HasKey(k => k.Id);
    }
}
