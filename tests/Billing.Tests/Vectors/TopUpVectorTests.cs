using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.TopUps;
using Billing.Units;

namespace Billing.Tests.Vectors;

/// <summary>What payments buy, over the four books that sell credit.</summary>
public sealed class TopUpVectorTests
{
    public static TheoryData<string, string> Cases => Vector.Cases("top-up");

    [Theory]
    [MemberData(nameof(Cases))]
    public void TopUp_Vector_BuysTheExpectedCredit(string id, string title)
    {
        var vector = Vector.Of(id);
        var (given, when, expect) = (vector.Given, vector.When, vector.Expect);
        var book = BookOf(given);
        var at = when.Moment("at");
        var payment = Enum.Parse<PaymentState>(when.Str("payment")!, ignoreCase: true);
        var answer = TopUpDecision.Quote(book, Amount.Parse(when.Str("pay")!, book.Currency));

        if (answer is TopUpAnswer.Refused refused)
        {
            Assert.Equal((expect.Str("refused_reason"), expect.Str("order_state")), (refused.Code, "refused"));
            return;
        }

        var quote = ((TopUpAnswer.Accepted)answer).Quote;
        var grants = TopUpDecision.Settle(book, quote, payment, at);
        Assert.Equal(expect.GetProperty("ledger").EnumerateArray().Select(row => (row.Str("type"), row.Str("amount"))),
            grants.Select(grant => ((string?)TopUpDecision.Entry.Name(), (string?)grant.Amount.ToDecimalText())));
        if (payment == PaymentState.Failed)
        {
            Assert.Equal(("payment_failed", "failed"), (expect.Str("refused_reason"), expect.Str("order_state")));
            return;
        }

        Assert.True(expect.GetProperty("accepted").GetBoolean(), title);
        Assert.Equal(payment == PaymentState.Confirmed ? "completed" : "pending", expect.Str("order_state"));
        Assert.Equal((expect.Str("base"), expect.Str("bonus"), expect.Str("total")), (quote.Base.ToDecimalText(), quote.Bonus.ToDecimalText(), quote.Total.ToDecimalText()));
        if (payment == PaymentState.Confirmed) Assert.All(grants, grant => Assert.Equal(expect.MomentOrNever("expires_at"), grant.ExpiresAt));
    }

    /// <summary>Kunavo's is the shipped book; the others are built from the vector's own figures.</summary>
    private static PriceBook BookOf(JsonElement given)
    {
        if (given.Str("book") == Books.Kunavo.Id) return Books.Kunavo;
        var book = JsonNode.Parse(Books.KunavoJson)!.AsObject();
        book["currency"] = given.Str("pay_unit");
        book["wallet"]!["unit"] = given.Str("unit");
        book["wallet"]!["units_per_currency"] = given.Str("rate");
        book["top_up"]!["minimum"] = given.Str("min_pay");
        book["top_up"]!["bonus_tiers"] = new JsonArray();
        if (given.GetProperty("lifetime_months") is { ValueKind: JsonValueKind.Number } months)
            book["grants"] = new JsonArray(new JsonObject { ["kind"] = "topup", ["expiry"] = "months", ["months"] = months.GetInt32() });
        return PriceBookDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(book)).BookOrThrow();
    }
}
