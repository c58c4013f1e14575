using System.Text.Json.Nodes;
using Stripe.Sandbox.Catalog;
using Stripe.Sandbox.Invoicing;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Subscribing;

internal static class Subscriptions
{
    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/subscriptions", "customer currency billing_cycle_anchor# trial_period_days# billing_mode(type) " + SubscriptionItems.New + SubscriptionTerms.Parameters, Create),
        Operation.Get("/v1/subscriptions", ParameterShape.ListOf("collection_method created~ customer price status"), List),
        Operation.Get("/v1/subscriptions/{id}", ParameterShape.None, call => call.Subject("subscription")),
        Operation.Post("/v1/subscriptions/{id}", "billing_cycle_anchor proration_date# cancellation_details(comment feedback) " + SubscriptionItems.Changed + SubscriptionTerms.Parameters, Update),
        Operation.Delete("/v1/subscriptions/{id}", "invoice_now? prorate? cancellation_details(comment feedback)", Cancel),
        Operation.Post("/v1/subscriptions/{id}/resume", "billing_cycle_anchor proration_behavior proration_date#", call => call.State.OrNothing(() => Resume(call))),
    ];

    /// <summary>A customer's subscriptions that are not over, as the customer shows them.</summary>
    public static JsonObject OfCustomer(State state, string customer) => Call.ListAnswer(
        state.Objects.Where("subscription", "customer", customer).Where(s => !SubscriptionDocument.IsOver(s)).Reverse().Select(Rendering.Public),
        $"/v1/customers/{customer}/subscriptions");

    private static JsonObject Create(Call call)
    {
        if (call.Given.Text("billing_mode") is not (null or "flexible") || call.Given.Child("billing_mode")?.Text("type") is not (null or "flexible"))
            throw StripeFault.Invalid("The sandbox bills in flexible mode.", "billing_mode[type]");
        return call.State.OrNothing(() => SubscriptionStart.Collect(call.State, SubscriptionStart.Open(call.State, call.Given), call.Given));
    }

    private static JsonObject List(Call call)
    {
        var conditions = call.FieldConditions("collection_method", "customer").Concat(call.CreatedConditions()).ToList();
        switch (call.Given.Text("status"))
        {
            case null:
                conditions.Add(("json_extract(body, '$.status') <> ?", "canceled"));
                break;
            case "all":
                break;
            case "ended":
                conditions.Add(("json_extract(body, '$.status') IN (?, 'incomplete_expired')", "canceled"));
                break;
            case var status:
                conditions.Add(("json_extract(body, '$.status') = ?", status));
                break;
        }

        if (call.Given.Text("price") is { } price)
            conditions.Add(("EXISTS (SELECT 1 FROM json_each(body, '$.items.data') item WHERE json_extract(item.value, '$.price.id') = ?)", price));
        return call.Page("subscription", "/v1/subscriptions", conditions);
    }

    private static JsonObject Update(Call call)
    {
        var result = SubscriptionUpdate.Run(call);
        if (call.Given.Child("cancellation_details") is not { } details)
            return result;
        NoteDetails(result, details);
        call.State.Objects.Save(result);
        return result;
    }

    private static JsonObject Cancel(Call call)
    {
        var subscription = call.Subject("subscription");
        if (SubscriptionDocument.IsOver(subscription))
            throw StripeFault.Missing("subscription", call.Id, "id");
        if (call.Given.Child("cancellation_details") is { } details)
            NoteDetails(subscription, details);
        if (call.Given.Flag("prorate") && subscription.Text("status") is "active" or "past_due")
        {
            foreach (var item in SubscriptionItems.Of(subscription))
                Proration.Credit(call.State, subscription, item, call.State.Now);
        }

        JsonObject? last = null;
        if (call.Given.Flag("invoice_now"))
        {
            last = SubscriptionUpdate.InvoicePending(call.State, subscription, "subscription_update");
            if (InvoiceDocument.Lines(last).Count == 0)
                last = null;
        }

        if (last is not null)
            subscription["latest_invoice"] = last.Text("id");
        SubscriptionEnd.Cancel(call.State, subscription, "cancellation_requested");
        if (last is not null)
        {
            InvoiceLifecycle.Open(call.State, last, withPending: false);
            InvoiceCollection.Attempt(call.State, InvoiceLifecycle.FinalizeDraft(call.State, last), null, offSession: true);
        }

        return call.Subject("subscription");
    }

    /// <summary>Takes up a subscription whose trial ended without a card.</summary>
    private static JsonObject Resume(Call call)
    {
        var subscription = call.Subject("subscription");
        if (subscription.Text("status") != "paused")
            throw StripeFault.Invalid($"This subscription is not paused: its status is {subscription.Text("status")}.");
        subscription["status"] = "active";
        call.State.Objects.Save(subscription);
        var (changed, begun) = SubscriptionUpdate.Plan(call.State, subscription, new JsonObject { ["billing_cycle_anchor"] = "now", ["proration_behavior"] = "none" });
        var invoice = begun!;
        changed["latest_invoice"] = invoice.Text("id");
        call.State.Objects.Save(changed);
        InvoiceLifecycle.Open(call.State, invoice, withPending: false);
        var collected = InvoiceCollection.Attempt(call.State, InvoiceLifecycle.FinalizeDraft(call.State, invoice), null, offSession: true);
        if (collected.Fault(call.State) is { } fault)
            throw fault;
        var resumed = call.Subject("subscription");
        call.State.Emit("customer.subscription.resumed", resumed);
        SubscriptionDocument.Save(call.State, resumed);
        Renewal.SetTimers(call.State, resumed);
        return resumed;
    }

    private static void NoteDetails(JsonObject subscription, JsonObject given)
    {
        foreach (var field in new[] { "comment", "feedback" })
            subscription.Child("cancellation_details")![field] = given.Text(field) is { Length: > 0 } text ? text : null;
    }
}
