using Billing.PriceBooks;
using Billing.Service;
using Billing.Service.Access;
using Billing.Service.Flows.Plans;
using Billing.Service.Metering;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Plan;

/// <summary>Compare plans, see what a change would cost and do, accept exactly that, or take back what is scheduled.</summary>
public sealed partial class PlanPage(
    PlanRead read, QuotePlanChange quotes, ChangePlan change, UndoPlanChange undo, PayRenewal renewal, SettlePlanCheckout pages, NavigationManager navigation,
    LiveFeed feed, TimeProvider time, Toasts toasts, RecentReads recent, ILogger<PlanPage> log) : IDisposable
{
    private const string ByYear = "year";

    private readonly LiveLook _live = new(feed, time);
    private readonly Reading<PlanView> _view = new(log, recent);
    private readonly Press _press = new();
    private PlanQuote? _quote;
    private string _code = "";
    private string? _codeError, _shownFor;
    private bool _none;
    private int _thisYear;

    // One for each quote that is shown: pressing twice accepts once.
    private string _key = NewKey();

    /// <summary>The reader; the frame shows customers' pages only to a member of an organisation.</summary>
    [CascadingParameter] public Member Member { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "pay")] public string? Pay { get; set; }

    private AccountId Account => Member.Organisation!.Account;
    private bool MayPay => Member.May(Permission.Pay);
    private bool Yearly => Pay == ByYear;

    protected override async Task OnInitializedAsync()
    {
        await Load();
        if (RendererInfo.IsInteractive) _live.Follow(Account, _ => InvokeAsync(Look));
    }

    protected override void OnParametersSet()
    {
        // What is quoted is for the other interval.
        if (_shownFor != Pay) Close();
        _shownFor = Pay;
    }

    private async Task Load()
    {
        await _view.Read((Account, nameof(PlanPage)), RendererInfo.IsInteractive, async () =>
        {
            var view = await read.Read(Account, _live.Gone);
            _none = view is null;
            return view!;
        });
        _thisYear = _view.Value?.AsOf.Day.Year ?? 0;
    }

    private async Task Look()
    {
        await Load();
        StateHasChanged();
    }

    private Task Choose(string plan)
    {
        (_code, _codeError) = ("", null);
        return _press.Run(() => Quote(plan, null));
    }

    private Task Apply(string code)
    {
        _code = code;
        return _press.Run(() => Quote(_quote!.Offer.Plan, code));
    }

    private async Task Quote(string plan, string? code)
    {
        var asked = await quotes.Run(Member.Actor, Account, plan, IntervalOf(plan), code, _live.Gone);
        var wrongCode = asked.Refusal?.Field == "coupon";
        _codeError = wrongCode ? asked.Refusal!.Message : null;
        _press.Refusal = wrongCode ? null : asked.Refusal;
        // A code that does not fit leaves the offer as it is.
        if (asked.Refusal is null) (_quote, _key) = (asked.Value, NewKey());
        else if (!wrongCode) _quote = null;
    }

    private Task Accept() => _press.Run(async () =>
    {
        var offer = _quote!.Offer;
        var changed = await change.Run(Member.Actor, Account, _quote.Id, _key, CancellationToken.None);
        if (changed.Refusal is { Code: "quote_stale" } stale) await QuoteAgain(offer.Plan, stale);
        else if (changed.Refusal is { } refusal) _press.Refusal = refusal;
        else if (changed.Value.PayAt is { } page) navigation.NavigateTo(page, forceLoad: true);
        else Done(offer, changed.Value);
        await Load();
    });

    private async Task QuoteAgain(string plan, Refusal stale)
    {
        await Quote(plan, _code.Length == 0 ? null : _code);
        _press.Refusal ??= stale;
    }

    private void Done(PlanOffer offer, ChangedPlan changed)
    {
        Close();
        if (changed.Pending) toasts.Show(Tone.Info, "The bank takes its time", $"{offer.To} begins when it has paid.");
        else if (changed.NextPlan is { } next) toasts.Show(Tone.Good, $"{next} begins on {DateText.Day(changed.Until.Day, _thisYear)}", $"{changed.Plan} stays until then.");
        else toasts.Show(Tone.Good, $"{changed.Plan} is your plan", offer.Granted.IsPositive ? $"{MoneyText.Of(offer.Granted)} were added." : null);
    }

    private Task TakeBack() => _press.Run(async () =>
    {
        var undone = await undo.Run(Member.Actor, Account, _live.Gone);
        if (undone.Refusal is { } refusal) _press.Refusal = refusal;
        else toasts.Show(Tone.Good, $"{undone.Value} stays", "Nothing is scheduled any more.");
        await Load();
    });

    private Task PayNow() => _press.Run(async () =>
    {
        var paid = await renewal.Run(Member.Actor, Account, _key, CancellationToken.None);
        // After an answer the next press is another try.
        if (paid.Refusal?.Code != "checking_with_bank") _key = NewKey();
        if (paid.Refusal is { } refusal) _press.Refusal = refusal;
        else toasts.Show(Tone.Good, "The renewal is paid", "Nothing of the plan was lost.");
        await Load();
    });

    private Task Continue() => _press.Run(async () =>
    {
        if (!MayPay || _view.Value?.Waiting is not { OnPage: true } waiting) return;
        var page = await pages.AddressOf(waiting.Payment, _live.Gone);
        if (page.Refusal is { } refusal) _press.Refusal = refusal;
        else navigation.NavigateTo(page.Value, forceLoad: true);
    });

    private void Close() => (_quote, _press.Refusal, _code, _codeError) = (null, null, "", null);

    private BillingInterval IntervalOf(string plan) =>
        Yearly && _view.Value!.Book.Plan(plan)?.Year is not null ? BillingInterval.Year : BillingInterval.Month;

    private static string NewKey() => Guid.CreateVersion7().ToString("N");

    public void Dispose() => _live.Dispose();
}
