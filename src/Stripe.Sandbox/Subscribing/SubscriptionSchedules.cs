using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Subscribing;

/// <summary>Changes that are planned: each phase says what the subscription holds from its start on.</summary>
internal static class SubscriptionSchedules
{
    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/subscription_schedules", "from_subscription", Create),
        Operation.Get("/v1/subscription_schedules", ParameterShape.ListOf("created~ customer"), call => call.List("subscription_schedule", "/v1/subscription_schedules", "customer")),
        Operation.Get("/v1/subscription_schedules/{id}", ParameterShape.None, call => call.Subject("subscription_schedule")),
        Operation.Post("/v1/subscription_schedules/{id}", """
            end_behavior metadata{} proration_behavior
            phases[](items[](price quantity# metadata{}) start_date end_date duration(interval interval_count#) proration_behavior metadata{} billing_cycle_anchor)
            """, Update),
        Operation.Post("/v1/subscription_schedules/{id}/release", "preserve_cancel_date?", call => Release(call.State, RequireActive(call))),
        Operation.Post("/v1/subscription_schedules/{id}/cancel", "invoice_now? prorate?", Cancel),
    ];

    /// <summary>At a phase's moment: the subscription changes, prorated as the phase says.</summary>
    public static void Enter(State state, JsonObject schedule)
    {
        if (schedule.Text("status") != "active" || state.Objects.Find(schedule.Text("subscription")!) is not { } subscription)
            return;
        if (Next(schedule, state.Now) is { } phase)
        {
            if (SubscriptionItems.Period(subscription).End == state.Now)
                return;
            SetCurrent(state, schedule, phase);
            SubscriptionUpdate.RunPlanned(state, subscription, Given(state, subscription, phase));
        }
        else if (SchedulePhases.Last(schedule).Whole("end_date") <= state.Now)
        {
            End(state, schedule, subscription);
        }
    }

    /// <summary>The same at a period's end, where the renewal bills the new phase whole.</summary>
    public static void EnterAtRenewal(State state, JsonObject subscription)
    {
        if (subscription.Text("schedule") is not { } id || state.Objects.Find(id) is not { } schedule || schedule.Text("status") != "active" || Next(schedule, state.Now) is not { } phase)
            return;
        SetCurrent(state, schedule, phase);
        var before = subscription.DeepClone().AsObject();
        SubscriptionItems.Set(subscription, SubscriptionItems.Change(state, subscription, Given(state, subscription, phase)));
        if (phase.Text("billing_cycle_anchor") == "phase_start" || !SubscriptionUpdate.SameInterval(before, subscription))
            subscription["billing_cycle_anchor"] = state.Now;
        subscription["metadata"] = Metadata.Apply(subscription.Child("metadata"), phase["metadata"]?.DeepClone());
    }

    public static void SubscriptionEnded(State state, JsonObject subscription)
    {
        if (subscription.Text("schedule") is not { } id || state.Objects.Find(id) is not { } schedule || schedule.Text("status") != "active")
            return;
        schedule["status"] = "canceled";
        schedule["canceled_at"] = state.Now;
        schedule["current_phase"] = null;
        state.Objects.Save(schedule);
        state.Emit("subscription_schedule.canceled", schedule);
    }

    private static JsonObject Create(Call call)
    {
        var subscription = call.State.Require("subscription", call.Text("from_subscription"), "from_subscription");
        if (SubscriptionDocument.IsOver(subscription))
            throw StripeFault.Invalid("You cannot migrate a subscription that is already canceled.", "from_subscription");
        if (subscription.Text("schedule") is { } existing)
            throw StripeFault.Invalid($"You cannot migrate a subscription that is already attached to a schedule: {existing}.", "from_subscription");
        var schedule = SchedulePhases.New(call.State, subscription);
        call.State.Objects.Add(schedule);
        subscription["schedule"] = schedule.Text("id");
        SetTimers(call.State, schedule);
        call.State.Emit("subscription_schedule.created", schedule);
        SubscriptionDocument.Save(call.State, subscription);
        return schedule;
    }

    private static JsonObject Update(Call call)
    {
        var schedule = RequireActive(call);
        if (call.Given.Text("end_behavior") is { } behavior)
            schedule["end_behavior"] = SubscriptionTerms.OneOf(behavior, "end_behavior", "release", "cancel");
        schedule["metadata"] = Metadata.Apply(schedule.Child("metadata"), call.Given["metadata"]);
        if (call.Given["phases"] is not null)
        {
            SchedulePhases.Set(call.State, schedule, call.Given);
            var current = schedule.Children("phases").LastOrDefault(p => p.Whole("start_date") <= call.State.Now) ?? schedule.Children("phases").First();
            schedule["current_phase"] = Dates(current);
            SetTimers(call.State, schedule);
        }

        call.State.Objects.Save(schedule);
        call.State.Emit("subscription_schedule.updated", schedule);
        return schedule;
    }

    private static JsonObject Cancel(Call call)
    {
        var schedule = RequireActive(call);
        SubscriptionEnd.Cancel(call.State, call.State.Objects.Find(schedule.Text("subscription")!)!, "cancellation_requested");
        return call.Subject("subscription_schedule");
    }

    private static JsonObject Release(State state, JsonObject schedule)
    {
        if (state.Objects.Find(schedule.Text("subscription")!) is { } subscription)
        {
            subscription["schedule"] = null;
            SubscriptionDocument.Save(state, subscription);
        }

        schedule["status"] = "released";
        schedule["released_at"] = state.Now;
        schedule["released_subscription"] = schedule.Text("subscription");
        schedule["subscription"] = null;
        schedule["current_phase"] = null;
        state.Objects.Save(schedule);
        state.Emit("subscription_schedule.released", schedule);
        return schedule;
    }

    private static void End(State state, JsonObject schedule, JsonObject subscription)
    {
        if (schedule.Text("end_behavior") == "cancel")
            SubscriptionEnd.Cancel(state, subscription, "cancellation_requested");
        else
            Release(state, schedule);
    }

    private static JsonObject? Next(JsonObject schedule, long now) => schedule.Children("phases").FirstOrDefault(p => p.Whole("start_date") == now
        && schedule.Child("current_phase")?.Whole("start_date") != now);

    private static void SetCurrent(State state, JsonObject schedule, JsonObject phase)
    {
        schedule["current_phase"] = Dates(phase);
        state.Objects.Save(schedule);
        state.Emit("subscription_schedule.updated", schedule);
    }

    private static JsonObject Dates(JsonObject phase) => new() { ["end_date"] = phase.Whole("end_date"), ["start_date"] = phase.Whole("start_date") };

    private static void SetTimers(State state, JsonObject schedule)
    {
        foreach (var phase in schedule.Children("phases"))
        {
            foreach (var moment in new[] { phase.Whole("start_date")!.Value, phase.Whole("end_date")!.Value }.Where(m => m > state.Now))
                state.Timers.Set(moment, BillingTimers.Phase, schedule.Text("id")!);
        }
    }

    /// <summary>The phase as the change of a subscription: its items replace those that are there, position by position.</summary>
    private static JsonObject Given(State state, JsonObject subscription, JsonObject phase)
    {
        var there = SubscriptionItems.Of(subscription);
        var elements = phase.Children("items").Select((item, i) =>
        {
            // The price was agreed when this was planned: taken off sale since, it still is what is charged.
            var element = new JsonObject { ["price"] = item.Text("price"), ["_price"] = state.Objects.Find(item.Text("price")!), ["quantity"] = item.Whole("quantity") };
            if (i < there.Count)
                element["id"] = there[i].Text("id");
            return element;
        }).ToList();
        elements.AddRange(there.Skip(elements.Count).Select(i => new JsonObject { ["id"] = i.Text("id"), ["deleted"] = true }));
        return new JsonObject { ["items"] = new JsonArray([.. elements]), ["proration_behavior"] = phase.Text("proration_behavior"), ["metadata"] = phase["metadata"]?.DeepClone() };
    }

    private static JsonObject RequireActive(Call call)
    {
        var schedule = call.Subject("subscription_schedule");
        return schedule.Text("status") == "active" ? schedule : throw StripeFault.Invalid(
            $"This subscription schedule is {schedule.Text("status")} and can no longer be changed.");
    }
}
