using Billing.Corrections;
using Billing.PriceBooks;
using Billing.Service;
using Billing.Service.Access;
using Billing.Service.Flows.MoneyBack;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Reads;
using Billing.Units;
using BillingPortal.Portal.Parts;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Admin;

/// <summary>A purchase given back, to the bank or to the wallet; what it takes of credit and bonus is seen before it is sent.</summary>
public sealed partial class RefundForm
{
    // Made when the form opens: a second click or a replayed message finds the first one's answer.
    private readonly string _key = Guid.CreateVersion7().ToString("N");
    private readonly Press _press = new("Nothing was sent; press again in a moment.");
    private bool _toBank = true;
    private string _amount = "", _reason = "", _note = "";

    [Inject] public required RefundPayment Flow { get; init; }
    [Inject] public required Writer Writer { get; init; }
    [Inject] public required BillingClock Clock { get; init; }

    [Parameter, EditorRequired] public AccountId Account { get; set; }
    [Parameter, EditorRequired] public PaymentLine Payment { get; set; } = null!;
    [Parameter, EditorRequired] public Amount Balance { get; set; }
    [Parameter, EditorRequired] public Actor.Operator Operator { get; set; } = null!;
    [Parameter] public EventCallback<RefundedPayment> OnDone { get; set; }
    [Parameter] public EventCallback OnCancel { get; set; }

    private Asset Unit => _toBank ? Payment.Paid.Asset : Balance.Asset;

    private RefundDestination Destination => _toBank ? RefundDestination.Bank : RefundDestination.Wallet;

    private Amount? Typed => Amount.TryParse(_amount.Trim(), Unit, out var amount) ? amount : null;

    private bool IsAll => _toBank && _amount.Trim().Length == 0;

    /// <summary>The same decision as the flow's; the reason is not asked for to show what would go back.</summary>
    private RefundAnswer? Answer => (IsAll || Typed is not null) && Payment.Unused is { } unused && Book is { } book
        ? RefundDecision.Decide(book, unused, new(Destination, IsAll ? null : Typed, Reason.Support.Code(), ByOperator: true))
        : null;

    private Amount? Sent => Answer switch
    {
        RefundAnswer.ToBank bank => bank.Money,
        RefundAnswer.ToWallet wallet => wallet.Credit,
        _ => null,
    };

    private PriceBook? Book => Writer.Find(Account) is { } wallet ? Writer.Books.At(wallet.PriceBook, Clock.Now).Book : null;

    private void To(bool bank) => (_toBank, _press.Refusal) = (bank, null);

    private void Type(ChangeEventArgs change)
    {
        _amount = change.Value as string ?? "";
        _press.Refusal = null;
    }

    private Task Send() => _press.Run(async () =>
    {
        if (!IsAll && Typed is not { IsPositive: true })
        {
            _press.Refusal = new Refusal("amount_invalid", "An amount above zero, such as 12.50.", "amount");
            return;
        }

        var refund = new PaymentRefund(Account, Payment.Id, Destination, IsAll ? null : Typed, _reason, _note, _key);
        var done = await Flow.Run(Operator, refund, CancellationToken.None);
        _press.Refusal = done.Refusal;
        if (done.IsAccepted) await OnDone.InvokeAsync(done.Value);
    });
}
