using Billing.Service.Access;
using Billing.Service.Ports;
using Billing.Units;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Keys;

/// <summary>The organisation's keys: owners and developers make and revoke them, everybody else reads.</summary>
public sealed partial class KeysPage(IApiKeys keys, Toasts toasts, BillingClock clock)
{
    private IReadOnlyList<ApiKey>? _keys;
    private CreatedApiKey? _created;
    private ApiKey? _revoking;
    private bool _creating;
    private string? _problem;
    private int _thisYear;

    [CascadingParameter] public Member Member { get; set; } = null!;

    private AccountId Account => Member.Organisation!.Account;
    private bool MayManage => Member.May(Permission.ManageKeys);

    protected override async Task OnInitializedAsync()
    {
        _thisYear = clock.Now.Day.Year;
        await Load();
    }

    private async Task Load()
    {
        var read = await keys.List(Member.Actor, Account, CancellationToken.None);
        _keys = read.IsAccepted ? read.Value : null;
        _problem = read.Refusal?.Message;
    }

    private void OpenCreate() => (_creating, _created, _revoking) = (true, null, null);

    private void OpenRevoke(ApiKey key) => (_creating, _created, _revoking) = (false, null, key);

    private void Close() => (_creating, _revoking) = (false, null);

    private async Task Show(CreatedApiKey created)
    {
        (_creating, _created) = (false, created);
        await Load();
    }

    private async Task Revoked(ApiKey key)
    {
        Close();
        toasts.Show(Tone.Good, $"{key.Name} is revoked", "Calls with it are refused from now on.");
        await Load();
    }
}
