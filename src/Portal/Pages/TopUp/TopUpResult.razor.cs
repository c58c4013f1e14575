using Billing.Service.Access;
using Billing.Service.Flows.TopUps;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.TopUp;

/// <summary>Where the payment page leads back to. It settles by the same flow as the webhook and looks until it is known.</summary>
public sealed partial class TopUpResult : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _gone = new();
    private SettledTopUp? _settled;
    private string? _problem;

    [Inject] public required SettleTopUp Flow { get; init; }
    [Inject] public required TopUpRead Read { get; init; }

    [CascadingParameter] public Member Member { get; set; } = null!;

    private AccountId Account => Member.Organisation!.Account;

    [SupplyParameterFromQuery(Name = "session_id")] public string? Session { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        if (Session is null || await Read.AccountOf(Session, _gone.Token) != Account)
        {
            _problem = "There is no such purchase";
            StateHasChanged();
            return;
        }

        await LookUntilKnown(Session);
    }

    private async Task LookUntilKnown(string session)
    {
        try
        {
            while (!_gone.IsCancellationRequested)
            {
                var looked = await Flow.Run(session, _gone.Token);
                if (looked.IsAccepted) _settled = looked.Value;
                else if (looked.Refusal!.Code != "checking_with_bank") _problem = looked.Refusal.Message;
                StateHasChanged();
                if (_problem is not null || _settled?.State is Settlement.Paid or Settlement.Expired or Settlement.Failed) return;
                await Task.Delay(Pause, _gone.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left; the webhook and the janitor go on.
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
