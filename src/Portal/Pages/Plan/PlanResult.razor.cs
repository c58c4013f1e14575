using Billing.Service.Flows.Plans;
using Billing.Service.Reads;
using Billing.Service.Storage;
using Billing.Units;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Plan;

/// <summary>Where the page on which a customer subscribes leads back to. It settles by the same flow as the webhook and looks until it is known.</summary>
public sealed partial class PlanResult(SettlePlanCheckout settle, PlanRead read) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _gone = new();
    private PlanCheckout? _ended;
    private string? _problem;

    [CascadingParameter] public Member Member { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "session_id")] public string? Session { get; set; }

    private AccountId Account => Member.Organisation!.Account;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        try
        {
            if (Session is null || await read.AccountOf(Session, _gone.Token) != Account) _problem = "There is no such payment";
            else await LookUntilKnown(Session);
        }
        catch (OperationCanceledException)
        {
            // The page was left; the webhook and the janitor go on.
        }

        StateHasChanged();
    }

    private async Task LookUntilKnown(string session)
    {
        while (true)
        {
            var looked = await settle.Run(session, _gone.Token);
            if (looked.IsAccepted) _ended = looked.Value;
            else if (looked.Refusal!.Code != "checking_with_bank") _problem = looked.Refusal.Message;
            if (_problem is not null || _ended?.State is PaymentState.Paid or PaymentState.Expired or PaymentState.Failed) return;
            StateHasChanged();
            await Task.Delay(Pause, _gone.Token);
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
