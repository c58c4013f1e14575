using Billing.Service.Flows.Plans;
using Billing.Service.Reads;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal.Session;
using BillingPortal.Portal.Parts;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Plan;

/// <summary>Where the page on which a customer subscribes leads back to. It settles by the same flow as the webhook and looks until it is known.</summary>
public sealed partial class PlanResult(SettlePlanCheckout settle, PlanRead read, TimeProvider time) : IDisposable
{
    private readonly Lookout _lookout = new(time);
    private PlanCheckout? _ended;
    private string? _problem;

    [CascadingParameter] public Member Member { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "session_id")] public string? Session { get; set; }

    private AccountId Account => Member.Organisation!.Account;

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? _lookout.Until(Look, StateHasChanged) : Task.CompletedTask;

    /// <summary>True when there is nothing more to wait for.</summary>
    private async Task<bool> Look()
    {
        if (Session is null || await read.AccountOf(Session, _lookout.Gone) != Account)
        {
            _problem = "There is no such payment";
            return true;
        }

        var looked = await settle.Run(Session, _lookout.Gone);
        if (looked.IsAccepted) _ended = looked.Value;
        else if (looked.Refusal!.Code != "checking_with_bank") _problem = looked.Refusal.Message;
        return _problem is not null || _ended?.State is PaymentState.Paid or PaymentState.Expired or PaymentState.Failed;
    }

    public void Dispose() => _lookout.Dispose();
}
