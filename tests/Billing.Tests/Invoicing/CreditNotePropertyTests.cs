using Billing.Invoicing;
using Billing.PriceBooks;
using Billing.Units;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Billing.Tests.Invoicing;

/// <summary>Notes of one invoice, however it is cut.</summary>
public sealed class CreditNotePropertyTests(ITestOutputHelper output)
{
    private static readonly Rounding Rounding = InvoiceRules.Cents.Rounding;

    /// <summary>An invoice of so many cents with some tax, part of it owed, and amounts to take back one after the other.</summary>
    private static Gen<(CreditableInvoice Invoice, long[] Parts)> Cases { get; } =
        from total in Gen.Choose(1, 2_000_000)
        from rate in Gen.Choose(0, 30)
        from owed in Gen.Choose(0, 100)
        from parts in Gen.Choose(-1, 400_000).Select(cents => (long)cents).ArrayOf(8)
        select (new CreditableInvoice(Cents(total), Cents(total * (long)rate / (100 + rate)), Cents(0), Cents(total * (long)owed / 100)), parts);

    [Fact]
    public void Notes_OfAnyInvoice_NeverExceedItAndTheLastTakesTheRest() => Property.Holds(output, Cases, one =>
    {
        var (net, tax, fromOwed, toAccount, _) = Play(one.Invoice, one.Parts);
        return net + tax == one.Invoice.Total && tax == one.Invoice.Tax && fromOwed + toAccount == one.Invoice.Total && fromOwed == one.Invoice.Owed;
    });

    [Fact]
    public void Note_OfAnyAmount_HasNoPartBelowZero() => Property.Holds(output, Cases, one =>
        Play(one.Invoice, one.Parts).Notes.All(note => !note.Net.IsNegative && !note.Tax.IsNegative && !note.FromOwed.IsNegative && !note.ToAccount.IsNegative));

    [Fact]
    public void Notes_OfAnyInvoice_TakeWhatIsOwedFirst() => Property.Holds(output, Cases, one =>
    {
        var owed = one.Invoice.Owed;
        foreach (var note in Play(one.Invoice, one.Parts).Notes)
        {
            if (note.ToAccount.IsPositive && note.FromOwed != owed) return false;
            owed -= note.FromOwed;
        }

        return owed.IsZero;
    });

    [Theory]
    [InlineData("11.90", "1.90", "0", "2.01", "1.69", "0.32", "0", "2.01")]
    [InlineData("11.90", "1.90", "11.90", "2.01", "1.69", "0.32", "2.01", "0")]
    [InlineData("100", "0", "40", "100", "100", "0", "40", "60")]
    public void Note_OfAPart_IsCutByTheTaxAndByWhatIsOwed(string total, string tax, string owed, string back, string net, string ofTax, string fromOwed, string toAccount)
    {
        var answer = CreditNoteDecision.Decide(new(Usd(total), Usd(tax), Usd("0"), Usd(owed)), Usd(back), Rounding);

        Assert.Equal(new CreditNoteAnswer.Accepted(Usd(net), Usd(ofTax), Usd(fromOwed), Usd(toAccount)), answer);
    }

    /// <summary>Takes back what fits, then the rest; the sums of all.</summary>
    private static (Amount Net, Amount Tax, Amount FromOwed, Amount ToAccount, List<CreditNoteAnswer.Accepted> Notes) Play(CreditableInvoice invoice, long[] parts)
    {
        var notes = new List<CreditNoteAnswer.Accepted>();
        var asked = parts.Select(part => (Amount?)Cents(part)).Append(null);
        foreach (var amount in asked)
        {
            if (CreditNoteDecision.Decide(invoice, amount, Rounding) is not CreditNoteAnswer.Accepted note)
            {
                Assert.True(amount is null || !amount.Value.IsPositive || amount > invoice.Left || invoice.Left.IsZero);
                continue;
            }

            notes.Add(note);
            invoice = invoice with { Credited = invoice.Credited + note.Net + note.Tax, Owed = invoice.Owed - note.FromOwed };
        }

        return (Sum(note => note.Net), Sum(note => note.Tax), Sum(note => note.FromOwed), Sum(note => note.ToAccount), notes);

        Amount Sum(Func<CreditNoteAnswer.Accepted, Amount> part) => notes.Select(part).Aggregate(Cents(0), (sum, one) => sum + one);
    }

    private static Amount Cents(long cents) => new(cents * 1_000_000, Asset.Usd);

    private static Amount Usd(string text) => Amount.Parse(text, Asset.Usd);
}
