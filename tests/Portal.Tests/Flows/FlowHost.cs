using Billing.Service.Access;
using Billing.Service.Flows.Corrections;
using Billing.Service.Flows.TopUps;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Service.Storage.Portal;
using Billing.Units;
using BillingPortal.Portal;
using BillingPortal.Portal.Demo;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Flows;

/// <summary>The portal with its sandbox and people, without history: flows are run as pages run them.</summary>
public sealed class FlowHost : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-money-").FullName;
    private PortalApp _portal = null!;

    public Uri Address => _portal.Address;
    public Stripe.Sandbox.SandboxServer Sandbox => _portal.Sandbox!;
    public Actor.Person Owner { get; private set; } = null!;
    public Actor.Person Viewer { get; private set; } = null!;
    public Actor.Operator Operator { get; private set; } = null!;

    /// <summary>When set, session look-ups are answered by it instead of the sandbox.</summary>
    public Func<GatewayAnswer<CheckoutSession>, GatewayAnswer<CheckoutSession>>? Bent { get; set; }

    public string BillingFile => Path.Combine(_folder, "billing.db");
    public Writer Writer => Get<Writer>();
    public WalletState Wallet => Writer.Find(DemoPeople.Account)!;
    public T Get<T>() where T : notnull => _portal.Services.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        string[] settings =
        [
            "--environment", "Production", $"--Portal:DataFolder={_folder}", "--Portal:Url=http://127.0.0.1:0", "--Portal:PriceBook=kunavo",
        ];
        _portal = PortalApp.Build(settings, builder =>
        {
            builder.LiveInTestTime();
            var real = builder.Services.Last(service => service.ServiceType == typeof(IPaymentGateway)).ImplementationType!;
            builder.Services.AddSingleton<IPaymentGateway>(provider =>
                new BentGateway((IPaymentGateway)ActivatorUtilities.CreateInstance(provider, real), () => Bent));
        });
        await _portal.Start(CancellationToken.None);
        await using var scope = _portal.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoPeople>().Seed(CancellationToken.None);
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        Owner = new((await users.FindByEmailAsync("owner@demo.example"))!.Id, "Owner");
        Viewer = new((await users.FindByEmailAsync("viewer@demo.example"))!.Id, "Viewer");
        Operator = new((await users.FindByEmailAsync("operator@demo.example"))!.Id, "Operator");
    }

    /// <summary>The provider's clock first, then ours.</summary>
    public void MoveTo(Instant to) => _portal.MoveTo(to);

    /// <summary>Makes the owner a member of one more organisation, whose account is open.</summary>
    public async Task Found(AccountId account)
    {
        await using var scope = _portal.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoPeople>().Found(account, "Acme", CancellationToken.None);
    }

    public Task<Billing.Service.Outcome<StartedTopUp>> Start(Actor actor, string dollars, string? key = null) => Get<StartTopUp>().Run(
        actor, DemoPeople.Account, Amount.Parse(dollars, Asset.Usd), key ?? Guid.NewGuid().ToString("N"), "owner@demo.example", CancellationToken.None);

    public Task<Billing.Service.Outcome<SettledTopUp>> Settle(string session) => Get<SettleTopUp>().Run(session, CancellationToken.None);

    public Task<Billing.Service.Outcome<Corrected>> Correct(Actor.Operator actor, string dollars, string reason = "outage", string note = "Sorry.", string? key = null) =>
        Get<CorrectBalance>().Run(
            actor, new Correction(DemoPeople.Account, Amount.Parse(dollars, Asset.Usd), reason, note, key ?? Guid.NewGuid().ToString("N")), CancellationToken.None);

    /// <summary>Type, amount, balance after and grant kind of the account's entries after a number.</summary>
    public IReadOnlyList<string> EntriesAfter(long number)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "billing.db")};Mode=ReadOnly");
        connection.Open();
        using var read = connection.CreateCommand();
        read.CommandText = "SELECT e.type, e.amount, e.balance_after, g.kind FROM entries e LEFT JOIN grants g ON g.number = e.grant_number WHERE e.number > $n AND e.account = 1 ORDER BY e.number";
        read.Parameters.AddWithValue("$n", number);
        using var rows = read.ExecuteReader();
        var found = new List<string>();
        while (rows.Read())
        {
            var type = Billing.Ledger.EntryTypes.Name((Billing.Ledger.EntryType)rows.GetByte(0));
            var kind = Billing.Credits.GrantKinds.Name((Billing.Credits.GrantKind)rows.GetByte(3));
            found.Add($"{type} {new Amount(rows.GetInt64(1), Asset.Usd).ToDecimalText()} -> {new Amount(rows.GetInt64(2), Asset.Usd).ToDecimalText()} {kind}");
        }

        return found;
    }

    public async Task<IReadOnlyList<InboxRow>> Inbox()
    {
        await using var db = Get<BillingReader>().OpenContext();
        return [.. db.Inbox];
    }

    public async Task DisposeAsync()
    {
        await _portal.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The real gateway, whose look-ups a test may bend: what an attacker or a fault would show us.</summary>
    private sealed class BentGateway(IPaymentGateway real, Func<Func<GatewayAnswer<CheckoutSession>, GatewayAnswer<CheckoutSession>>?> bent) : IPaymentGateway
    {
        public Task<GatewayAnswer<string>> CreateCustomer(NewCustomer customer, string idempotencyKey, CancellationToken cancel) => real.CreateCustomer(customer, idempotencyKey, cancel);

        public Task<GatewayAnswer<CheckoutSession>> OpenCheckout(CheckoutRequest request, string idempotencyKey, CancellationToken cancel) => real.OpenCheckout(request, idempotencyKey, cancel);

        public async Task<GatewayAnswer<CheckoutSession>> FindCheckout(string sessionId, CancellationToken cancel)
        {
            var answer = await real.FindCheckout(sessionId, cancel);
            return bent() is { } bend ? bend(answer) : answer;
        }

        public Task<GatewayAnswer<CheckoutSession>> ExpireCheckout(string sessionId, CancellationToken cancel) => real.ExpireCheckout(sessionId, cancel);

        public Task<GatewayAnswer<SavedCard>> SaveCard(string customerId, string card, string idempotencyKey, CancellationToken cancel) => real.SaveCard(customerId, card, idempotencyKey, cancel);

        public Task<GatewayAnswer<CardCharge>> ChargeCard(CardChargeRequest request, string idempotencyKey, CancellationToken cancel) => real.ChargeCard(request, idempotencyKey, cancel);

        public Task<GatewayAnswer<GatewayPayment>> FindPayment(string paymentIntent, CancellationToken cancel) => real.FindPayment(paymentIntent, cancel);

        public Task<GatewayAnswer<GatewayPayment?>> FindPaymentOf(PaymentId payment, string customerId, Instant since, CancellationToken cancel) =>
            real.FindPaymentOf(payment, customerId, since, cancel);

        public Task<GatewayAnswer<GatewayPayment>> CancelPayment(string paymentIntent, string idempotencyKey, CancellationToken cancel) =>
            real.CancelPayment(paymentIntent, idempotencyKey, cancel);

        public Task<GatewayAnswer<GatewayRefund>> Refund(string paymentIntent, Amount amount, string reference, string idempotencyKey, CancellationToken cancel) =>
            real.Refund(paymentIntent, amount, reference, idempotencyKey, cancel);

        public Task<GatewayAnswer<GatewayDispute>> FindDispute(string disputeId, CancellationToken cancel) => real.FindDispute(disputeId, cancel);

        public WebhookNotice? VerifyWebhook(ReadOnlyMemory<byte> body, string? signature, out string? rejectedBecause) => real.VerifyWebhook(body, signature, out rejectedBecause);

        public WebhookNotice ReadWebhook(ReadOnlyMemory<byte> body) => real.ReadWebhook(body);
    }
}
