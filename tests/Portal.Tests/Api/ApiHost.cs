using Billing.Credits;
using Billing.Ledger;
using Billing.Service;
using Billing.Service.Access;
using Billing.Service.Flows.Entitlements;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Api;

/// <summary>The usage API over a real ledger in a temporary folder, with two keys: one that may all, one that may only read.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    public const string Key = "full";
    public const string ReadKey = "read";
    public static readonly Instant Now = Instant.At(2026, 3, 10, 12);

    private readonly DataFolder _folder;
    private readonly BillingEngine _engine;
    private readonly WebApplication _web;

    private ApiHost(DataFolder folder, BillingEngine engine, WebApplication web)
    {
        (_folder, _engine, _web) = (folder, engine, web);
        Client = web.GetTestClient();
        Client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
    }

    public HttpClient Client { get; }
    public Writer Writer => _engine.Writer;
    public AccountId Account { get; } = new(Guid.CreateVersion7());

    /// <param name="whole">On the account, in whole units of its wallet.</param>
    public static async Task<ApiHost> Start(long whole, string book = "kunavo")
    {
        var clock = new BillingClock(TimeProvider.System);
        clock.MoveTo(Now);
        var folder = DataFolder.Take(Directory.CreateTempSubdirectory("api-").FullName);
        var books = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "pricebooks"), "*.json").Where(f => !f.EndsWith(".schema.json", StringComparison.Ordinal));
        var engine = BillingEngine.Open(folder, books, clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(engine.Writer).AddSingleton(engine.Writer.Books).AddSingleton(clock).AddSingleton<CheckEntitlement>().AddOpenApi();
        var keys = new TwoKeys();
        builder.Services.AddSingleton<IApiKeys>(keys);
        var web = builder.Build();
        web.MapUsageApi();
        web.MapEntitlementApi();
        web.MapOpenApi();
        await web.StartAsync();
        var host = new ApiHost(folder, engine, web);
        keys.Account = host.Account;
        await host.Fund(whole, book);
        await host.TakeWhatThePlanGave(whole);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _web.DisposeAsync();
        _engine.Dispose();
        _folder.Dispose();
        Directory.Delete(_folder.Path, recursive: true);
    }

    /// <summary>A plan's starter credit is not what these tests are about.</summary>
    private Task TakeWhatThePlanGave(long whole) => Writer.Run(scope =>
    {
        var wallet = scope.Find(Account)!;
        var given = wallet.BalanceAmount - Amount.Whole(whole, wallet.Asset);
        return given.IsZero ? [] : scope.Debit(new(wallet.Account, EntryType.ManualAdjust, -given.Units, 0, CauseKind.Command, 2));
    }, CancellationToken.None);

    private Task Fund(long whole, string book) => Writer.Run(scope =>
    {
        var wallet = scope.OpenAccount(Account, "Acme", book);
        if (whole == 0) return 0;
        var amount = Amount.Whole(whole, scope.Wallet(wallet).Asset);
        var grant = scope.OpenGrant(new(new GrantId(Guid.CreateVersion7()), wallet, GrantKind.Topup, amount.Units, scope.Now, Instant.Latest, amount, CauseKind.Command, 1));
        scope.Post(new(wallet, EntryType.Topup, amount.Units, grant, CauseKind.Command, 1));
        return grant;
    }, CancellationToken.None);

    private sealed class TwoKeys : IApiKeys
    {
        public AccountId Account { get; set; }

        public ValueTask<ApiKey?> Find(string? secret, CancellationToken cancel) => ValueTask.FromResult(secret switch
        {
            Key => Of(ApiScopes.All),
            ReadKey => Of(ApiScopes.Read),
            _ => null,
        });

        public Task<Outcome<CreatedApiKey>> Create(Actor actor, AccountId account, NewApiKey key, CancellationToken cancel) => throw new NotSupportedException();
        public Task<Outcome<IReadOnlyList<ApiKey>>> List(Actor actor, AccountId account, CancellationToken cancel) => throw new NotSupportedException();
        public Task<Refusal?> Rename(Actor actor, AccountId account, ApiKeyId key, string name, CancellationToken cancel) => throw new NotSupportedException();
        public Task<Refusal?> Revoke(Actor actor, AccountId account, ApiKeyId key, CancellationToken cancel) => throw new NotSupportedException();

        private ApiKey Of(ApiScopes scopes) =>
            new(new ApiKeyId(Guid.CreateVersion7()), 1, Account, "Gateway", "bp_live_0000", scopes, NewApiKey.Production, Now, null, null);
    }
}
