using Billing.Service.Access;
using Billing.Service.Flows.TopUps;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Session;
using BillingPortal.Portal.Parts;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.TopUp;

/// <summary>Where the payment page leads back to. It settles by the same flow as the webhook and looks until it is known.</summary>
public sealed partial class TopUpResult(SettleTopUp settle, TopUpRead read, TimeProvider time) : IDisposable
{
    private readonly Lookout _lookout = new(time);
    private SettledTopUp? _settled;
    private string? _problem;

    [CascadingParameter] public Member Member { get; set; } = null!;

    private AccountId Account => Member.Organisation!.Account;

    [SupplyParameterFromQuery(Name = "session_id")] public string? Session { get; set; }

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? _lookout.Until(Look, StateHasChanged) : Task.CompletedTask;

    /// <summary>True when there is nothing more to wait for; a debit that is on its way may be paid while the page is open.</summary>
    private async Task<bool> Look()
    {
        if (Session is null || await read.AccountOf(Session, _lookout.Gone) != Account)
        {
            _problem = "There is no such purchase";
            return true;
        }

        var looked = await settle.Run(Session, _lookout.Gone);
        if (looked.IsAccepted) _settled = looked.Value;
        else if (looked.Refusal!.Code != "checking_with_bank") _problem = looked.Refusal.Message;
        return _problem is not null || _settled?.State is Settlement.Paid or Settlement.Expired or Settlement.Failed;
    }

    public void Dispose() => _lookout.Dispose();
}
