using Billing.Service.Access;
using Billing.Service.Flows.TopUps;
using Billing.Service.Metering;
using Billing.Service.Reads;
using Billing.TopUps;
using Billing.Units;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.TopUp;

/// <summary>Choose an amount, see what it gives and what the balance will be, go to the payment page.</summary>
public sealed partial class TopUpPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    // One key for one decision: pressing twice opens one payment page; another amount is another decision.
    private string _key = NewKey();
    private TopUpView? _view;
    private TopUpQuote? _quote;
    private string _typed = "";
    private string? _typedError;
    private string? _problem;
    private string _problemLead = "";
    private bool _busy, _keepCard;
    private IDisposable? _live;

    [Inject] public required TopUpRead Read { get; init; }
    [Inject] public required StartTopUp Flow { get; init; }
    [Inject] public required GiveUpTopUp GiveUpFlow { get; init; }
    [Inject] public required LiveFeed Feed { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }

    [CascadingParameter] public Member Member { get; set; } = null!;

    private AccountId Account => Member.Organisation!.Account;

    [SupplyParameterFromQuery(Name = "amount")] public string? Asked { get; set; }
    [SupplyParameterFromQuery(Name = "cancelled")] public string? CancelledMark { get; set; }

    private bool Cancelled => CancelledMark == "1";
    private Amount? Pay => _quote?.Pay;

    private string BonusSentence =>
        _view!.Rules.Tiers is [var first, ..] ? $"From {MoneyText.Of(first.From, MoneyStyle.Whole)} on a bonus comes on top." : "";

    private string Lapse => _view switch
    {
        null => "",
        { Expires: var at } when at == Instant.Latest => "What you buy never expires.",
        { Expires: var at } => $"What you buy today can be used until {DateText.Day(at.Day, 0)}.",
    };

    protected override async Task OnInitializedAsync()
    {
        if (!Member.May(Permission.Pay)) return;
        _view = await Read.Read(Account, _gone.Token);
        if (_view is null) return;
        Choose(_view.Offers.Count > 1 ? _view.Offers[1].Pay : _view.Offers[0].Pay);
        if (Asked is not null) TakeTyped(Asked);
        _live = Feed.Subscribe(Account, change => InvokeAsync(() => Follow(change.Balance)));
        // What was committed between the reading and the subscription nobody has told us.
        if (Read.Balance(Account) is { } now) Follow(now);
    }

    private void Follow(Amount balance)
    {
        _view = _view! with { Balance = balance };
        StateHasChanged();
    }

    private void Choose(Amount pay)
    {
        _typed = "";
        _typedError = null;
        Take(Read.Quote(Account, pay));
    }

    private void Type(ChangeEventArgs change) => TakeTyped(change.Value as string ?? "");

    private void TakeTyped(string text)
    {
        _typed = text;
        _typedError = null;
        if (!Amount.TryParse(text.Trim().Replace(",", "", StringComparison.Ordinal), _view!.Rules.Minimum.Asset, out var pay))
        {
            _quote = null;
            _typedError = text.Trim().Length == 0 ? null : "Type an amount such as 250 or 99.50.";
            return;
        }

        Take(Read.Quote(Account, pay));
    }

    private void Take(TopUpAnswer? answer)
    {
        _key = NewKey();
        _problem = null;
        _quote = (answer as TopUpAnswer.Accepted)?.Quote;
        _typedError = (answer as TopUpAnswer.Refused)?.Message;
    }

    private async Task Start()
    {
        if (_busy || _quote is null) return;
        _busy = true;
        _problem = null;
        try
        {
            var started = await Flow.Run(Member.Actor, Account, _quote.Pay, _key, Member.Email, _gone.Token, _keepCard);
            if (started.Refusal is { } refusal) (_problemLead, _problem) = (NotOpened, refusal.Message);
            else Navigation.NavigateTo(started.Value.Url, forceLoad: true);
        }
        catch (Exception e) when (e is WriterBusyException or LedgerUnavailableException)
        {
            (_problemLead, _problem) = (NotOpened, "The ledger is busy. Nothing was charged; press again in a moment.");
        }
        finally
        {
            _busy = _problem is null;
        }
    }

    private const string NotOpened = "The payment page did not open.";

    // Another wish is another page.
    private void Keep(bool keep) => (_keepCard, _key) = (keep, NewKey());

    private async Task GiveUp(WaitingTopUp purchase)
    {
        if (_busy) return;
        _busy = true;
        var closed = await GiveUpFlow.Run(Member.Actor, Account, purchase.Payment, _gone.Token);
        (_problemLead, _problem) = ("The payment page is not closed yet.", closed.Refusal is { Code: not "not_found" } refusal ? refusal.Message : null);
        _view = await Read.Read(Account, _gone.Token);
        _busy = false;
    }

    private static string Percent(Fraction rate) => $"{(rate * 100).ToDecimalText(1)} %";

    private static string NewKey() => Guid.CreateVersion7().ToString("N");

    public void Dispose()
    {
        _live?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }
}
