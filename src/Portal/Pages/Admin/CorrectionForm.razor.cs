using Billing.Service;
using Billing.Service.Access;
using Billing.Service.Flows.Corrections;
using Billing.Service.Metering;
using Billing.Units;
using BillingPortal.Portal.Parts;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.Admin;

/// <summary>An operator's credit or debit with its reason and the customer's note, reviewed before it is booked.</summary>
public sealed partial class CorrectionForm
{
    // Made when the form opens: a second click or a replayed message finds the first one's answer.
    private readonly string _key = Guid.CreateVersion7().ToString("N");
    private readonly Press _press = new("Nothing was booked; press again in a moment.");
    private bool _credit = true;
    private string _amount = "", _reason = "", _note = "";

    [Inject] public required CorrectBalance Flow { get; init; }

    [Parameter, EditorRequired] public AccountId Account { get; set; }
    [Parameter, EditorRequired] public Amount Balance { get; set; }
    [Parameter, EditorRequired] public Actor.Operator Operator { get; set; } = null!;
    [Parameter] public EventCallback<Corrected> OnBooked { get; set; }
    [Parameter] public EventCallback OnCancel { get; set; }

    private Amount? Signed =>
        Amount.TryParse(_amount.Trim(), Balance.Asset, out var amount) && amount.IsPositive ? _credit ? amount : -amount : null;

    private void Set(bool credit) => _credit = credit;

    private void Type(ChangeEventArgs change)
    {
        _amount = change.Value as string ?? "";
        _press.Refusal = null;
    }

    private Task Send() => _press.Run(async () =>
    {
        if (Signed is not { } amount)
        {
            _press.Refusal = new Refusal("amount_invalid", "An amount above zero with at most 8 decimals, such as 12.50.", "amount");
            return;
        }

        var booked = await Flow.Run(Operator, new Correction(Account, amount, _reason, _note, _key), CancellationToken.None);
        _press.Refusal = booked.Refusal;
        if (booked.IsAccepted) await OnBooked.InvokeAsync(booked.Value);
    });
}
