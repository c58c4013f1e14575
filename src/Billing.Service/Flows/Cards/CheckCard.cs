using Billing.Service.Metering;
using Billing.Service.Flows.Payments;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.Cards;

/// <summary>
/// Checks a card: an amount is held on it and let go at once (KO-32). Nothing is taken and the ledger is not touched. Each
/// step is noted before the next, and a lost answer is asked for again by the same key, so a hold is never left: whoever
/// comes next, the page, the webhook or the job, goes on where it stands.
/// </summary>
public sealed class CheckCard(Writer writer, IPaymentGateway payments, ICardGateway cards, TellDefaultCard tell)
{
    /// <summary>The provider forgets keys after 24 hours; what is older is looked for instead of asked for.</summary>
    private static readonly TimeSpan KeyLives = TimeSpan.FromHours(23);

    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromHours(1);

    /// <summary>Goes as far as the provider answers: cancelled is passed, failed is refused.</summary>
    public async Task<Outcome<PaymentState>> Run(PaymentId check, CancellationToken cancel)
    {
        var at = await writer.Run(scope => Step.Of(scope, check), cancel);
        while (true)
        {
            var next = at.State switch
            {
                PaymentState.Created when at.Age > KeyLives => await Find(at, cancel),
                PaymentState.Created => await Hold(at, cancel),
                PaymentState.Pending => await Look(at, cancel),
                PaymentState.Held => await Release(at, cancel),
                _ => at.State,
            };
            if (next.Refusal is not null || next.Value == at.State) return next;
            // A refused card may have given its place to another one.
            if (next.Value == PaymentState.Failed) await tell.Run(at.Account, cancel);
            at = await writer.Run(scope => Step.Of(scope, check), cancel);
        }
    }

    private async Task<Outcome<PaymentState>> Hold(Step at, CancellationToken cancel) =>
        await cards.HoldOnCard(at.Request, at.Key, cancel) switch
        {
            GatewayAnswer<CardCharge>.Done { Value: var held } => await Note(at, held.Pending ? PaymentState.Pending : PaymentState.Held, cancel, held.PaymentIntent),
            // The key was used for another request: what that came to can only be looked up, and it may hold money.
            GatewayAnswer<CardCharge>.Refused { Code: "idempotency_error" } => await Find(at, cancel),
            GatewayAnswer<CardCharge>.Refused no => await Note(at, PaymentState.Failed, cancel, failure: no.Code),
            _ => Customers.NoAnswer,
        };

    private async Task<Outcome<PaymentState>> Find(Step at, CancellationToken cancel) =>
        await payments.FindPaymentOf(at.Request.Payment, at.Request.CustomerId, at.Created.Plus(-ClocksDiffer), cancel) switch
        {
            GatewayAnswer<GatewayPayment?>.Done { Value: null } => await Note(at, PaymentState.Expired, cancel),
            GatewayAnswer<GatewayPayment?>.Done { Value: { } found } => await Follow(at, found, cancel),
            GatewayAnswer<GatewayPayment?>.Refused => await Note(at, PaymentState.Expired, cancel),
            _ => Customers.NoAnswer,
        };

    private async Task<Outcome<PaymentState>> Look(Step at, CancellationToken cancel) =>
        await payments.FindPayment(at.Payment!, cancel) is GatewayAnswer<GatewayPayment>.Done done ? await Follow(at, done.Value, cancel) : Customers.NoAnswer;

    private async Task<Outcome<PaymentState>> Release(Step at, CancellationToken cancel) =>
        await payments.CancelPayment(at.Payment!, $"{at.Key}:release", cancel) is GatewayAnswer<GatewayPayment>.Done done
            ? await Follow(at, done.Value, cancel)
            : Customers.NoAnswer;

    private async Task<Outcome<PaymentState>> Follow(Step at, GatewayPayment found, CancellationToken cancel) => found.State switch
    {
        GatewayPaymentState.Held => await Note(at, PaymentState.Held, cancel, found.Id),
        GatewayPaymentState.Processing => await Note(at, PaymentState.Pending, cancel, found.Id),
        // Only what was held before was let go; a payment that ended otherwise held nothing.
        GatewayPaymentState.Cancelled => await Note(at, at.State == PaymentState.Held ? PaymentState.Cancelled : PaymentState.Failed, cancel, found.Id, found.Failure),
        GatewayPaymentState.Succeeded => await GiveBack(at, found, cancel),
        _ => await Note(at, PaymentState.Failed, cancel, found.Id, found.Failure ?? "authentication_required"),
    };

    /// <summary>Somebody took it at the provider instead of letting it go.</summary>
    private async Task<Outcome<PaymentState>> GiveBack(Step at, GatewayPayment taken, CancellationToken cancel)
    {
        if (taken.Refunds.Count == 0 && await payments.Refund(taken.Id, taken.Received, at.Key, $"{at.Key}:refund", cancel) is not GatewayAnswer<GatewayRefund>.Done) return Customers.NoAnswer;
        return await Note(at, PaymentState.Cancelled, cancel, taken.Id, "captured");
    }

    private Task<Outcome<PaymentState>> Note(Step at, PaymentState state, CancellationToken cancel, string? payment = null, string? failure = null) => writer.Run(scope =>
    {
        var row = Step.Row(scope, at.Request.Payment);
        // Another one came here first.
        if (row.State != at.State) return (Outcome<PaymentState>)row.State;
        (row.State, row.LookedAt) = (state, scope.Now);
        row.GatewayPayment ??= payment;
        row.Failure = state == PaymentState.Failed ? failure ?? "card_declined" : failure;
        if (state is PaymentState.Cancelled or PaymentState.Failed or PaymentState.Expired) End(scope, row);
        return row.State;
    }, cancel);

    private static void End(WriteScope scope, PaymentRow row)
    {
        if (CardFile.Of(scope, row.Account) is not { } file) return;
        file.Checked(row);
        if (row.State == PaymentState.Failed && file.Cards.Find(row.Subject!) is { } card) CardMails.Refused(scope, row, card);
    }

    private sealed record Step(int Account, PaymentState State, string Key, CardChargeRequest Request, string? Payment, Instant Created, TimeSpan Age)
    {
        public static Step Of(WriteScope scope, PaymentId check)
        {
            var row = Row(scope, check);
            var request = new CardChargeRequest(
                row.Id, scope.Wallet(row.Account).Id, row.GatewayCustomer!, row.Subject!, new(row.Amount, new Asset(row.Asset)),
                $"{scope.BookOf(row.Account, scope.Now).Name}: card check, not charged");
            return new(row.Account, row.State, row.IdempotencyKey, request, row.GatewayPayment, row.Created, scope.Now - row.Created);
        }

        public static PaymentRow Row(WriteScope scope, PaymentId check) => scope.Db.Payments.Single(payment => payment.Id == check && payment.Purpose == PaymentPurpose.CardCheck);
    }
}
