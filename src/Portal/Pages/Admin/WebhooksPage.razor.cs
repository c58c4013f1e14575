using System.Globalization;
using Billing.Service.Access;
using Billing.Service.Flows.Messages;
using Billing.Service.Jobs;
using Billing.Service.Ports;
using Billing.Service.Reads;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Admin;

/// <summary>The webhook inbox for operators, with a way to let an event run once more.</summary>
public sealed partial class WebhooksPage
{
    private InboxView? _view;
    private string? _said, _busy;
    private bool _refused;
    private int _year;

    [Inject] public required InboxRead Read { get; init; }
    [Inject] public required ReplayWebhook Flow { get; init; }
    [Inject] public required InboxJob Inbox { get; init; }
    [Inject] public required BillingClock Clock { get; init; }

    [CascadingParameter] public Member Member { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _year = Clock.Now.Day.Year;
        _view = await Read.Read(CancellationToken.None);
    }

    private async Task Replay(string eventId)
    {
        if (_busy is not null || Member.Actor is not Actor.Operator actor) return;
        _busy = eventId;
        var replayed = await Flow.Run(actor, eventId, CancellationToken.None);
        _refused = !replayed.IsAccepted;
        _said = replayed.Refusal?.Message ?? $"{eventId} runs again; what it did before it does not do twice.";
        Inbox.Wake();
        _view = await Read.Read(CancellationToken.None);
        _busy = null;
    }

    private static string Counts(InboxView view) => string.Create(
        CultureInfo.InvariantCulture, $"{view.Waiting:N0} waiting, {view.Failing:N0} failing, {view.NeedPerson:N0} {(view.NeedPerson == 1 ? "needs" : "need")} a person, {view.Handled:N0} handled");

    private static Tone ToneOf(InboxState state) => state switch
    {
        InboxState.Handled => Tone.Good,
        InboxState.Waiting => Tone.Info,
        InboxState.Failing => Tone.Warn,
        _ => Tone.Bad,
    };

    private static string WordOf(InboxState state) => state switch
    {
        InboxState.Handled => "Handled",
        InboxState.Waiting => "Waiting",
        InboxState.Failing => "Failing, tried again",
        _ => "Needs a person",
    };
}
