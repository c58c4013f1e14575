using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Resources;
using Stripe.Sandbox.Storage;

namespace Stripe.Sandbox.Control;

/// <summary>What payers, their banks and the card networks do of their own accord.</summary>
internal sealed class PaymentControl(SandboxDatabase database, Action changed)
{
    public string OpenDispute(string chargeOrIntent, string reason, bool inquiry) => Change(state => Disputes.Open(state, Charge(state, chargeOrIntent), reason, inquiry)).Text("id")!;

    /// <summary>Opens a dispute where the charge has none that is open, and ends it.</summary>
    public string Dispute(string chargeOrIntent, DisputeOutcome outcome) => Change(state =>
    {
        var charge = Charge(state, chargeOrIntent);
        if (outcome == DisputeOutcome.Prevented)
            return Disputes.Prevent(state, charge, "fraudulent");
        var inquiry = outcome is DisputeOutcome.InquiryClosed or DisputeOutcome.Escalated;
        var dispute = state.Objects.All("dispute").Find(d => d.Text("charge") == charge.Text("id") && IsOpen(d)) ?? Disputes.Open(state, charge, "fraudulent", inquiry);
        Disputes.Decide(state, dispute, outcome);
        return dispute;
    }).Text("id")!;

    public void DecideDispute(string dispute, DisputeOutcome outcome) => Change(state =>
    {
        var found = state.Require("dispute", dispute);
        Disputes.Decide(state, found, outcome);
        return found;
    });

    public string WarnOfFraud(string chargeOrIntent) => Change(state => FraudWarnings.Warn(state, Charge(state, chargeOrIntent))).Text("id")!;

    public void FailRefund(string refund, string reason) => Change(state =>
    {
        var found = state.Require("refund", refund);
        Refunds.Fail(state, found, reason);
        return found;
    });

    public void AnswerDebit(string intent) => Change(state =>
    {
        var found = state.Require("payment_intent", intent);
        BankDebits.Answer(state, found);
        return found;
    });

    public void NextOutcomes(string method, IReadOnlyList<string> tokens) => Change(state =>
    {
        if (tokens.FirstOrDefault(t => TestCards.ByToken(t) is null) is { } unknown)
            throw StripeFault.Missing("payment_method", unknown, "tokens");
        var found = state.Require("payment_method", method);
        found["_outcomes"] = new JsonArray([.. tokens.Select(t => (JsonNode)t)]);
        state.Objects.Save(found);
        return found;
    });

    /// <summary>The network tells of the customer's new card: the same method, other digits and another expiry.</summary>
    public void ReplaceCard(string method, string number) => Change(state =>
    {
        var card = TestCards.ByNumber(number.Replace(" ", string.Empty, StringComparison.Ordinal)) ?? throw StripeFault.Invalid("Not a test card.", "card");
        var found = Card(state, method);
        var today = DateTimeOffset.FromUnixTimeSeconds(state.Now);
        found["card"] = PaymentMethodBodies.Card(card, today.Month, today.Year + 4, null);
        found["_token"] = card.Token;
        found.Remove("_outcomes");
        state.Objects.Save(found);
        state.Emit("payment_method.automatically_updated", found);
        return found;
    });

    /// <summary>The card's last month is the one before this; charges decline from now on.</summary>
    public void ExpireCard(string method) => Change(state =>
    {
        var found = Card(state, method);
        var last = DateTimeOffset.FromUnixTimeSeconds(state.Now).AddMonths(-1);
        found.Child("card")!["exp_month"] = last.Month;
        found.Child("card")!["exp_year"] = last.Year;
        state.Objects.Save(found);
        state.Emit("payment_method.updated", found);
        return found;
    });

    public void DetachCard(string method) => Change(state =>
    {
        var found = Card(state, method);
        PaymentMethods.DetachFrom(state, found);
        return found;
    });

    public void RefundsNeedBalance(bool need) => database.Run(state => state.SetSetting(Refunds.NeedsBalance, need ? "true" : "false"));

    public void AfterLastRetry(AfterLastRetry then) => database.Run(state => state.SetSetting(Subscribing.SubscriptionPayments.LastRetry, then.ToString()));

    private static bool IsOpen(JsonObject dispute) => dispute.Text("status") is not ("won" or "lost" or "warning_closed" or "prevented");

    private static JsonObject Card(State state, string method)
    {
        var found = state.Require("payment_method", method);
        return found.Text("type") == "card" && found.Text("customer") is not null ? found : throw StripeFault.Invalid("Only a card that a customer has can change.", "payment_method");
    }

    private static JsonObject Charge(State state, string chargeOrIntent)
    {
        var id = state.Objects.Find(chargeOrIntent) is { } found && found.Text("object") == "payment_intent" ? found.Text("latest_charge") : chargeOrIntent;
        var charge = state.Require("charge", id ?? chargeOrIntent, "charge");
        return charge.Flag("paid") && charge.Flag("captured") ? charge : throw StripeFault.Invalid("Only a paid charge can be disputed or warned of.", "charge");
    }

    private T Change<T>(Func<State, T> change)
    {
        var result = database.Run(change);
        changed();
        return result;
    }
}
