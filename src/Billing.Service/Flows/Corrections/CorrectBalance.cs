using Billing.Corrections;
using Billing.Credits;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Flows.Corrections;

/// <param name="Amount">Signed: positive credits the customer, negative debits him. Not zero.</param>
/// <param name="Reason">A code of <see cref="Reasons"/>; the customer reads it too.</param>
/// <param name="Note">To the customer, 1 to 500 characters.</param>
/// <param name="Key">Made when the form opens: sending twice books once.</param>
public sealed record Correction(AccountId Account, Amount Amount, string Reason, string Note, string Key);

/// <param name="FirstEntry">Number of the first entry it wrote.</param>
public sealed record Corrected(long FirstEntry, long LastEntry, Amount BalanceAfter);

/// <summary>
/// An operator's credit or debit as <c>manual_adjust</c> entries (KU-22). A credit opens a promotional grant; a debit
/// burns grants in the book's order and never takes more than is there. Reason and note stand in the customer's Transactions.
/// </summary>
public sealed class CorrectBalance(Writer writer, IMemberships memberships, PublishedBooks books)
{
    public async Task<Outcome<Corrected>> Run(Actor.Operator actor, Correction correction, CancellationToken cancel)
    {
        if (!await memberships.IsOperator(actor.UserId, cancel)) return new Refusal("not_found", "There is no such account.");
        return await writer.Run(scope => Book(scope, actor, correction), cancel);
    }

    private Outcome<Corrected> Book(WriteScope scope, Actor.Operator actor, Correction correction)
    {
        if (scope.Find(correction.Account) is not { } wallet) return new Refusal("not_found", "There is no such account.");
        var command = new NewCommand(
            $"correction:{correction.Key}", "manual_adjust", wallet.Account, actor.Label,
            RequestHash.Of(correction.Account, correction.Amount, correction.Reason, correction.Note),
            Note: correction.Note, Reason: correction.Reason);
        return scope.Once<Corrected>(command, number => Decide(scope, wallet, correction, number));
    }

    private Outcome<Corrected> Decide(WriteScope scope, WalletState wallet, Correction correction, long command)
    {
        var book = books.At(wallet.PriceBook, scope.Now).Book;
        var first = wallet.LastNumber + 1;
        GrantBalance[] grants = [.. wallet.Grants];
        var request = new CorrectionRequest(correction.Amount, correction.Reason, correction.Note);
        switch (CorrectionDecision.Decide(book, request, grants, wallet.AvailableAt(scope.Now), scope.Now))
        {
            case CorrectionAnswer.Refused no:
                return new Refusal(no.Code, no.Message, no.Field);
            case CorrectionAnswer.Credit credit when book.Wallet.Funding == FundingMode.Postpaid:
                // There is no pool to add to: it is credit on account and comes off the next invoices.
                scope.Db.Accounts.Find(wallet.Account)!.CreditOnAccount += credit.Grant.Amount.Units;
                return Answer(first, Post(scope, wallet, credit.Grant.Amount.Units, 0, command), wallet.Asset);
            case CorrectionAnswer.Credit credit:
                var opened = scope.OpenGrant(new Metering.NewGrant(
                    new GrantId(Guid.CreateVersion7(scope.Now.ToDateTimeOffset())), wallet.Account, credit.Grant.Kind, credit.Grant.Amount.Units,
                    scope.Now, credit.Grant.ExpiresAt, null, CauseKind.Command, command, credit.Reason.Code()));
                return Answer(first, Post(scope, wallet, credit.Grant.Amount.Units, opened, command), wallet.Asset);
            case CorrectionAnswer.Debit debit:
                Entry last = default;
                foreach (var slice in debit.Slices) last = Post(scope, wallet, -slice.Taken, grants[slice.Index].Grant.Number, command);
                return Answer(first, last, wallet.Asset);
            default:
                throw new InvalidOperationException("A correction is refused, a credit or a debit");
        }
    }

    private static Entry Post(WriteScope scope, WalletState wallet, long amount, int grant, long command) =>
        scope.Post(new NewEntry(wallet.Account, CorrectionDecision.Entry, amount, grant, CauseKind.Command, command));

    private static Corrected Answer(long first, Entry last, Asset asset) => new(first, last.Number, new(last.BalanceAfter, asset));
}
