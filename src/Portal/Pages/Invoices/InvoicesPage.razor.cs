using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Reads;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Invoices;

/// <summary>What was invoiced, what is still to be paid, and what the running month has come to.</summary>
public sealed partial class InvoicesPage(InvoicesRead read, LiveFeed feed, BillingClock clock, TimeProvider time, RecentReads recent, ILogger<InvoicesPage> log) : IDisposable
{
    private readonly LiveLook _live = new(feed, time);
    private readonly Reading<InvoicesView> _view = new(log, recent);
    private int _thisYear;

    /// <summary>The reader; the frame shows customers' pages only to a member of an organisation.</summary>
    [CascadingParameter] public Member Member { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        await Load();
        if (RendererInfo.IsInteractive) _live.Follow(Member.Organisation!.Account, _ => Look());
    }

    private Task Load()
    {
        _thisYear = clock.Now.Day.Year;
        return _view.Read(Member.Organisation!.Account, RendererInfo.IsInteractive, () => read.Read(Member.Organisation!.Account, _live.Gone));
    }

    private Task Look() => InvokeAsync(async () =>
    {
        await Load();
        StateHasChanged();
    });

    private static string Sentence(InvoicesView view) =>
        view.Overdue.IsPositive ? $"{MoneyText.Of(view.Overdue)} is overdue. {(view.Recovery is { } recovery ? InvoiceWords.Now(recovery) : "")}"
        : view.Open.IsPositive ? $"{MoneyText.Of(view.Open)} is being charged to the card on file."
        : view.Draft is { Sums.Due: { IsPositive: true } due } draft ? $"Everything is paid. {DateText.Month(draft.Month.Start.Day)} has come to {MoneyText.Of(due)} so far."
        : "Everything is paid, and nothing is to come so far.";

    public void Dispose() => _live.Dispose();
}
