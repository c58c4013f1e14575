using Billing.Corrections;
using Billing.Credits;
using Billing.Ledger;
using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Flows.MoneyBack;

/// <param name="Amount">To the bank: money, null for all that is unused. To the wallet: in its unit.</param>
/// <param name="Reason">A code of <see cref="Reasons"/>; the customer reads it too.</param>
/// <param name="Note">To the customer, 1 to 500 characters.</param>
/// <param name="Key">Made when the form opens: sending twice refunds once.</param>
public sealed record PaymentRefund(AccountId Account, PaymentId Payment, RefundDestination Destination, Amount? Amount, string Reason, string Note, string Key);

/// <param name="State">Created while nobody knows yet whether the provider took it.</param>
/// <param name="Sent">Money to the bank, or credit to the wallet.</param>
/// <param name="Failure">The provider's code where it said no.</param>
public sealed record RefundedPayment(RefundState State, Amount Sent, string? Failure);

/// <summary>
/// An operator gives a purchase back (F15, KU-27, KU-28). To the bank: the order is written first and its credit kept aside,
/// so that refunds at once never exceed the payment; then the provider is asked, outside the ledger; only what it accepts is
/// taken out of the wallet. A lost answer leaves the order open, and the same key finds out.
/// </summary>
public sealed class RefundPayment(Writer writer, IMemberships memberships, IPaymentGateway gateway)
{
    /// <summary>The provider may forget a key after a day; before that it must not be sent again, only looked for.</summary>
    private static readonly TimeSpan KeyLives = TimeSpan.FromHours(23);

    public async Task<Outcome<RefundedPayment>> Run(Actor.Operator actor, PaymentRefund refund, CancellationToken cancel)
    {
        if (!await memberships.IsOperator(actor.UserId, cancel)) return NotFound;
        var order = await writer.Run(scope => Order(scope, actor, refund), cancel);
        if (order.Refusal is not null) return order.Refusal;
        return refund.Destination == RefundDestination.Wallet
            ? new RefundedPayment(RefundState.Succeeded, refund.Amount!.Value, null)
            : await Send(order.Value, cancel);
    }

    /// <summary>Asks the provider, or looks, until the order is no longer open; also for the janitor.</summary>
    /// <param name="refund">The row's number.</param>
    public async Task<Outcome<RefundedPayment>> Send(long refund, CancellationToken cancel)
    {
        var (row, intent, now) = await writer.Run(scope => (Row: Row(scope, refund), Intent: Payment(scope, refund).GatewayPayment!, scope.Now), cancel);
        if (row.State != RefundState.Created) return Answer(row);
        if (now - row.Created > KeyLives) return await Look(row, intent, cancel);
        var money = new Amount(row.Amount, new Asset(row.Asset));
        switch (await gateway.Refund(intent, money, row.IdempotencyKey!, row.IdempotencyKey!, cancel))
        {
            case GatewayAnswer<GatewayRefund>.Done done:
                return Answer(await writer.Run(scope => Follow(scope, refund, done.Value), cancel));
            case GatewayAnswer<GatewayRefund>.Refused { Code: not "idempotency_error" } no:
                return Answer(await writer.Run(scope => Refuse(scope, refund, no.Code), cancel));
            default:
                return Answer(row);
        }
    }

    private async Task<Outcome<RefundedPayment>> Look(RefundRow row, string intent, CancellationToken cancel) =>
        await gateway.FindPayment(intent, cancel) is not GatewayAnswer<GatewayPayment>.Done { Value: var found } ? Answer(row)
        : found.Refunds.FirstOrDefault(seen => seen.Reference == row.IdempotencyKey) is { } sent ? Answer(await writer.Run(scope => Follow(scope, row.Number, sent), cancel))
        : Answer(await writer.Run(scope => Refuse(scope, row.Number, "never_arrived"), cancel));

    private static Outcome<long> Order(WriteScope scope, Actor.Operator actor, PaymentRefund refund)
    {
        if (scope.Find(refund.Account) is not { } wallet) return NotFound;
        if (scope.Db.Payments.FirstOrDefault(row => row.Id == refund.Payment && row.Account == wallet.Account) is not { } payment) return NotFound;
        var command = new NewCommand(
            $"refund:{refund.Key}", "refund", wallet.Account, actor.Label,
            RequestHash.Of(refund.Payment, refund.Destination, refund.Amount?.ToString() ?? "unused", refund.Reason, refund.Note), refund.Note, refund.Reason);
        return scope.Once<long>(command, number => Decide(scope, actor, wallet, PaymentStanding.Of(scope, payment), refund, number));
    }

