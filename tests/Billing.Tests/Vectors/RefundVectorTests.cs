using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Corrections;
using Billing.Credits;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Tests.Vectors;

/// <summary>Giving purchases back, of Kunavo and of the GPU platform.</summary>
public sealed class RefundVectorTests
{
    public static TheoryData<string, string> Cases => Vector.Cases("refund");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Refund_Vector_MovesTheExpectedRows(string id, string title)
    {
        var vector = Vector.Of(id);
        var (given, when, expect) = (vector.Given, vector.When, vector.Expect);
        var book = BookOf(given);
        var purchase = After(given, book);
        var balance = purchase.BaseLeft + purchase.BonusLeft + Amount.Parse(given.Str("other_balance")!, book.Wallet.Unit);
        var toBank = when.Str("destination") == "bank";
        var asked = when.Str("amount") is { } text && text != "unused" ? Amount.Parse(text, toBank ? book.Currency : book.Wallet.Unit) : (Amount?)null;
        var request = new RefundRequest(toBank ? RefundDestination.Bank : RefundDestination.Wallet, asked, when.Str("reason"), when.Str("by") == "operator");

        var answer = RefundDecision.Decide(book, purchase, request);

        Assert.Equal(expect.Str("refused_reason"), (answer as RefundAnswer.Refused)?.Code);
        var rows = RowsOf(answer);
        Assert.Equal(expect.GetProperty("ledger").EnumerateArray().Select(row => (row.Str("type")!, row.Str("amount")!)), rows.Select(row => (row.Type.Name(), row.Amount.ToDecimalText())));
        Assert.Equal(expect.Str("bank_amount"), answer is RefundAnswer.ToBank bank ? bank.Money.ToDecimalText() : "0");
        Assert.True(expect.Str("wallet_balance") == rows.Aggregate(balance, (sum, row) => sum + row.Amount).ToDecimalText(), title);
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
        var funded = Funding.Fund([.. grants.OrderBy(g => g.Grant, book.BurnOrder)], given.Units("consumed"), at, book.Wallet.Payment, default, slices);
        foreach (var slice in slices[..funded.Slices]) grants[slice.Index] = grants[slice.Index] with { Remaining = grants[slice.Index].Remaining - slice.Taken };
        Amount Unit(long units) => new(units, book.Wallet.Unit);
        return new(new(purchase.Units("paid"), book.Currency), Unit(purchase.Units("base")), Unit(grants[0].Remaining), Unit(purchase.Units("bonus")), Unit(grants[1].Remaining));
    }

    private static PriceBook BookOf(JsonElement given)
    {
        if (given.Str("book") == Books.Kunavo.Id) return Books.Kunavo;
        var book = JsonNode.Parse(Books.KunavoJson)!.AsObject();
        book["wallet"]!["unit"] = given.Str("unit");
        book["wallet"]!["units_per_currency"] = given.Str("rate");
        return PriceBookDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(book)).BookOrThrow();
    }
}
