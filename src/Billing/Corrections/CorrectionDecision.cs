using Billing.Credits;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Corrections;

/// <summary>What an operator asks for.</summary>
/// <param name="Amount">In the wallet's unit: above zero credits, below zero debits.</param>
/// <param name="ReasonCode">One of <see cref="Reasons"/>.</param>
/// <param name="Note">Read by the customer: 1 to 500 characters.</param>
public sealed record CorrectionRequest(Amount Amount, string? ReasonCode, string? Note);

/// <summary>A correction to write, or a named no.</summary>
public abstract record CorrectionAnswer
{
    private CorrectionAnswer() { }

    /// <summary>Raises the balance by a grant of kind correction.</summary>
    public sealed record Credit(NewGrant Grant, Reason Reason) : CorrectionAnswer;

    /// <summary>Lowers the balance by these slices of the grants that were given, in their order.</summary>
    public sealed record Debit(IReadOnlyList<FundingSlice> Slices, Reason Reason) : CorrectionAnswer;

    /// <summary>Nothing is written.</summary>
    /// <param name="Code"><c>amount_zero</c>, <c>wrong_unit</c>, <c>unknown_reason</c>, <c>note_required</c>, <c>note_too_long</c>, <c>exceeds_balance</c>.</param>
    /// <param name="Field">The request's field to blame.</param>
    /// <param name="Message">One sentence for the operator.</param>
    public sealed record Refused(string Code, string Field, string Message) : CorrectionAnswer;
}

/// <summary>An operator's correction in the open: always with a reason and a note, never below zero (KU-22).</summary>
public static class CorrectionDecision
{
    /// <summary>The type of every entry that a correction writes.</summary>
    public const EntryType Entry = EntryType.ManualAdjust;

    public const int NoteMax = 500;

    /// <summary>Decides; refusals in the order of the request's fields, the balance last.</summary>
    /// <param name="ordered">The account's grants in burn-down order.</param>
    /// <param name="room">Available balance: what holds have not reserved, 10^-8 units.</param>
    public static CorrectionAnswer Decide(PriceBook book, CorrectionRequest request, ReadOnlySpan<GrantBalance> ordered, long room, Instant now)
    {
        if (request.Amount.Asset != book.Wallet.Unit) return No("wrong_unit", "amount", $"The wallet counts {book.Wallet.Unit}.");
        if (request.Amount.IsZero) return No("amount_zero", "amount", "A correction moves something.");
        if (!Reasons.TryParse(request.ReasonCode, out var reason)) return No("unknown_reason", "reason", "Choose one of the listed reasons.");
        var note = request.Note?.Trim() ?? "";
        if (note.Length == 0) return No("note_required", "note", "Say in a note what the customer should read.");
        if (note.Length > NoteMax) return No("note_too_long", "note", $"The note has more than {NoteMax} characters.");
        if (request.Amount.IsPositive)
            return new CorrectionAnswer.Credit(new(GrantKind.Correction, request.Amount, book.ExpiresAt(GrantKind.Correction, now, new(now))), reason);

        var slices = new FundingSlice[ordered.Length];
        var funded = Funding.Fund(ordered, checked(-request.Amount.Units), now, PaymentRule.WholeOrNothing, default, slices, Math.Max(room, 0));
        return funded.InFull
            ? new CorrectionAnswer.Debit(slices[..funded.Slices], reason)
            : No("exceeds_balance", "amount", "The wallet does not hold that much.");
    }

    private static CorrectionAnswer.Refused No(string code, string field, string message) => new(code, field, message);
}
