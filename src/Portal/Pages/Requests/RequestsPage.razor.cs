using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Reads;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Requests;

/// <summary>The organisation's requests. Days, filters and page stand in the address.</summary>
public sealed partial class RequestsPage(RequestsRead read, LiveFeed feed, BillingClock clock, TimeProvider time, RecentReads recent, ILogger<RequestsPage> log) : IDisposable
{
    private readonly LiveLook _live = new(feed, time);
    private readonly Reading<RequestsView> _view = new(log, recent);
    private DayRange _range = null!;
    private DateOnly _today;
    private RequestsQuery? _query;

    /// <summary>The reader; the frame shows customers' pages only to a member of an organisation.</summary>
    [CascadingParameter] public Member Member { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "range")] public string? RangeName { get; set; }
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }
    [SupplyParameterFromQuery(Name = "to")] public string? To { get; set; }
    [SupplyParameterFromQuery(Name = "model")] public string? Model { get; set; }
    [SupplyParameterFromQuery(Name = "status")] public string? Status { get; set; }
    [SupplyParameterFromQuery(Name = "key")] public string? Key { get; set; }
    [SupplyParameterFromQuery(Name = "page")] public string? Page { get; set; }

    private string? StatusName => RequestsAddress.Status(Status) is null ? null : Status;
    private bool IsFiltered => !string.IsNullOrEmpty(Model) || StatusName is not null || RequestsAddress.Key(Key) is not null;
    private string Days => DateText.Range(_range.From, _range.To, _today.Year);

    private IReadOnlyList<FilterOption> Models =>
        [.. (_view.Value?.Models ?? []).Concat(string.IsNullOrEmpty(Model) ? [] : [Model]).Distinct(StringComparer.Ordinal).Select(name => new FilterOption(name, name))];

    private IReadOnlyList<FilterOption> Keys =>
        [.. (_view.Value?.Keys ?? []).Select(key => new FilterOption(key.ApiKey.ToString("N"), key.Name))];

    protected override async Task OnParametersSetAsync()
    {
        _today = clock.Now.Day;
        _range = DayRange.Read(RangeName, From, To, _today, "7d");
        var query = new RequestsQuery(
            _range.Period, string.IsNullOrEmpty(Model) ? null : Model, RequestsAddress.Status(Status), RequestsAddress.Key(Key), RequestsAddress.Read(Page));
        if (query == _query) return;
        _query = query;
        await Load();
        if (RendererInfo.IsInteractive) _live.Follow(Member.Organisation!.Account, _ => Look());
    }

    private Task Load() => _view.Read((Member.Organisation!.Account, _query), RendererInfo.IsInteractive, () => read.Read(Member.Organisation!.Account, _query!, _live.Gone));

    private Task Look() => Page is not null ? Task.CompletedTask : InvokeAsync(async () =>
    {
        await Load();
        StateHasChanged();
    });

    public void Dispose() => _live.Dispose();
}
