using Billing.Refills;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>Whether a refill starts.</summary>
internal static class AutoRefillVectors
{
    public static object Answer(Vector vector)
    {
        var (given, when) = (vector.Given, vector.When);
        var book = BookFiles.Changed(vector, document => BookFiles.SetWallet(document, given.Text("unit"), given.Text("rate")));
        var (unit, money) = (book.Wallet.Unit, book.Currency);
        var answer = AutoRefillDecision.Decide(
            book,
            new(given.Flag("enabled"), given.Amount("threshold", unit), given.Amount("amount", unit), given.AmountOrNull("ceiling", money)),
            new(given.Amount("balance", unit), given.Flag("pending"), given.Flag("declined"), given.AmountOrZero("spent_this_month", money)),
            when.Text("event").Named<AutoRefillEvent>(),
            when.AmountOrZero("debit", unit));
        return new
        {
            unit = unit.Code,
            refill_started = answer.Started,
            refill_amount = answer.Refill.Text(),
            charge = answer.Charge.Text(),
            balance_after = answer.Balance.Text(),
            state = answer.State.Word(),
        };
    }
}
