using Billing.Service.Ports;
using Stripe;
using static Billing.Gateway.StripeFields;

namespace Billing.Gateway;

/// <summary>A kept card charged, or an amount kept aside on it, with nobody present.</summary>
internal static class CardCharges
{
    public static PaymentIntentCreateOptions Of(CardChargeRequest request) => new()
    {
        Amount = MinorUnits.Of(request.Amount),
        Currency = Currency(request.Amount.Asset),
        Customer = request.CustomerId,
        PaymentMethod = request.Card,
        PaymentMethodTypes = [StripeNames.MethodCard],
        Confirm = true,
        OffSession = true,
        Description = request.Description,
        Metadata = Ours(request.Account, request.Payment),
        Expand = ["payment_method"],
    };

    /// <summary>Charges, or keeps aside; done only where the payment says so itself.</summary>
    public static async Task<CardCharge> Confirm(IStripeClient client, PaymentIntentCreateOptions options, string idempotencyKey, CancellationToken cancel)
    {
        var taken = await new PaymentIntentService(client).CreateAsync(options, Keyed(idempotencyKey), cancel);
        var wanted = options.CaptureMethod == StripeNames.CaptureByHand ? StripeNames.IntentHeld : StripeNames.IntentSucceeded;
        if (taken.Status == StripeNames.IntentNeedsAction)
            throw new RefusedException(StripeNames.NeedsAuthentication, $"Payment {taken.Id} waits for the payer's bank");
        if (taken.Status != wanted && taken.Status != StripeNames.IntentProcessing)
            throw new StripeException($"Payment {taken.Id} is {taken.Status}, which is neither done nor refused.");
        return new CardCharge(taken.Status == StripeNames.IntentProcessing, StripeAnswers.Present(taken.Id, "id"), PaymentReading.Method(taken));
    }
}
