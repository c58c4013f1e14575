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
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _gone = new();
    private readonly Reading<InvoicesView> _view = new(log, recent);
    private int _thisYear;
    private IDisposable? _live;

    /// <summary>The reader; the frame shows customers' pages only to a member of an organisation.</summary>
    [CascadingParameter] public Member Member { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        await Load();
        if (RendererInfo.IsInteractive) _live = feed.Subscribe(Member.Organisation!.Account, Follow);
    }

    private Task Load()
    {
        _thisYear = clock.Now.Day.Year;
        return _view.Read(Member.Organisation!.Account, RendererInfo.IsInteractive, () => read.Read(Member.Organisation!.Account, _gone.Token));
    }

    private async Task Follow(BalanceChange change)
    {
        await InvokeAsync(async () =>
        {
            await Load();
            StateHasChanged();
        });
        await Task.Delay(Breath, time, _gone.Token);
    }

    private static string Sentence(InvoicesView view) =>
        view.Overdue.IsPositive ? $"{MoneyText.Of(view.Overdue)} is overdue. {(view.Recovery is { } recovery ? InvoiceWords.Now(recovery) : "")}"
        : view.Open.IsPositive ? $"{MoneyText.Of(view.Open)} is being charged to the card on file."
        : view.Draft is { Sums.Due: { IsPositive: true } due } draft ? $"Everything is paid. {DateText.Month(draft.Month.Start.Day)} has come to {MoneyText.Of(due)} so far."
        : "Everything is paid, and nothing is to come so far.";

    public void Dispose()
    {
        _live?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }
}
