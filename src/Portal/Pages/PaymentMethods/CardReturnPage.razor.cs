using Billing.Service.Flows.Cards;
using Billing.Service.Metering;
using Billing.Units;
using BillingPortal.Portal.Session;
using BillingPortal.Portal.Parts;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Portal.Pages.PaymentMethods;

/// <summary>Where the provider's page for a card leads back to. It keeps the card by the same flow as the webhook, and looks until its check is over.</summary>
public sealed partial class CardReturnPage(FinishCardPage finish, TimeProvider time) : IDisposable
{
    private readonly Lookout _lookout = new(time);
    private KeptCard? _kept;
    private string? _problem;

    [CascadingParameter] public Member Member { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "session_id")] public string? Session { get; set; }

    private AccountId Account => Member.Organisation!.Account;

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? _lookout.Until(Look, StateHasChanged) : Task.CompletedTask;

    /// <summary>True when there is nothing more to wait for.</summary>
    private async Task<bool> Look()
    {
        var looked = Session is null ? NotFound : await finish.Run(Session, Account, _lookout.Gone);
        if (looked.IsAccepted) _kept = looked.Value;
        else if (looked.Refusal!.Code is not ("checking_with_bank" or "not_finished")) _problem = looked.Refusal.Message;
        return _problem is not null || _kept is { Check: not CardCheckStanding.Checking };
    }

    private static string Headline(KeptCard kept) => kept.Check switch
    {
        CardCheckStanding.Refused => $"{kept.Label} did not pass the check.",
        CardCheckStanding.Checking => $"{kept.Label} is on file and is being checked.",
        _ => $"{kept.Label} is on file.",
    };

    private static string Detail(KeptCard kept) => kept.Check switch
    {
        CardCheckStanding.Refused => "The bank refused the hold; nothing was charged. Add another card, or correct your billing details and add this one again.",
        CardCheckStanding.Checking => "That takes minutes, at times up to 3 business days. You may leave the page.",
        CardCheckStanding.Accepted => $"The check was let go at once, and nothing was charged.{Charged(kept)}",
        _ => kept.IsDefault ? "It is the card that is charged from now on." : "Another card stays the one that is charged.",
    };

    private static string Charged(KeptCard kept) => kept.IsDefault ? " It is the card that is charged from now on." : "";

    private static Billing.Service.Outcome<KeptCard> NotFound => new Billing.Service.Refusal("not_found", "There is no such page.");

    public void Dispose() => _lookout.Dispose();
}
