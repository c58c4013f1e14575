using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Reads;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Admin;

/// <summary>The operators' way to a customer.</summary>
public sealed partial class CustomersPage
{
    private const int Most = 50;

    private string _text = "";
    private IReadOnlyList<Organisation>? _found;
    private IReadOnlyList<DisputeLine> _disputes = [];

    [Inject] public required IMemberships Memberships { get; init; }
    [Inject] public required Writer Writer { get; init; }
    [Inject] public required MoneyBackRead MoneyBack { get; init; }
    [Inject] public required BillingClock Clock { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }

    [SupplyParameterFromQuery(Name = "q")] public string? Query { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _text = Query ?? "";
        _disputes = await MoneyBack.Undecided(CancellationToken.None);
        _found = await Memberships.Search(_text, Most, CancellationToken.None);
    }

    // The search stands in the address, so that it can be gone back to and shared.
    private void Search() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("q", _text.Length == 0 ? null : _text));
}
