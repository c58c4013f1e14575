using Billing.Service.Access;
using Billing.Service.Flows.Coupons;
using Billing.Service.Metering;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Parts;
using BillingPortal.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Coupons;

/// <summary>Enter a code and see at once what it did; below, every code there ever was and why it stands as it does.</summary>
public sealed partial class CouponsPage(CouponsRead read, RedeemCoupon redeem, Toasts toasts, RecentReads recent, ILogger<CouponsPage> log) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly Reading<CouponsView> _view = new(log, recent);
    private readonly Press _press = new();
    private string _code = "";

    // One for each code that is typed: pressing twice redeems once.
    private string _key = NewKey();

    /// <summary>The reader; the frame shows customers' pages only to a member of an organisation.</summary>
    [CascadingParameter] public Member Member { get; set; } = null!;

    private AccountId Account => Member.Organisation!.Account;
    private bool IsForPlans => _press.Refusal?.Code == "not_applicable";
    private bool MayPay => Member.May(Permission.Pay);

    protected override Task OnInitializedAsync() => Load();

    private Task Load() => _view.Read((Account, nameof(CouponsPage)), RendererInfo.IsInteractive, async () => (await read.Read(Account, _gone.Token))!);

    private void Type(ChangeEventArgs change) => (_code, _key, _press.Refusal) = (change.Value as string ?? "", NewKey(), null);

    private Task Apply() => _press.Run(async () =>
    {
        var done = await redeem.Run(Member.Actor, Account, _code, _key, CancellationToken.None);
        _press.Refusal = done.Refusal;
        if (!done.IsAccepted) return;
        toasts.Show(Tone.Good, $"{MoneyText.Of(done.Value.Credits)} added", $"Your balance is {MoneyText.Of(done.Value.BalanceAfter)}.");
        (_code, _key) = ("", NewKey());
        await Load();
    });

    private static string NewKey() => Guid.CreateVersion7().ToString("N");

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
