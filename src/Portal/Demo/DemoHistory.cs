using Billing.Service.Access;
using Billing.Service.Flows.TopUps;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage.Portal;
using Billing.Units;
using Microsoft.AspNetCore.Identity;
using Stripe.Sandbox;

namespace BillingPortal.Portal.Demo;

/// <summary>
/// Lives the demo organisation's last ninety days: the clocks are put back, and customers, payments and usage go through
/// the same flows as any other's, hour by hour, until the clocks are at the present again. No row is written around a flow.
/// </summary>
public sealed class DemoHistory(
    DemoPeople people, UserManager<PortalUser> users, IApiKeys keys, StartTopUp start, SettleTopUp settle, Writer writer, BillingClock clock, SandboxServer sandbox)
{
    /// <summary>Days before the present on which the owner tops up, and how much.</summary>
    private static readonly (int DaysAgo, long Dollars)[] TopUps = [(90, 100), (84, 1_000), (12, 100)];

    /// <summary>The owner keeps at least this much, in dollars, before the last day.</summary>
    private const long Comfort = 1_400;

    private const string Card = "4242424242424242";

    public async Task Write(CancellationToken cancel)
    {
        var end = clock.Now;
        try
        {
            Move(end.StartOfHour.PlusDays(-DemoUsage.Days), end);
            await people.Seed(cancel);
            var owner = new Owner(DemoPeople.Account, DemoPeople.Owner.Email, await OwnerOf(cancel));
            var apiKeys = await Keys(owner, cancel);
            var day = clock.Now.Day;
            await TopUp(owner, DemoUsage.Days, cancel);
            foreach (var (until, calls) in new DemoUsage(end).ByHour())
            {
                Move(until, end);
                if (until.Day != day)
                {
                    day = until.Day;
                    await TopUp(owner, end.Day.DayNumber - day.DayNumber, cancel);
                }

                await Task.WhenAll(calls.GroupBy(call => call.Key, (key, of) => new UsageBatch(
                    owner.Account, apiKeys[key].Key.Id, [.. of.Select(call => call.Event)])).Select(batch => writer.Ingest(batch, cancel)));
            }

            // The calls went past the door where a key is looked up, which is what marks it as used.
            foreach (var key in apiKeys.Values) await keys.Find(key.Secret, cancel);
        }
        finally
        {
            clock.Reset();
            sandbox.ClockOffset = TimeSpan.Zero;
        }
    }

    private async Task<Actor.Person> OwnerOf(CancellationToken cancel)
    {
        var user = await users.FindByEmailAsync(DemoPeople.Owner.Email) ?? throw new InvalidOperationException("The demo has no owner");
        cancel.ThrowIfCancellationRequested();
        return new Actor.Person(user.Id, user.DisplayName);
    }

    private void Move(Instant to, Instant end)
    {
        clock.MoveTo(to);
        sandbox.ClockOffset = to - end;
    }

    private async Task<Dictionary<string, CreatedApiKey>> Keys(Owner owner, CancellationToken cancel)
    {
        var made = new Dictionary<string, CreatedApiKey>(StringComparer.Ordinal);
        foreach (var name in DemoUsage.Keys)
        {
            var id = new ApiKeyId(Guid.CreateVersion7(clock.Now.ToDateTimeOffset()));
            made.Add(name, (await keys.Create(owner.Actor, owner.Account, new NewApiKey(id, name), cancel)).Value);
        }

        return made;
    }

    private async Task TopUp(Owner owner, int daysAgo, CancellationToken cancel)
    {
        foreach (var (_, dollars) in TopUps.Where(t => t.DaysAgo == daysAgo)) await Pay(owner, dollars, cancel);
        while (daysAgo == 1 && writer.Find(owner.Account)!.BalanceAmount < Amount.Whole(Comfort, Asset.Usd)) await Pay(owner, 1_000, cancel);
    }

    private async Task Pay(Owner owner, long dollars, CancellationToken cancel)
    {
        var key = $"demo-{clock.Now}-{dollars}";
        var opened = await start.Run(owner.Actor, owner.Account, Amount.Whole(dollars, Asset.Usd), key, owner.Mail, cancel);
        var session = opened.Value.Session;
        if (sandbox.PaySession(session, Card) is { } refusal) throw new InvalidOperationException($"The demo card was refused: {refusal}");
        var settled = await settle.Run(session, cancel);
        if (settled.Value.State != Settlement.Paid) throw new InvalidOperationException($"The demo payment is {settled.Value.State}");
    }

    private sealed record Owner(AccountId Account, string Mail, Actor.Person Actor);
}
