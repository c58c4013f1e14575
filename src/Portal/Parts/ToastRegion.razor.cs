using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Parts;

/// <summary>Shows the circuit's toasts for eight seconds each; the pointer or the focus on them stops the clock.</summary>
public sealed partial class ToastRegion
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(8);
    private readonly Dictionary<Guid, ITimer> _timers = [];

    [Inject] public required Toasts Toasts { get; init; }
    [Inject] public required TimeProvider Time { get; init; }

    protected override void OnInitialized() => Toasts.Changed += Update;

    private void Update() => _ = InvokeAsync(() =>
    {
        foreach (var toast in Toasts.Shown)
            if (!_timers.ContainsKey(toast.Id)) _timers[toast.Id] = Start(toast.Id);
        foreach (var gone in _timers.Keys.Except(Toasts.Shown.Select(toast => toast.Id)).ToList())
        {
            _timers[gone].Dispose();
            _timers.Remove(gone);
        }
        StateHasChanged();
    });

    private ITimer Start(Guid id) =>
        Time.CreateTimer(state => { _ = InvokeAsync(() => Toasts.Close(id)); }, null, Lifetime, Timeout.InfiniteTimeSpan);

    private void Hold()
    {
        foreach (var timer in _timers.Values) timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void Release()
    {
        foreach (var timer in _timers.Values) timer.Change(Lifetime, Timeout.InfiniteTimeSpan);
    }

    private static string Mark(Tone tone) => tone switch
    {
        Tone.Good => Icons.Check,
        Tone.Bad => Icons.Cross,
        Tone.Warn => Icons.Warning,
        _ => Icons.Info,
    };

    public void Dispose()
    {
        Toasts.Changed -= Update;
        foreach (var timer in _timers.Values) timer.Dispose();
    }
}
