using Billing.Units;

namespace Billing.Invoicing;

/// <summary>How an invoice stands before a credit note. All amounts in its currency.</summary>
/// <param name="Total">With tax, as issued.</param>
/// <param name="Tax">As issued, 0 to <paramref name="Total"/>.</param>
/// <param name="Credited">By earlier notes, 0 to <paramref name="Total"/>.</param>
/// <param name="Owed">Still to be paid; 0 once it is.</param>
public sealed record CreditableInvoice(Amount Total, Amount Tax, Amount Credited, Amount Owed)
{
    /// <summary>The most a note can take back.</summary>
    public Amount Left => Total - Credited;
}

/// <summary>What a credit note does, or a named no.</summary>
public abstract record CreditNoteAnswer
{
    private CreditNoteAnswer() { }

    /// <param name="Net">Without tax; 0 or more, as are the others.</param>
    /// <param name="Tax">The tax in the amount.</param>
    /// <param name="FromOwed">Reduces what is owed.</param>
    /// <param name="ToAccount">The rest: it was paid, so it becomes credit on account.</param>
    public sealed record Accepted(Amount Net, Amount Tax, Amount FromOwed, Amount ToAccount) : CreditNoteAnswer;

    /// <param name="Code"><c>amount_invalid</c>, <c>already_credited</c>, <c>above_invoice</c>.</param>
    /// <param name="Message">One sentence for the operator.</param>
    public sealed record Refused(string Code, string Message) : CreditNoteAnswer;
}

/// <summary>Takes an invoice back, wholly or in part; the invoice itself never changes.</summary>
public static class CreditNoteDecision
{
    /// <param name="amount">With tax; null for all that is left.</param>
    /// <param name="rounding">The book's; tax is cut so that the notes' taxes add up to the invoice's.</param>
    public static CreditNoteAnswer Decide(CreditableInvoice invoice, Amount? amount, Rounding rounding)
    {
        if (!invoice.Left.IsPositive) return new CreditNoteAnswer.Refused("already_credited", "This invoice has been taken back wholly.");
        var back = amount ?? invoice.Left;
        if (!back.IsPositive || back.Units % rounding.StepUnits != 0) return new CreditNoteAnswer.Refused("amount_invalid", "A credit note is above zero and counts whole coins.");
        if (back > invoice.Left) return new CreditNoteAnswer.Refused("above_invoice", "The notes of an invoice cannot exceed it.");
        var tax = TaxIn(invoice, invoice.Credited + back, rounding) - TaxIn(invoice, invoice.Credited, rounding);
        var fromOwed = Amount.Min(back, invoice.Owed);
        return new CreditNoteAnswer.Accepted(back - tax, tax, fromOwed, back - fromOwed);
    }

    private static Amount TaxIn(CreditableInvoice invoice, Amount part, Rounding rounding) =>
        new(rounding.ToUnits(Fraction.Of(invoice.Tax.Units, Asset.UnitsPerWhole) * Fraction.Of(part.Units, invoice.Total.Units)), part.Asset);
}
