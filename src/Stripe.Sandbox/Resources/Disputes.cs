using System.Text.Json.Nodes;
using Stripe.Sandbox.Cards;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

/// <summary>The card's owner goes to the bank, and the seller may answer.</summary>
internal static class Disputes
{
    private const long ResponseTime = 7 * 24 * 60 * 60;

    private const string EvidenceFields = """
        access_activity_log billing_address cancellation_policy cancellation_policy_disclosure cancellation_rebuttal customer_communication
        customer_email_address customer_name customer_purchase_ip customer_signature duplicate_charge_documentation duplicate_charge_explanation
        duplicate_charge_id product_description receipt refund_policy refund_policy_disclosure refund_refusal_explanation service_date
        service_documentation shipping_address shipping_carrier shipping_date shipping_documentation shipping_tracking_number uncategorized_file uncategorized_text
        """;

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Get("/v1/disputes", ParameterShape.ListOf("charge created~ payment_intent"), call => call.List("dispute", "/v1/disputes", "charge", "payment_intent")),
        Operation.Get("/v1/disputes/{id}", ParameterShape.None, call => call.Subject("dispute")),
        Operation.Post("/v1/disputes/{id}", $"evidence({EvidenceFields}) metadata{{}} submit?", Update),
        Operation.Post("/v1/disputes/{id}/close", string.Empty, Close),
    ];

    /// <summary>What the card's behaviour brings after a charge.</summary>
    public static void Follow(State state, JsonObject charge)
    {
        var aftermath = PaymentMethods.Means(state.Objects.Find(charge.Text("payment_method")!)!).Aftermath;
        if (aftermath == Aftermath.FraudWarning)
            FraudWarnings.Warn(state, charge);
        else
            Open(state, charge, aftermath == Aftermath.DisputedAsNotReceived ? "product_not_received" : "fraudulent", aftermath == Aftermath.Inquiry);
    }

    /// <summary>An inquiry only asks; a dispute takes the money, and the bank's fee, at once.</summary>
    public static JsonObject Open(State state, JsonObject charge, string reason, bool inquiry)
    {
        var dispute = New(state, charge, reason, inquiry ? "warning_needs_response" : "needs_response");
        state.Objects.Add(dispute);
        charge["disputed"] = !inquiry;
        state.Objects.Save(charge);
        state.Emit("charge.dispute.created", dispute);
        if (!inquiry)
            Withdraw(state, dispute);
        state.Timers.Set(state.Now + ResponseTime, Timers.DisputeDue, dispute.Text("id")!);
        return dispute;
    }

    /// <summary>Stopped before it became one: the seller hears of it, and no money moves.</summary>
    public static JsonObject Prevent(State state, JsonObject charge, string reason)
    {
        var dispute = New(state, charge, reason, "prevented");
        state.Objects.Add(dispute);
        state.Emit("charge.dispute.created", dispute);
        state.Emit("charge.dispute.closed", dispute);
        return dispute;
    }

    /// <summary>The bank decides.</summary>
    public static void Decide(State state, JsonObject dispute, DisputeOutcome outcome)
    {
        var status = dispute.Text("status")!;
        var inquiry = status.StartsWith("warning_", StringComparison.Ordinal);
        if (status is "won" or "lost" or "warning_closed" or "prevented")
            throw StripeFault.Invalid($"This dispute is closed: {status}.");
        if (inquiry != outcome is DisputeOutcome.InquiryClosed or DisputeOutcome.Escalated)
            throw StripeFault.Invalid($"A dispute that is {status} cannot become {outcome}.");
        switch (outcome)
        {
            case DisputeOutcome.Escalated:
                Escalate(state, dispute);
                break;
            case DisputeOutcome.InquiryClosed:
                End(state, dispute, "warning_closed");
                break;
            case DisputeOutcome.Lost:
                End(state, dispute, "lost");
                break;
            case DisputeOutcome.Won:
                dispute["is_charge_refundable"] = true;
                Append(dispute, BalanceTransactions.Reinstate(state, dispute));
                dispute["status"] = "won";
                state.Objects.Save(dispute);
                state.Emit("charge.dispute.funds_reinstated", dispute);
                End(state, dispute, "won");
                break;
            default:
                throw StripeFault.Invalid("A dispute can be prevented only before it is opened.");
        }
    }

    /// <summary>Nobody answered in time.</summary>
    public static void PassDue(State state, JsonObject dispute)
    {
        if (dispute.Text("status") is not ("needs_response" or "warning_needs_response"))
            return;
        dispute.Child("evidence_details")!["past_due"] = true;
        End(state, dispute, dispute.Text("status") == "needs_response" ? "lost" : "warning_closed");
    }

    /// <summary>The documentation's magic words in the evidence decide a test dispute.</summary>
    public static void Review(State state, JsonObject dispute)
    {
        DisputeOutcome? outcome = (dispute.Text("status"), dispute.Child("evidence")!.Text("uncategorized_text")) switch
        {
            ("under_review", "winning_evidence") => DisputeOutcome.Won,
            ("under_review", "losing_evidence") => DisputeOutcome.Lost,
            ("warning_under_review", "winning_evidence") => DisputeOutcome.InquiryClosed,
            ("warning_under_review", "escalate_inquiry_evidence") => DisputeOutcome.Escalated,
            _ => null,
        };
        if (outcome is { } decided)
            Decide(state, dispute, decided);
    }

    /// <summary>Whether a dispute stands in the way of a refund.</summary>
    public static bool Bars(State state, string charge) => state.Objects
        .Page("dispute", [("json_extract(body, '$.charge') = ?", charge)], new PageRequest(100, null, null)).Items
        .Any(d => !d.Flag("is_charge_refundable"));

    private static void Escalate(State state, JsonObject dispute)
    {
        dispute["status"] = "needs_response";
        dispute["is_charge_refundable"] = false;
        dispute.Child("evidence_details")!["due_by"] = state.Now + ResponseTime;
        state.Objects.Save(dispute);
        var charge = state.Require("charge", dispute.Text("charge")!);
        charge["disputed"] = true;
        state.Objects.Save(charge);
        state.Emit("charge.dispute.updated", dispute);
        Withdraw(state, dispute);
        state.Timers.Set(state.Now + ResponseTime, Timers.DisputeDue, dispute.Text("id")!);
    }

    private static void Withdraw(State state, JsonObject dispute)
    {
        Append(dispute, BalanceTransactions.Withdraw(state, dispute));
        state.Objects.Save(dispute);
        state.Emit("charge.dispute.funds_withdrawn", dispute);
    }

    private static void End(State state, JsonObject dispute, string status)
    {
        dispute["status"] = status;
        state.Objects.Save(dispute);
        state.Emit("charge.dispute.closed", dispute);
    }

    private static void Append(JsonObject dispute, JsonObject entry) => ((JsonArray)dispute["balance_transactions"]!).Add(entry);

    private static JsonObject Update(Call call)
    {
        var dispute = call.Subject("dispute");
        dispute["metadata"] = Metadata.Apply(dispute.Child("metadata"), call.Given["metadata"]);
        if (call.Given.Child("evidence") is { } given)
        {
            if (dispute.Text("status") is not ("needs_response" or "warning_needs_response"))
                throw StripeFault.Invalid("This dispute takes no evidence (any more).", "evidence");
            foreach (var (field, text) in given.ToList())
                dispute.Child("evidence")![field] = (string?)text is { Length: > 0 } value ? value : null;
            dispute.Child("evidence_details")!["has_evidence"] = true;
            if (call.Given["submit"] is null || call.Given.Flag("submit"))
                Submit(call.State, dispute);
        }

        call.State.Objects.Save(dispute);
        call.State.Emit("charge.dispute.updated", dispute);
        return dispute;
    }

    private static void Submit(State state, JsonObject dispute)
    {
        var details = dispute.Child("evidence_details")!;
        details["submission_count"] = details.Whole("submission_count") + 1;
        dispute["status"] = dispute.Text("status") == "needs_response" ? "under_review" : "warning_under_review";
        state.Timers.Set(state.Now, Timers.DisputeReview, dispute.Text("id")!);
    }

    private static JsonObject Close(Call call)
    {
        var dispute = call.Subject("dispute");
        if (dispute.Text("status") is not ("needs_response" or "under_review"))
            throw StripeFault.Invalid($"This dispute cannot be closed: it is {dispute.Text("status")}.");
        End(call.State, dispute, "lost");
        return dispute;
    }

    private static JsonObject New(State state, JsonObject charge, string reason, string status) => new()
    {
        ["id"] = Ids.New("du_"),
        ["object"] = "dispute",
        ["amount"] = charge.Whole("amount_captured"),
        ["balance_transactions"] = new JsonArray(),
        ["charge"] = charge.Text("id"),
        ["created"] = state.Now,
        ["currency"] = charge.Text("currency"),
        ["enhanced_eligibility_types"] = new JsonArray(),
        ["evidence"] = new JsonObject(EvidenceFields.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(f => new KeyValuePair<string, JsonNode?>(f, null)))
        {
            ["enhanced_evidence"] = new JsonObject(),
        },
        ["evidence_details"] = new JsonObject
        {
            ["due_by"] = state.Now + ResponseTime,
            ["enhanced_eligibility"] = new JsonObject(),
            ["has_evidence"] = false,
            ["past_due"] = false,
            ["submission_count"] = 0,
        },
        ["is_charge_refundable"] = status is "warning_needs_response" or "prevented",
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        ["payment_intent"] = charge.Text("payment_intent"),
        ["reason"] = reason,
        ["status"] = status,
    };
}
