using Billing.Service.Flows.Cards;
using Billing.Service.Reads;
using Billing.Service.Storage;
using BillingPortal.Portal.Layout;
using BillingPortal.Portal.Parts;

namespace BillingPortal.Portal.Pages.PaymentMethods;

/// <summary>The sentences of the page.</summary>
internal static class CardPageWords
{
    public const string CustomerDeleted = "Stripe has deleted your customer record, and your cards with it. Your balance and invoices are not affected; add a card, and payments work again.";

    /// <summary>On every page, while the card that is charged has expired.</summary>
    public static FrameNotice Expired(string card) =>
        new(Tone.Warn, $"{card} has expired.", "It is the card that is charged, and payments with it fail.", "Payment methods", PortalUrls.PaymentMethods);

    /// <summary>Two to ten letters, as they stand on a card's corner.</summary>
    public static string Mark(string brand) => brand switch
    {
        "American Express" => "Amex",
        "Diners Club" => "Diners",
        _ => brand,
    };

    public static string WhyACard(CardsView view) => view.CheckHold is { } hold
        ? $"A card opens the paid plans. To verify it, {MoneyText.Of(hold)} is held and let go at once; nothing is charged while you use only what is free."
        : "With a card on file, payments need no page of their own.";

    public static string Validation(CardsView view) => view.Validation switch
    {
        AccountValidation.Validated => "Your card passed the check: plans that need a card are open to you.",
        AccountValidation.Checking => "The check takes minutes, at times up to 3 business days. Correct billing details help; nothing else is to be done.",
        AccountValidation.Refused => "The bank refused the check, so the card can't be charged. Add another card, or correct your billing details and add this one again.",
        _ => $"A new card is checked with a hold of {MoneyText.Of(view.CheckHold!.Value)}, which is let go at once. Nothing is charged.",
    };

    /// <summary>"$1.00 hold placed 12:03, released 12:03".</summary>
    public static string Hold(CardCheckLine check) => check.Standing switch
    {
        CardCheckStanding.Refused => $"{MoneyText.Of(check.Hold)} hold refused {At(check)}",
        CardCheckStanding.Accepted => $"{MoneyText.Of(check.Hold)} hold placed {DateText.Minute(check.Placed)}, released {At(check)}",
        _ => $"{MoneyText.Of(check.Hold)} hold asked for {DateText.Minute(check.Placed)}",
    };

    public static string AtTheBank(CardCheckLine check) => check.Standing switch
    {
        CardCheckStanding.Refused => $"{check.Failure} Nothing was charged.",
        CardCheckStanding.Accepted => "Your bank shows it gone at once, or after 7 to 21 days. It was never charged.",
        _ => "It is let go as soon as the bank has answered.",
    };

    public static string WhatFollows(CardLine card) => (card.Removal, card.IsDefault) switch
    {
        ({ EndsRefill: true }, _) => "It is the last card. Auto-refill is switched off with it, and nothing is charged by itself any more.",
        ({ Last: true }, _) => "It is the last card. Nothing is charged by itself any more; you can add one at any time.",
        ({ Next: { } next }, _) => $"{next} is charged from then on.",
        _ => "The card that is charged stays the same.",
    };

    public static string? Followed(RemovedCard removed) =>
        removed.RefillEnded ? "Auto-refill is off." : removed.Default is { } card ? $"{card} is charged." : "No card is charged any more.";

    private static string At(CardCheckLine check) => check.Ended is { } at ? DateText.Minute(at) : "";
}
