using System.Text.Json;
using Billing.Corrections;
using Billing.Credits;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.Units;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>Giving purchases back.</summary>
internal static class RefundVectors
{
    public static object Answer(Vector vector)
    {
        var (given, when) = (vector.Given, vector.When);
        var book = BookFiles.Changed(vector, document => BookFiles.SetWallet(document, given.Text("unit"), given.Text("rate")));
        var purchase = After(given, book);
        var balance = purchase.BaseLeft + purchase.BonusLeft + given.AmountOrZero("other_balance", book.Wallet.Unit);
        var toBank = when.Text("destination").Named<RefundDestination>() == RefundDestination.Bank;
        var asked = when.Str("amount") is { } text && text != "unused" ? Amount.Parse(text, toBank ? book.Currency : book.Wallet.Unit) : (Amount?)null;
        var request = new RefundRequest(toBank ? RefundDestination.Bank : RefundDestination.Wallet, asked, when.Str("reason"), when.Str("by") == "operator");
        var answer = RefundDecision.Decide(book, purchase, request);
        var rows = RowsOf(answer);
        return new
        {
            unit = book.Wallet.Unit.Code,
            accepted = answer is not RefundAnswer.Refused,
            refused_reason = (answer as RefundAnswer.Refused)?.Code,
            ledger = rows.Select(row => new { type = row.Type.Name(), amount = row.Amount.Text() }),
            bank_amount = answer is RefundAnswer.ToBank bank ? bank.Money.Text() : "0",
            wallet_balance = rows.Aggregate(balance, (sum, row) => sum + row.Amount).Text(),
        };
    }

    private static List<(EntryType Type, Amount Amount)> RowsOf(RefundAnswer answer) => answer switch
    {
        RefundAnswer.ToWallet wallet => [(RefundDecision.WalletEntry, wallet.Credit)],
        RefundAnswer.ToBank bank => [.. new[] { (RefundDecision.BankEntry, -bank.FromBase), (RefundDecision.BankEntry, -bank.FromBonus) }.Where(row => !row.Item2.IsZero)],
        _ => [],
    };

    /// <summary>The purchase after its consumption, burned by the book's own order.</summary>
    private static Purchase After(JsonElement given, PriceBook book)
    {
        var purchase = given.GetProperty("purchase");
        var at = purchase.Moment("at");
        GrantBalance[] grants =
        [
            new(new(1, GrantKind.Topup, at, Instant.Latest), purchase.Units("base")),
            new(new(2, GrantKind.Bonus, at, Instant.Latest), purchase.Units("bonus")),
        ];
        var slices = new FundingSlice[grants.Length];
        grants = [.. grants.OrderBy(g => g.Grant, book.BurnOrder)];
        var funded = Funding.Fund(grants, given.AmountOrZero("consumed", book.Wallet.Unit).Units, at, book.Wallet.Payment, default, slices);
        foreach (var slice in slices[..funded.Slices]) grants[slice.Index] = grants[slice.Index] with { Remaining = grants[slice.Index].Remaining - slice.Taken };
        Amount Left(GrantKind kind) => new(grants.Single(g => g.Grant.Kind == kind).Remaining, book.Wallet.Unit);
        return new(
            purchase.Amount("paid", book.Currency), purchase.Amount("base", book.Wallet.Unit), Left(GrantKind.Topup),
            purchase.Amount("bonus", book.Wallet.Unit), Left(GrantKind.Bonus));
    }
}
