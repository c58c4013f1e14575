using Billing.Ledger;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Reads;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Transactions;

/// <summary>The organisation's ledger. Days, type, lines, page and the opened entry stand in the address.</summary>
public sealed partial class TransactionsPage(LedgerRead read, LiveFeed feed, BillingClock clock, TimeProvider time, RecentReads recent, ILogger<TransactionsPage> log) : IDisposable
{
    private static readonly IReadOnlyList<FilterOption> TypeOptions = [.. EntryTypes.All.Select(type => new FilterOption(type.Name(), type.Name()))];
    private readonly LiveLook _live = new(feed, time);
    private readonly Reading<LedgerView> _view = new(log, recent);
    private DayRange _range = null!;
    private DateOnly _today;
    private LedgerQuery? _query;

    /// <summary>The reader; the frame shows customers' pages only to a member of an organisation.</summary>
    [CascadingParameter] public Member Member { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "range")] public string? RangeName { get; set; }
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }
    [SupplyParameterFromQuery(Name = "to")] public string? To { get; set; }
    [SupplyParameterFromQuery(Name = "type")] public string? Type { get; set; }
    [SupplyParameterFromQuery(Name = "each")] public string? Each { get; set; }
    [SupplyParameterFromQuery(Name = "by")] public string? ByName { get; set; }
    /// <summary>Keyset: lines below this number.</summary>
    [SupplyParameterFromQuery(Name = "page")] public long? Page { get; set; }
    /// <summary>The opened entry.</summary>
    [SupplyParameterFromQuery(Name = "entry")] public long? Entry { get; set; }

    private bool IsEach => Each == "1";
    private bool IsOccurred => ByName == "occurred";
    private LedgerTime By => IsOccurred ? LedgerTime.Occurred : LedgerTime.Recorded;
    private EntryType? Chosen => EntryTypes.TryParse(Type, out var type) ? type : null;
    private string? TypeName => Chosen?.Name();
    private string Days => DateText.Range(_range.From, _range.To, _today.Year);

    protected override async Task OnParametersSetAsync()
    {
        _today = clock.Now.Day;
        _range = DayRange.Read(RangeName, From, To, _today, "this-month");
        var query = new LedgerQuery(_range.Period, Chosen, By, IsEach, Page);
        if (query == _query) return;
        _query = query;
        await Load();
        if (RendererInfo.IsInteractive) _live.Follow(Member.Organisation!.Account, _ => Look());
    }

    private Task Load() => _view.Read((Member.Organisation!.Account, _query), RendererInfo.IsInteractive, () => read.Read(Member.Organisation!.Account, _query!, _live.Gone));

    // Older pages stand still while somebody reads them.
    private Task Look() => Page is not null ? Task.CompletedTask : InvokeAsync(async () =>
    {
        await Load();
        StateHasChanged();
    });

    public void Dispose() => _live.Dispose();
}
