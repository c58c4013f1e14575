using Billing.Service.Ports;
using Stripe;
using static Billing.Gateway.StripeFields;

namespace Billing.Gateway;

/// <summary>
/// A change of interval at the renewal. Stripe begins a new cycle, and charges, as soon as a price of another interval is
/// set, so the wish is kept in a schedule: the present phase to its end, then one period of the new price, then free again.
/// </summary>
internal sealed class PlannedChange(IStripeClient client)
{
    private const string ThenLetGo = "release";
    private const string FromThePhaseOn = "phase_start";

    private SubscriptionScheduleService Schedules => new(client);

    public async Task Plan(Subscription subscription, string price, PlanPrice wish, string idempotencyKey, CancellationToken cancel)
    {
        // An earlier wish is overwritten: a second schedule is refused, and so is a change of one that was let go.
        var schedule = subscription.ScheduleId is { } existing
            ? await Schedules.GetAsync(existing, cancellationToken: cancel)
            : await Schedules.CreateAsync(new SubscriptionScheduleCreateOptions { FromSubscription = subscription.Id }, Keyed(idempotencyKey + ":schedule"), cancel);
        var present = schedule.Phases[0];
        await Schedules.UpdateAsync(
            schedule.Id,
            new SubscriptionScheduleUpdateOptions
            {
                EndBehavior = ThenLetGo,
                ProrationBehavior = StripeNames.NoProration,
                Phases =
                [
                    new SubscriptionSchedulePhaseOptions
                    {
                        StartDate = present.StartDate,
                        EndDate = present.EndDate,
                        Items = [.. present.Items.Select(i => new SubscriptionSchedulePhaseItemOptions { Price = i.PriceId, Quantity = i.Quantity })],
                        ProrationBehavior = StripeNames.NoProration,
                    },
                    new SubscriptionSchedulePhaseOptions
                    {
                        BillingCycleAnchor = FromThePhaseOn,
                        Duration = new SubscriptionSchedulePhaseDurationOptions { Interval = PlanPrices.Interval(wish.Interval), IntervalCount = 1 },
                        Items = [new SubscriptionSchedulePhaseItemOptions { Price = price, Quantity = 1 }],
                        ProrationBehavior = StripeNames.NoProration,
                    },
                ],
            },
            Keyed(idempotencyKey),
            cancel);
    }

    /// <summary>Forgets the wish: the subscription goes on as it is.</summary>
    public async Task Forget(Subscription subscription, CancellationToken cancel)
    {
        if (subscription.ScheduleId is { } schedule)
            await Schedules.ReleaseAsync(schedule, requestOptions: Keyed($"release:{schedule}"), cancellationToken: cancel);
    }

    /// <summary>The price that will be charged at the end of the present phase; null where nothing is planned.</summary>
    public async Task<Price?> Next(Subscription subscription, CancellationToken cancel)
    {
        if (subscription.ScheduleId is not { } id)
            return null;
        var schedule = await Schedules.GetAsync(id, new SubscriptionScheduleGetOptions { Expand = ["phases.items.price"] }, cancellationToken: cancel);
        return schedule.Phases.Find(p => p.StartDate >= schedule.CurrentPhase?.EndDate)?.Items[0].Price;
    }
}
