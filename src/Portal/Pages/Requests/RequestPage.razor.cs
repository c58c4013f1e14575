using Billing.Service.Ports;
using Billing.Service.Reads;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Requests;

/// <summary>One request taken apart: quantity x rate, the larger price, the rounding, who paid, the entries. A foreign one is not there.</summary>
public sealed partial class RequestPage(RequestsRead read, BillingClock clock, RecentReads recent, ILogger<RequestPage> log) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly Reading<RequestDetail> _detail = new(log, recent);
    private bool _missing;
    private int _thisYear;

    /// <summary>The reader; the frame shows customers' pages only to a member of an organisation.</summary>
    [CascadingParameter] public Member Member { get; set; } = null!;

    [Parameter] public long Row { get; set; }

    protected override Task OnParametersSetAsync() => Load();

    private Task Load()
    {
        _thisYear = clock.Now.Day.Year;
        return _detail.Read((Member.Organisation!.Account, Row), RendererInfo.IsInteractive, async () =>
        {
            var detail = await read.Find(Member.Organisation!.Account, Row, _gone.Token);
            _missing = detail is null;
            return detail!;
        });
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
