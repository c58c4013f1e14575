using Billing.PriceBooks;
using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Pages.AutoRefill;
using BillingPortal.Portal.Pages.Invoices;
using BillingPortal.Portal.Pages.PaymentMethods;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Layout;

/// <summary>Reads the member once per circuit, and follows the balance after every commit.</summary>
public sealed partial class SessionFrame : IDisposable
{
    private Member? _member;
    private FrameData? _frame;
    private bool _ready;
    private IReadOnlyList<FrameNotice> _cardNotices = [];
    private IDisposable? _live;
    private LiveLook? _refill;

    [Inject] public required CurrentMember Current { get; init; }
    [Inject] public required Writer Writer { get; init; }
    [Inject] public required LiveFeed Feed { get; init; }
    [Inject] public required OverviewRead Overview { get; init; }
    [Inject] public required RecoveryRead Recovery { get; init; }
    [Inject] public required RefillRead Refills { get; init; }
    [Inject] public required TimeProvider Time { get; init; }
    [Inject] public required CardsRead Cards { get; init; }
    [Inject] public required BillingClock Clock { get; init; }
    [Inject] public required RecentReads Recent { get; init; }

    [Parameter] public RenderFragment? ChildContent { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _member = await Current.Find();
        var key = (_member?.UserId, _member?.Organisation?.Account);
        // The circuit takes over the frame as it was drawn before, so that nothing goes blank in between.
        _frame = RendererInfo.IsInteractive ? Recent.Take<FrameData>(key) : null;
        _ready = _frame is not null;
        _frame = await Describe(_member);
        if (!RendererInfo.IsInteractive) Recent.Keep(key, _frame);
        _ready = true;
        if (RendererInfo.IsInteractive && _member?.Organisation is { } organisation)
        {
            _live = Feed.Subscribe(organisation.Account, change => InvokeAsync(() => Follow(change.Balance)));
            FollowRefill(organisation.Account);
            // What was committed while the frame was being read was told to nobody.
            if (Writer.Find(organisation.Account) is { } wallet) Follow(wallet.BalanceAmount);
        }
    }

    private async Task<FrameData> Describe(Member? member)
    {
        if (member is null) return new(DefaultBrand, null, [], null, null, []);
        var person = new FramePerson(member.Name, member.Email, member.IsOperator);
        if (member.Organisation is not { } organisation || Writer.Find(organisation.Account) is not { } wallet)
            return new(DefaultBrand, null, [], person, null, []);

        var book = Writer.Books.At(wallet.PriceBook, Clock.Now).Book;
        var frame = new FrameData(book.Name, Frame(organisation), [.. member.Organisations.Select(Frame)], person, null, []) { Pages = book.Pages };
        _cardNotices = book.Has(Page.PaymentMethods) && await Cards.Expired(organisation.Account, CancellationToken.None) is { } card ? [CardPageWords.Expired(card)] : [];
        if (book.Wallet.Funding == FundingMode.Postpaid)
            return frame with { Outstanding = new(-wallet.BalanceAmount, book.Plan(wallet.Plan)?.Name), Notices = Notices(organisation.Account) };
        var runway = (await Overview.Read(organisation.Account, Period.MonthOf(Clock.Now), CancellationToken.None)).Runway;
        return WithRefill(frame with { Wallet = Wallet(wallet.BalanceAmount, runway.EmptyAt), Notices = _cardNotices }, organisation.Account);
    }

    private FrameData WithRefill(FrameData frame, AccountId account)
    {
        if (frame.Wallet is not { } wallet || !frame.Pages.Contains(Page.AutoRefill)) return frame;
        var glance = Refills.Glance(account);
        return frame with { Wallet = wallet with { Refill = AutoRefillWords.Frame(glance) }, Notices = [.. AutoRefillWords.Notices(glance), .. _cardNotices] };
    }

    /// <summary>It changes by what the bank says, which moves no balance; it is read again at most once a second.</summary>
    private void FollowRefill(AccountId account)
    {
        if (_frame?.Pages.Contains(Page.AutoRefill) != true) return;
        _refill = new LiveLook(Feed, Time);
        _refill.Follow(account, _ => InvokeAsync(() =>
        {
            _frame = WithRefill(_frame!, account);
            StateHasChanged();
        }));
    }

    private FrameWallet Wallet(Amount balance, Instant? emptyAt) =>
        new(balance, emptyAt is { } at ? (at - Clock.Now).Days : null, emptyAt?.Day) { MayPay = _member!.May(Permission.Pay) };

    private IReadOnlyList<FrameNotice> Notices(AccountId account) =>
        Recovery.Read(account) is { } recovery ? [InvoiceWords.Notice(recovery, Clock.Now.Day.Year), .. _cardNotices] : _cardNotices;

    private void Follow(Amount balance)
    {
        if (_frame is null) return;
        if (_frame.Wallet is { } wallet) _frame = _frame with { Wallet = wallet with { Balance = balance } };
        if (_frame.Outstanding is { } outstanding) _frame = _frame with { Outstanding = outstanding with { Owed = -balance }, Notices = Notices(_member!.Organisation!.Account) };
        StateHasChanged();
    }

    private static FrameOrganisation Frame(Billing.Service.Access.Organisation organisation) =>
        new(organisation.Name, organisation.Role?.ToString().ToLowerInvariant() ?? "", organisation.Account.ToString());

    private const string DefaultBrand = "Billing portal";

    public void Dispose()
    {
        _live?.Dispose();
        _refill?.Dispose();
    }
}
