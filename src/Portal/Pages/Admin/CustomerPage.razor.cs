using System.Globalization;
using Billing.Service.Access;
using Billing.Service.Flows.Corrections;
using Billing.Service.Flows.MoneyBack;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Admin;

/// <summary>One customer as an operator sees him: balance, grants, ledger, and the way to a correction.</summary>
public sealed partial class CustomerPage : IDisposable
{
    private AccountId _account;
    private string _name = "";
    private OverviewView? _view;
    private LedgerView? _ledger;
    private Corrected? _booked;
    private MoneyBackView? _moneyBack;
    private PaymentLine? _refunding;
    private RefundedPayment? _refund;
    private bool _missing, _correcting;
    private IDisposable? _live;

    [Inject] public required IMemberships Memberships { get; init; }
    [Inject] public required OverviewRead Overview { get; init; }
    [Inject] public required LedgerRead Ledger { get; init; }
    [Inject] public required MoneyBackRead MoneyBack { get; init; }
    [Inject] public required LiveFeed Feed { get; init; }
    [Inject] public required BillingClock Clock { get; init; }

    [CascadingParameter] public Member Member { get; set; } = null!;

    [Parameter] public string Id { get; set; } = "";

    /// <summary>Entry number the page of the ledger ends before.</summary>
    [SupplyParameterFromQuery(Name = "page")] public long? Before { get; set; }

    /// <summary>Number of the opened entry.</summary>
    [SupplyParameterFromQuery(Name = "entry")] public long? Entry { get; set; }

    private string? Next => _ledger?.Next?.ToString(CultureInfo.InvariantCulture);
    private string? Previous => Before is null ? null : "";

    protected override async Task OnParametersSetAsync()
    {
        if (!PrefixedId.TryParse("acct", Id, out var id) || await Memberships.OrganisationOf(new AccountId(id), CancellationToken.None) is not { } organisation)
        {
            _missing = true;
            return;
        }

        (_account, _name) = (organisation.Account, organisation.Name);
        await Load();
        _live ??= Feed.Subscribe(_account, _ => InvokeAsync(Load));
    }

    // All or nothing: the page may be drawn again while the next is still being read.
    private async Task Load()
    {
        var always = new Period(Instant.Earliest, Instant.Latest);
        var view = await Overview.Read(_account, Period.MonthOf(Clock.Now), CancellationToken.None);
        var ledger = await Ledger.Read(_account, new LedgerQuery(always, null, LedgerTime.Recorded, Each: false, Before, Limit: 25), CancellationToken.None);
        var moneyBack = await MoneyBack.Read(_account, CancellationToken.None);
        (_view, _ledger, _moneyBack) = (view, ledger, moneyBack);
        StateHasChanged();
    }

    private void Open()
    {
        (_booked, _refund, _refunding) = (null, null, null);
        _correcting = true;
    }

    private void OpenRefund(PaymentLine payment)
    {
        (_booked, _refund, _correcting) = (null, null, false);
        _refunding = payment;
    }

    private async Task Refunded(RefundedPayment refund)
    {
        (_refund, _refunding) = (refund, null);
        await Load();
    }

    private async Task Booked(Corrected corrected)
    {
        _correcting = false;
        _booked = corrected;
        await Load();
    }

    public void Dispose() => _live?.Dispose();
}
