using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Reads;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Overview;

/// <summary>Balance, month, pace and models of the organisation, kept up to date by every commit.</summary>
public sealed partial class OverviewPage(OverviewRead read, LiveFeed feed, BillingClock clock, TimeProvider time, RecentReads recent, ILogger<OverviewPage> log) : IDisposable
{
    private readonly LiveLook _live = new(feed, time);
    private readonly Reading<OverviewView> _view = new(log, recent);
    private DayRange _range = null!;

    /// <summary>The reader; the frame shows customers' pages only to a member of an organisation.</summary>
    [CascadingParameter] public Member Member { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "range")] public string? RangeName { get; set; }
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }
    [SupplyParameterFromQuery(Name = "to")] public string? To { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var range = DayRange.Read(RangeName, From, To, clock.Now.Day, "this-month");
        if (range == _range) return;
        _range = range;
        await Load();
        if (RendererInfo.IsInteractive) _live.Follow(Member.Organisation!.Account, Look);
    }

    private Task Load() => _view.Read((Member.Organisation!.Account, _range.Period), RendererInfo.IsInteractive, () => read.Read(Member.Organisation!.Account, _range.Period, _live.Gone));

    private Task Look(BalanceChange change) => InvokeAsync(async () =>
    {
        _view.Change(view => view with { Balance = change.Balance });
        StateHasChanged();
        await Load();
        StateHasChanged();
    });

    public void Dispose() => _live.Dispose();
}
