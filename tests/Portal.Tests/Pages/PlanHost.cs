using Billing.Service.Access;
using Billing.Service.Flows.Cards;
using Billing.Service.Flows.Coupons;
using Billing.Service.Flows.Payments;
using Billing.Service.Flows.Plans;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Reads;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal.Session;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Account;
using Portal.Tests.Parts;

namespace Portal.Tests.Pages;

/// <summary>A member of an organisation on some price book, with the real ledger and the local payment provider.</summary>
public abstract class PlanHost : PartsContext
{
    private readonly AccountHost _host;
    private readonly AccountId _account = new(Guid.CreateVersion7());

    protected PlanHost(AccountHost host)
    {
        _host = host;
        Services.AddSingleton(Get<PlanRead>());
        Services.AddSingleton(Get<CouponsRead>());
        Services.AddSingleton(Writer.Feed);
    }

    protected Writer Writer => Get<Writer>();

    protected string PlanNow => Writer.Find(_account)!.Plan!;

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    /// <summary>Where the local payment provider's pages are.</summary>
    protected string Sandbox => _host.Sandbox.Address;

    /// <summary>Of the payment page that is open.</summary>
    protected async Task<string> Session()
    {
        await using var db = Get<BillingReader>().OpenContext();
        var number = Writer.Find(_account)!.Account;
        return db.Payments.Single(payment => payment.Account == number).GatewaySession!;
    }

    protected void Pay(string session) => Assert.Null(_host.Sandbox.PaySession(session, "4242424242424242"));

    protected string Balance => Writer.Find(_account)!.BalanceAmount.ToDecimalText();

    /// <param name="card">Saved before the page opens.</param>
    protected async Task<IRenderedComponent<TPage>> Show<TPage>(string book, Role role = Role.Owner, bool card = true, string? plan = null)
        where TPage : IComponent
    {
        if (Writer.Find(_account) is null) await Writer.Run(scope => scope.OpenAccount(_account, "Acme", book), CancellationToken.None);
        if (card) await SaveCard();
        if (plan is not null) await Take(plan);
        var members = new Members(role);
        Services.AddSingleton(new QuotePlanChange(Writer, members));
        Services.AddSingleton(ChangeBy(members));
        Services.AddSingleton(new UndoPlanChange(Writer, members, Get<AlignSubscription>()));
        Services.AddSingleton(new PayRenewal(Writer, members, Get<ISubscriptionGateway>(), Get<FollowSubscription>(), Get<RenewSubscription>()));
        Services.AddSingleton(Get<SettlePlanCheckout>());
        Services.AddSingleton(new RedeemCoupon(Writer, members));
        SetRendererInfo(new("Server", isInteractive: true));
        return Another<TPage>(role);
    }

    /// <summary>One more page of the same member's.</summary>
    protected IRenderedComponent<TPage> Another<TPage>(Role role = Role.Owner)
        where TPage : IComponent
    {
        var page = Render<TPage>(parameters => parameters.AddCascadingValue(MemberAs(role)));
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0);
        return page;
    }

    /// <summary>Somebody who has one role everywhere.</summary>
    protected static IMemberships Everybody(Role role) => new Members(role);

    /// <summary>Puts rows where other flows would have put them.</summary>
    protected Task Put(Action<BillingDb, int> rows) => Writer.Run(
        scope =>
        {
            rows(scope.Db, scope.Find(_account)!.Account);
            return true;
        },
        CancellationToken.None);

    private async Task SaveCard()
    {
        var members = new Members(Role.Owner);
        var gateway = Get<IPaymentGateway>();
        var customers = new Customers(Writer, Get<BillingReader>(), members, gateway);
        var saved = await new SaveCard(Writer, members, customers, gateway, Get<CardErrands>()).Run(
            MemberAs(Role.Owner).Actor, _account, "pm_card_visa", "ada@acme.example", Guid.NewGuid().ToString("N"), CancellationToken.None);
        Assert.Null(saved.Refusal);
    }

    private async Task Take(string plan)
    {
        var members = new Members(Role.Owner);
        var actor = MemberAs(Role.Owner).Actor;
        var quote = await new QuotePlanChange(Writer, members).Run(actor, _account, plan, Billing.PriceBooks.BillingInterval.Month, null, CancellationToken.None);
        var taken = await ChangeBy(members).Run(actor, _account, quote.Value.Id, Guid.NewGuid().ToString("N"), CancellationToken.None);
        Assert.Null(taken.Refusal);
    }

    private ChangePlan ChangeBy(Members members) => new(Writer, members, Get<CollectPlan>(), Get<SettlePlanCheckout>(), Get<AlignSubscription>(), Get<IPlanBilling>());

    private T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    private Member MemberAs(Role role) =>
        new(Guid.CreateVersion7(), "Ada", "ada@acme.example", false, default, [], new Organisation(_account, "Acme", role));

    /// <summary>Everybody has one role everywhere.</summary>
    private sealed class Members(Role role) : IMemberships
    {
        public Task<Role?> RoleOf(Guid userId, AccountId account, CancellationToken cancel) => Task.FromResult<Role?>(role);

        public Task<bool> IsOperator(Guid userId, CancellationToken cancel) => Task.FromResult(false);

        public Task<IReadOnlyList<Organisation>> OrganisationsOf(Guid userId, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Organisation>>([]);

        public Task<Organisation?> OrganisationOf(AccountId account, CancellationToken cancel) => Task.FromResult<Organisation?>(null);

        public Task<IReadOnlyList<string>> BillingMails(AccountId account, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>(["ada@acme.example"]);

        public Task<IReadOnlyList<Organisation>> Search(string text, int limit, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Organisation>>([]);
    }
}
