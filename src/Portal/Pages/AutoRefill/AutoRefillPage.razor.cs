using Billing.Refills;
using Billing.Service.Access;
using Billing.Service.Flows.Refills;
using Billing.Service.Metering;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.AutoRefill;

/// <summary>Set automatic refill, see how it stands and what it did; every charge it would make at once is said before.</summary>
public sealed partial class AutoRefillPage(
    RefillRead read, SetRefill set, StopRefill stop, LiveFeed feed, TimeProvider time, Toasts toasts, RecentReads recent, ILogger<AutoRefillPage> log) : IDisposable
{
    private readonly LiveLook _live = new(feed, time);
    private readonly Reading<RefillView> _view = new(log, recent);
    private readonly Press _press = new();
    private bool _none, _testing;
    private long? _shownFor;

    /// <summary>The reader; the frame shows customers' pages only to a member of an organisation.</summary>
    [CascadingParameter] public Member Member { get; set; } = null!;

    /// <summary>Cursor of the diary's page.</summary>
    [SupplyParameterFromQuery(Name = "page")] public long? Before { get; set; }

    private AccountId Account => Member.Organisation!.Account;
    private bool MayPay => Member.May(Permission.Pay);

    protected override async Task OnInitializedAsync()
    {
        _shownFor = Before;
        await Load();
        if (RendererInfo.IsInteractive) _live.Follow(Account, _ => InvokeAsync(Look));
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shownFor == Before) return;
        _shownFor = Before;
        await Load();
    }

    private Task Load() => _view.Read((Account, nameof(AutoRefillPage), Before), RendererInfo.IsInteractive, async () =>
    {
        var view = await read.Read(Account, Before, _live.Gone);
        _none = view is null;
        return view!;
    });

    private async Task Look()
    {
        await Load();
        StateHasChanged();
    }

    private Task<RefillPreview?> Preview(AutoRefillSettings settings) => read.Preview(Account, settings, _live.Gone);

    private Task TurnOn(RefillWish wish) => Act(async () =>
    {
        // A payment that has begun is not given up because its page is closed.
        var answer = await set.Run(Member.Actor, Account, wish, CancellationToken.None);
        if (answer.Refusal is { } refusal) _press.Refusal = refusal;
        else Tell(answer.Value);
    });

    private Task TurnOff() => Act(async () =>
    {
        var answer = await stop.Run(Member.Actor, Account, CancellationToken.None);
        if (answer.Refusal is { } refusal) _press.Refusal = refusal;
        else toasts.Show(Tone.Good, "Auto-refill is off", answer.Value ? "The refill that is under way still ends with its payment." : "Nothing is charged by itself any more.");
    });

    private Task Act(Func<Task> act) => _press.Run(async () =>
    {
        await act();
        await Load();
    });

    private void Tell(SetRefillResult result)
    {
        var (tone, title, detail) = AutoRefillWords.Outcome(result);
        toasts.Show(tone, title, detail);
    }

    public void Dispose() => _live.Dispose();
}
