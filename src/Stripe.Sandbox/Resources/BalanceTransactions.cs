using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

/// <summary>The seller's balance, entry by entry. An entry is never changed; what undoes it is another entry.</summary>
internal static class BalanceTransactions
{
    private const long UntilAvailable = 2 * 24 * 60 * 60;
    private const long DisputeFee = 1500;

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Get("/v1/balance_transactions", ParameterShape.ListOf("created~ currency source type payout"), call =>
            call.List("balance_transaction", "/v1/balance_transactions", "currency", "source", "type")),
        Operation.Get("/v1/balance_transactions/{id}", ParameterShape.None, call => call.Subject("balance_transaction")),
        Operation.Get("/v1/balance", ParameterShape.None, call => Balance(call.State)),
    ];

    /// <summary>A charge's money, less Stripe's fee; answers the entry's id, as all of these do.</summary>
    public static string Collect(State state, JsonObject charge)
    {
        var amount = charge.Whole("amount_captured")!.Value;
        var card = charge.Child("payment_method_details")!.Text("type") == "card";
        var atOnce = PaymentMethods.Means(state.Objects.Find(charge.Text("payment_method")!)!) is Cards.TestCard { AvailableAtOnce: true };
        return Book(state, charge, new Entry(card ? "charge" : "payment", "charge", amount, card ? CardFee(amount) : DebitFee(amount), charge.Text("description"))
        {
            Available = atOnce ? state.Now : state.Now + UntilAvailable,
        });
    }

    public static string GiveBack(State state, JsonObject refund, bool card) =>
        Book(state, refund, new Entry(card ? "refund" : "payment_refund", "refund", -refund.Whole("amount")!.Value, 0, "REFUND FOR CHARGE"));

    /// <summary>A refund that the payer's bank sent back.</summary>
    public static string TakeBack(State state, JsonObject refund, bool card) =>
        Book(state, refund, new Entry(card ? "refund_failure" : "payment_failure_refund", "refund_failure", refund.Whole("amount")!.Value, 0, "REFUND FAILURE"));

    public static JsonObject Withdraw(State state, JsonObject dispute) =>
        state.Objects.Find(Book(state, dispute, new Entry("adjustment", "dispute", -dispute.Whole("amount")!.Value, DisputeFee, $"Chargeback withdrawal for {dispute.Text("charge")}")))!;

    public static JsonObject Reinstate(State state, JsonObject dispute) =>
        state.Objects.Find(Book(state, dispute, new Entry("adjustment", "dispute_reversal", dispute.Whole("amount")!.Value, -DisputeFee, $"Chargeback reversal for {dispute.Text("charge")}")))!;

    /// <summary>What the balance holds of one currency, not yet available money included.</summary>
    public static long Total(State state, string currency) => state.Objects.Sum("balance_transaction", "net", currency, long.MaxValue);

    private static JsonObject Balance(State state)
    {
        var currencies = state.Objects.Distinct("balance_transaction", "currency");
        if (currencies.Count == 0)
            currencies = ["usd"];
        JsonArray Amounts(Func<string, long> amount) => new([.. currencies.Select(c => new JsonObject
        {
            ["amount"] = amount(c), ["currency"] = c, ["source_types"] = new JsonObject { ["card"] = amount(c) },
        })]);
        return new JsonObject
        {
            ["object"] = "balance",
            ["available"] = Amounts(c => state.Objects.Sum("balance_transaction", "net", c, state.Now)),
            ["livemode"] = false,
            ["pending"] = Amounts(c => Total(state, c) - state.Objects.Sum("balance_transaction", "net", c, state.Now)),
            ["refund_and_dispute_prefunding"] = new JsonObject { ["available"] = Amounts(_ => 0), ["pending"] = Amounts(_ => 0) },
        };
    }

    private static string Book(State state, JsonObject source, Entry entry)
    {
        var currency = source.Text("currency");
        var booked = new JsonObject
        {
            ["id"] = Ids.New("txn_"),
            ["object"] = "balance_transaction",
            ["amount"] = entry.Amount,
            ["available_on"] = entry.Available ?? state.Now,
            ["balance_type"] = "payments",
            ["created"] = state.Now,
            ["currency"] = currency,
            ["description"] = entry.Description,
            ["exchange_rate"] = null,
            ["fee"] = entry.Fee,
            ["fee_details"] = entry.Fee == 0 ? new JsonArray() : new JsonArray(new JsonObject
            {
                ["amount"] = entry.Fee, ["application"] = null, ["currency"] = currency, ["description"] = "Stripe processing fees", ["type"] = "stripe_fee",
            }),
            ["net"] = entry.Amount - entry.Fee,
            ["reporting_category"] = entry.Category,
            ["source"] = source.Text("id"),
            ["status"] = (entry.Available ?? state.Now) <= state.Now ? "available" : "pending",
            ["type"] = entry.Type,
        };
        state.Objects.Add(booked);
        return booked.Text("id")!;
    }

    /// <summary>2.9 % and 30 of the smallest unit.</summary>
    private static long CardFee(long amount) => ((amount * 29) + 999) / 1000 + 30;

    /// <summary>0.8 %, at most 500 of the smallest unit.</summary>
    private static long DebitFee(long amount) => Math.Min(500, ((amount * 8) + 999) / 1000);

    private sealed record Entry(string Type, string Category, long Amount, long Fee, string? Description)
    {
        public long? Available { get; init; }
    }
}
