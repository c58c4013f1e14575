using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Billing.Service.Access;
using Billing.Service.Flows.TopUps;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Service.Storage.Portal;
using Billing.Units;
using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using BillingPortal.Portal.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Stripe.Sandbox;

namespace Portal.Tests.Settling;

/// <summary>A portal of any book with its sandbox and people, without history.</summary>
public sealed class SettlementHost : IAsyncDisposable
{
    public const string OwnerMail = "owner@demo.example";

    private readonly PortalApp _portal;
    private readonly bool _ownsFolder;

    private SettlementHost(PortalApp portal, string folder, bool ownsFolder) => (_portal, Folder, _ownsFolder) = (portal, folder, ownsFolder);

    public string Folder { get; }
    public string BillingFile => Path.Combine(Folder, "billing.db");
    public Uri Address => _portal.Address;
    public Uri WebhookUrl => new(Address, StripeWebhook.Path);
    public SandboxServer Sandbox => _portal.Sandbox!;
    public IServiceProvider Services => _portal.Services;
    public Actor.Person Owner { get; private set; } = null!;
    public Actor.Operator Operator { get; private set; } = null!;
    public AccountId Account => DemoPeople.Account;
    public Writer Writer => Get<Writer>();
    public WalletState Wallet => Writer.Find(Account)!;
    public T Get<T>() where T : notnull => _portal.Services.GetRequiredService<T>();

    /// <param name="folder">Of an earlier host, to go on with; a new one otherwise, gone at the end.</param>
    public static async Task<SettlementHost> Start(string book = "kunavo", string? folder = null, Action<WebApplicationBuilder>? configure = null, params IEnumerable<string> settings)
    {
        var path = folder ?? Directory.CreateTempSubdirectory("settlement-").FullName;
        var portal = PortalApp.Build(
            ["--environment", "Production", $"--Portal:DataFolder={path}", "--Portal:Url=http://127.0.0.1:0", $"--Portal:PriceBook={book}", .. settings], configure);
        var host = new SettlementHost(portal, path, folder is null);
        await portal.Start(CancellationToken.None);
        await using var scope = portal.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoPeople>().Seed(CancellationToken.None);
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        host.Owner = new((await users.FindByEmailAsync(OwnerMail))!.Id, "Owner");
        host.Operator = new((await users.FindByEmailAsync("operator@demo.example"))!.Id, "Operator");
        return host;
    }

    /// <summary>Opens a payment page; answers its session.</summary>
    public async Task<string> OpenPage(string money, bool keepCard = false) =>
        (await Get<StartTopUp>().Run(Owner, Account, Amount.Parse(money, Asset.Usd), Guid.NewGuid().ToString("N"), OwnerMail, CancellationToken.None, keepCard)).Value.Session;

    public Task<Billing.Service.Outcome<SettledTopUp>> Settle(string session) => Get<SettleTopUp>().Run(session, CancellationToken.None);

    public async Task<IReadOnlyList<InboxRow>> Inbox()
    {
        await using var db = Get<BillingReader>().OpenContext();
        return [.. db.Inbox];
    }

    public async Task<IReadOnlyList<PaymentRow>> Payments()
    {
        await using var db = Get<BillingReader>().OpenContext();
        return [.. db.Payments.OrderBy(p => p.Number)];
    }

    /// <summary>The provider's clock first, then ours.</summary>
    public void MoveTo(Instant to) => _portal.MoveTo(to);

    /// <summary>A call of the provider's API that is not the portal's: its own pages make the same.</summary>
    public async Task<JsonObject> Provider(HttpMethod method, string path, params IEnumerable<(string Name, string Value)> fields)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Sandbox.Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_dashboard");
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post) request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await http.SendAsync(request);
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, said);
        return JsonNode.Parse(said)!.AsObject();
    }

    /// <summary>Every webhook was delivered and worked off.</summary>
    public Task Quiet() => Until(async () => Sandbox.UndeliveredWebhooks == 0 && (await Inbox()).All(row => row.HandledAt is not null));

    public static Task Until(Func<bool> holds) => Until(() => Task.FromResult(holds()));

    public static async Task Until(Func<Task<bool>> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await holds()) await tick.WaitForNextTickAsync(deadline.Token);
    }

    /// <summary>Stops and leaves the folder as it is.</summary>
    public ValueTask Stop() => _portal.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (_ownsFolder) Directory.Delete(Folder, recursive: true);
    }
}