    private static Outcome<long> Decide(WriteScope scope, Actor.Operator actor, WalletState wallet, PaymentStanding standing, PaymentRefund refund, long command)
    {
        var note = refund.Note.Trim();
        if (note.Length is 0 or > CorrectionDecision.NoteMax) return new Refusal("note_required", "The customer reads a note of 1 to 500 characters.", "note");
        if (refund.Destination == RefundDestination.Bank && NotToBank(standing, refund.Amount) is { } no) return no;
        var request = new RefundRequest(refund.Destination, refund.Amount, refund.Reason, ByOperator: true);
        return RefundDecision.Decide(scope.BookOf(wallet.Account, scope.Now), Unused(standing, wallet, scope.Now), request) switch
        {
            RefundAnswer.Refused refused => new Refusal(refused.Code, refused.Message, refused.Code == "unknown_reason" ? "reason" : "amount"),
            RefundAnswer.ToWallet credit => Credit(scope, standing, credit, command),
            RefundAnswer.ToBank bank => Write(scope, actor, standing, bank, note),
            _ => throw new InvalidOperationException("A refund goes to the wallet, to the bank, or nowhere"),
        };
    }

    /// <summary>What the decision does not know: where the payment stands with its bank.</summary>
    private static Refusal? NotToBank(PaymentStanding standing, Amount? amount)
    {
        if (standing.Payment is not { State: PaymentState.Paid, GatewayPayment: not null } || standing.Base is null)
            return new Refusal("not_applicable", "Only a paid purchase of credit goes back to the bank here. An invoice is corrected by a credit note.");
        if (standing.Disputes.Exists(row => row.State == DisputeState.Open))
            return new Refusal("charge_disputed", "The bank disputes this payment: it is refunded through the dispute, or not at all.");
        return amount is { } money && (money.Asset != standing.Paid.Asset || money > standing.Kept)
            ? new Refusal("exceeds_paid", $"Only {MoneyFormat.Money(standing.Kept)} of this payment has not gone back.", "amount")
            : null;
    }

    /// <summary>The purchase with what may still be taken of it: not what is kept aside, and not what a debt has eaten.</summary>
    internal static Purchase Unused(PaymentStanding standing, WalletState wallet, Instant now)
    {
        var purchase = standing.FreePurchase(wallet.Grants);
        var available = new Amount(wallet.AvailableAt(now), wallet.Asset);
        var bought = Amount.Min(purchase.BaseLeft, available);
        return purchase with { BaseLeft = bought, BonusLeft = Amount.Min(purchase.BonusLeft, available - bought) };
    }

    private static long Credit(WriteScope scope, PaymentStanding standing, RefundAnswer.ToWallet credit, long command)
    {
        var account = standing.Payment.Account;
        var expires = scope.BookOf(account, scope.Now).ExpiresAt(GrantKind.Correction, scope.Now, new(scope.Now));
        var grant = scope.OpenGrant(new Metering.NewGrant(
            new GrantId(Guid.CreateVersion7(scope.Now.ToDateTimeOffset())), account, GrantKind.Correction, credit.Credit.Units, scope.Now, expires,
            null, CauseKind.Command, command, credit.Reason.Code()));
        return scope.Post(new NewEntry(account, RefundDecision.WalletEntry, credit.Credit.Units, grant, CauseKind.Command, command)).Number;
    }

    private static long Write(WriteScope scope, Actor.Operator actor, PaymentStanding standing, RefundAnswer.ToBank bank, string note)
    {
        var row = new RefundRow
        {
            IdempotencyKey = $"refund:{Guid.CreateVersion7(scope.Now.ToDateTimeOffset()):N}:1",
            Payment = standing.Payment.Number,
            Account = standing.Payment.Account,
            Amount = bank.Money.Units,
            Asset = bank.Money.Asset.Code,
            State = RefundState.Created,
            FromBase = bank.FromBase.Units,
            FromBonus = bank.FromBonus.Units,
            Reason = bank.Reason.Code(),
            Note = note,
            Actor = actor.Label,
            Created = scope.Now,
        };
        scope.Db.Refunds.Add(row);
        scope.Db.SaveChanges();
        standing.Refunds.Add(row);
        TakeBack.Hold(scope, standing);
        return row.Number;
    }

    private static RefundRow Follow(WriteScope scope, long refund, GatewayRefund seen)
    {
        var standing = PaymentStanding.Of(scope, Payment(scope, refund));
        var row = standing.Refunds.Single(row => row.Number == refund);
        RefundProgress.Follow(scope, standing, row, seen);
        return row;
    }

    private static RefundRow Refuse(WriteScope scope, long refund, string code)
    {
        var standing = PaymentStanding.Of(scope, Payment(scope, refund));
        var row = standing.Refunds.Single(row => row.Number == refund);
        RefundProgress.Refuse(scope, standing, row, code);
        return row;
    }

    private static RefundedPayment Answer(RefundRow row) => new(row.State, new(row.Amount, new Asset(row.Asset)), row.Failure);

    private static RefundRow Row(WriteScope scope, long refund) => scope.Db.Refunds.Find(refund) ?? throw new KeyNotFoundException($"There is no refund {refund}");

    private static PaymentRow Payment(WriteScope scope, long refund) => scope.Db.Payments.Find(Row(scope, refund).Payment)!;

    private static readonly Refusal NotFound = new("not_found", "There is no such payment.");
}
