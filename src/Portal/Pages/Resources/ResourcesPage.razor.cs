using Billing.Service.Access;
using Billing.Service.Flows.Resources;
using Billing.Service.Metering;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Resources;

/// <summary>What runs and what it costs; members who may start, pause, stop and create.</summary>
public sealed partial class ResourcesPage(
    ResourcesRead read, ChangeResource change, LiveFeed feed, TimeProvider time, Toasts toasts, RecentReads recent, ILogger<ResourcesPage> log) : IDisposable
{
    private readonly LiveLook _live = new(feed, time);
    private readonly Reading<ResourcesView> _view = new(log, recent);
    private (ResourceLine Resource, ResourceAction Action)? _ending;
    private bool _creating;
    private bool _none;
    private bool _busy;

    // One for what is shown: pressing a button twice before the list has changed does it once.
    private string _shown = NewKey();

    /// <summary>The reader; the frame shows customers' pages only to a member of an organisation.</summary>
    [CascadingParameter] public Member Member { get; set; } = null!;

    private AccountId Account => Member.Organisation!.Account;
    private bool MayRun => Member.May(Permission.RunResources);
    private string Word => _view.Value?.Name ?? "Resource";
    private string Title => $"{Word}s";

    private string Sentence
    {
        get
        {
            if (_view.Value is not { Resources: [var first, ..] } view) return "";
            var running = view.Resources.Where(resource => resource.State == ResourceState.Running).ToList();
            var exist = view.Resources.Count(resource => resource.State != ResourceState.Deleted);
            var hour = running.Aggregate(Amount.Zero(first.MonthCost.Asset), (sum, resource) => sum + (resource.PerHour ?? Amount.Zero(sum.Asset)));
            return running.Count == 0 ? "None runs, so none is charged," : $"{running.Count} of {exist} run, {MoneyText.Of(hour, MoneyStyle.Price)} an hour together,";
        }
    }

    protected override async Task OnInitializedAsync()
    {
        await Load();
        if (RendererInfo.IsInteractive) _live.Follow(Account, _ => InvokeAsync(Look));
    }

    private async Task Load()
    {
        await _view.Read((Account, nameof(ResourcesPage)), RendererInfo.IsInteractive, async () =>
        {
            var view = await read.Read(Account, _live.Gone);
            _none = view is null;
            return view!;
        });
        _shown = NewKey();
    }

    private async Task Look()
    {
        await Load();
        StateHasChanged();
    }

    private void OpenCreate() => (_creating, _ending) = (true, null);

    private void Close() => (_creating, _ending) = (false, null);

    private async Task Created((string Name, ResourceState State) created)
    {
        Close();
        var runs = created.State == ResourceState.Running;
        toasts.Show(runs ? Tone.Good : Tone.Warn, $"{created.Name} {(runs ? "runs" : "waits for credit")}");
        await Load();
    }

    private Task Act((ResourceLine Resource, ResourceAction Action) asked)
    {
        if (asked.Action is not (ResourceAction.Stop or ResourceAction.Delete)) return Run(asked.Resource, asked.Action);
        (_creating, _ending) = (false, asked);
        return Task.CompletedTask;
    }

    private Task End() => Run(_ending!.Value.Resource, _ending.Value.Action);

    private async Task Run(ResourceLine resource, ResourceAction action)
    {
        if (_busy) return;
        _busy = true;
        try
        {
            var done = await change.Run(Member.Actor, new(Account, resource.Id, action, $"{_shown}:{resource.Id}:{action}"), CancellationToken.None);
            if (done.Refusal is { } refusal) toasts.Show(Tone.Bad, refusal.Message);
            else toasts.Show(Tone.Good, $"{resource.Name}: {ResourceWords.State(done.Value.State).Word}");
            Close();
        }
        catch (Exception e) when (e is WriterBusyException or LedgerUnavailableException)
        {
            toasts.Show(Tone.Bad, "The ledger is busy", "Nothing was changed; press again in a moment.");
        }
        finally
        {
            _busy = false;
            await Load();
        }
    }

    private static string NewKey() => Guid.CreateVersion7().ToString("N");

    public void Dispose() => _live.Dispose();
}
