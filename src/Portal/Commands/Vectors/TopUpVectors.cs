using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Ledger;
using Billing.PriceBooks;
using Billing.TopUps;
using Billing.Units;

namespace BillingPortal.Portal.Commands.Vectors;

/// <summary>What payments buy.</summary>
internal static class TopUpVectors
{
    public static object Answer(Vector vector)
    {
        var book = BookFiles.Changed(vector, document => State(document, vector.Given));
        var payment = vector.When.Text("payment").Named<PaymentState>();
        return TopUpDecision.Quote(book, vector.When.Amount("pay", book.Currency)) switch
        {
            TopUpAnswer.Refused refused => Nothing(book, refused.Code, "refused"),
            TopUpAnswer.Accepted when payment == PaymentState.Failed => Nothing(book, "payment_failed", "failed"),
            TopUpAnswer.Accepted { Quote: var quote } => Bought(book, quote, TopUpDecision.Settle(book, quote, payment, vector.When.Moment("at")), payment),
            _ => throw new InvalidOperationException("An answer of no known kind"),
        };
    }

    private static object Bought(PriceBook book, TopUpQuote quote, IReadOnlyList<Billing.Credits.NewGrant> grants, PaymentState payment) => new
    {
        unit = book.Wallet.Unit.Code,
        accepted = true,
        refused_reason = (string?)null,
        @base = quote.Base.Text(),
        bonus = quote.Bonus.Text(),
        total = quote.Total.Text(),
        order_state = payment == PaymentState.Confirmed ? "completed" : "pending",
        expires_at = grants.Count > 0 ? grants[0].ExpiresAt.Text() : null,
        ledger = grants.Select(grant => new { type = TopUpDecision.Entry.Name(), amount = grant.Amount.Text() }),
    };

    private static object Nothing(PriceBook book, string reason, string state) => new
    {
        unit = book.Wallet.Unit.Code,
        accepted = false,
        refused_reason = reason,
        @base = "0",
        bonus = "0",
        total = "0",
        order_state = state,
        expires_at = (string?)null,
        ledger = Array.Empty<object>(),
    };

    /// <summary>More than anybody pays: vectors know no greatest payment, and the book's own is a sample.</summary>
    private const string AnyPayment = "10000000";

    /// <summary>The vector states rate, least payment, tiers and lifetime.</summary>
    private static void State(JsonObject document, JsonElement given)
    {
        document["currency"] = given.Str("pay_unit");
        BookFiles.SetWallet(document, given.Text("unit"), given.Text("rate"));
        if (document["top_up"] is not JsonObject topUp) return;
        var least = given.Str("min_pay") ?? topUp["pay_step"]!.GetValue<string>();
        topUp["minimum"] = least;
        topUp["maximum"] = AnyPayment;
        topUp["offers"] = new JsonArray(least);
        topUp["bonus_tiers"] = new JsonArray([.. given.List("tiers").Select(tier => new JsonObject { ["from"] = tier.Str("from"), ["rate"] = tier.Str("bonus_rate") })]);
        foreach (var grant in document["grants"]!.AsArray().Where(grant => grant!["kind"]!.GetValue<string>() is "topup" or "bonus"))
        {
            grant!["expiry"] = given.Whole("lifetime_months") is { } months ? "months" : "never";
            if (given.Whole("lifetime_months") is { } life) grant["months"] = life;
            else grant.AsObject().Remove("months");
        }
    }
}
