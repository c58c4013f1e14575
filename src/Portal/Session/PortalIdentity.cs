using Billing.Service.Ports;
using Billing.Service.Storage.Portal;
using BillingPortal.Portal.Account;
using BillingPortal.Portal.Demo;
using BillingPortal.Portal.Mails;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BillingPortal.Portal.Session;

/// <summary>Everything about people: their store, sign-in, session, policies and mails.</summary>
public static class PortalIdentity
{
    /// <param name="dataFolder">Where portal.db stands, and the mail folder where no mail server is named.</param>
    public static IServiceCollection AddPortalIdentity(this IServiceCollection services, IConfiguration configuration, string dataFolder)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<BillingClock>();
        services.AddPortalStore(dataFolder);
        services.AddKeyRing(dataFolder);
        services.AddPeople();
        services.AddSession(configuration);
        return services.AddMail(configuration, dataFolder);
    }

    private static void AddKeyRing(this IServiceCollection services, string dataFolder)
    {
        services.AddDataProtection().SetApplicationName("BillingPortal");
        services.AddSingleton(_ => KeyRingSeal.In(dataFolder));
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(keys =>
        {
            keys.XmlRepository = provider.GetRequiredService<PortalKeyRing>();
            keys.XmlEncryptor = provider.GetRequiredService<KeyRingSeal>();
        }));
    }

    private static void AddPeople(this IServiceCollection services)
    {
        services.AddIdentityCore<PortalUser>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                identity.Password = new PasswordOptions
                {
                    RequiredLength = UncommonPassword.ShortestLength, RequiredUniqueChars = 1,
                    RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false,
                };
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            })
            .AddPortalUsers()
            .AddSignInManager<PortalSignIn>()
            .AddClaimsPrincipalFactory<PersonClaims>()
            .AddPasswordValidator<UncommonPassword>()
            .AddDefaultTokenProviders();
        services.AddScoped(provider => (PortalSignIn)provider.GetRequiredService<SignInManager<PortalUser>>());
        services.Configure<DataProtectionTokenProviderOptions>(token => token.TokenLifespan = TimeSpan.FromHours(3));
        services.Configure<SecurityStampValidatorOptions>(stamp =>
        {
            stamp.ValidationInterval = RevalidatingSession.CookieInterval;
            stamp.OnRefreshingPrincipal = SessionCookie.CarryOver;
        });
        services.AddScoped<AccountLinks>();
        services.AddScoped<DemoPeople>();
    }

    private static void AddSession(this IServiceCollection services, IConfiguration configuration)
    {
        // A redirect by exception, thrown while a page below the session's frame is being built, leaves a half-made tree that
        // the renderer then walks without end. Without the exception it is just an answer.
        AppContext.SetSwitch("Microsoft.AspNetCore.Components.Endpoints.NavigationManager.DisableThrowNavigationException", true);
        services.AddHttpContextAccessor();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(SessionCookie.Configure);
        services.AddScoped<IClaimsTransformation, OrganisationChoice>();
        services.AddAntiforgery(forgery => forgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);

        var operators = configuration.GetSection(OperatorOptions.Section).Get<OperatorOptions>() ?? new OperatorOptions();
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Member, policy => policy.RequireAssertion(asked => Policies.IsMember(asked.User)))
            .AddPolicy(Policies.Operator, policy => policy.RequireAssertion(asked => Policies.IsOperator(asked.User, operators)));
        services.AddCascadingAuthenticationState();
        services.AddScoped<SeenRights>();
        services.AddScoped<AuthenticationStateProvider, RevalidatingSession>();
        services.AddScoped<CurrentMember>();
    }
}
