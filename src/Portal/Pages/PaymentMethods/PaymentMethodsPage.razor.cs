using Billing.Service.Access;
using Billing.Service.Flows.Cards;
using Billing.Service.Metering;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.PaymentMethods;

/// <summary>The cards on file: add one on the provider's page, choose which is charged, remove one after reading what follows.</summary>
public sealed partial class PaymentMethodsPage(
    CardsRead read, StartCardPage start, SetDefaultCard choose, RemoveCard remove, OpenSelfService manage, SelfService selfService, NavigationManager navigation, TimeProvider time,
    Toasts toasts, RecentReads recent, ILogger<PaymentMethodsPage> log) : IDisposable
{
    /// <summary>Checks and the provider's own changes come without a commit of this account's wallet, so the page looks by itself.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _gone = new();
    private readonly Reading<CardsView> _view = new(log, recent);
    private readonly Press _press = new();
    private CardLine? _removing;
    private bool _asDefault;
    private int _thisYear;

    // One for each decision: pressing twice opens one page.
    private string _key = NewKey();

    [CascadingParameter] public Member Member { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "cancelled")] public string? CancelledMark { get; set; }

    private AccountId Account => Member.Organisation!.Account;
    private bool MayPay => Member.May(Permission.Pay);
    private bool Cancelled => CancelledMark == "1";

    protected override Task OnInitializedAsync() => Load();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        try
        {
            while (!_gone.IsCancellationRequested)
            {
                await Task.Delay(Pause, time, _gone.Token);
                await Load();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task Load()
    {
        await _view.Read((Account, nameof(PaymentMethodsPage)), RendererInfo.IsInteractive, async () => (await read.Read(Account, _gone.Token))!);
        _thisYear = _view.Value?.AsOf.Day.Year ?? 0;
    }

    private Task Add() => _press.Run(async () =>
    {
        var opened = await start.Run(Member.Actor, Account, _asDefault, Member.Email, $"{_key}:{_asDefault}", _gone.Token);
        if (opened.Refusal is { } refusal) _press.Refusal = refusal;
        else navigation.NavigateTo(opened.Value.Url, forceLoad: true);
    });

    private Task Manage() => _press.Run(async () =>
    {
        var opened = await manage.Run(Member.Actor, Account, _gone.Token);
        if (opened.Refusal is { } refusal) _press.Refusal = refusal;
        else navigation.NavigateTo(opened.Value, forceLoad: true);
    });

    private Task MakeDefault(CardLine card) => _press.Run(async () =>
    {
        var chosen = await choose.Run(Member.Actor, Account, card.Id, _key, CancellationToken.None);
        if (chosen.Refusal is { } refusal) _press.Refusal = refusal;
        else toasts.Show(Tone.Good, $"{chosen.Value} is charged from now on");
        _key = NewKey();
        await Load();
    });

    private Task Remove(CardLine card) => _press.Run(async () =>
    {
        var removed = await remove.Run(Member.Actor, Account, card.Id, CancellationToken.None);
        if (removed.Refusal is { } refusal) _press.Refusal = refusal;
        else toasts.Show(Tone.Good, $"{removed.Value.Label} is no longer on file", CardPageWords.Followed(removed.Value));
        _removing = null;
        await Load();
    });

    private static string NewKey() => Guid.CreateVersion7().ToString("N");

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
