using Billing.Service.Ports;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Resources;

/// <summary>One resource's life: who started and paused it, and when credit or an unpaid invoice did. A foreign one is not there.</summary>
public sealed partial class ResourcePage(ResourcesRead read, BillingClock clock, RecentReads recent, ILogger<ResourcePage> log) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly Reading<ResourceHistory> _history = new(log, recent);
    private bool _missing;
    private int _thisYear;

    /// <summary>The reader; the frame shows customers' pages only to a member of an organisation.</summary>
    [CascadingParameter] public Member Member { get; set; } = null!;

    [Parameter] public string Id { get; set; } = "";

    protected override Task OnParametersSetAsync() => Load();

    private Task Load()
    {
        _thisYear = clock.Now.Day.Year;
        return _history.Read((Member.Organisation!.Account, Id), RendererInfo.IsInteractive, async () =>
        {
            var history = PrefixedId.TryParse("res", Id, out var id) ? await read.Find(Member.Organisation!.Account, new(id), _gone.Token) : null;
            _missing = history is null;
            return history!;
        });
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
