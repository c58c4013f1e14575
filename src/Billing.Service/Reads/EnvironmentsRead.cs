using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>The organisation's pool and its environments.</summary>
/// <param name="Available">What is left of the pool; shared by all.</param>
/// <param name="Environments">By name: those that used something, and those with a limit.</param>
public sealed record EnvironmentsView(Instant AsOf, Amount Available, IReadOnlyList<Allocation> Environments);

/// <summary>Answers what environments may take and took.</summary>
public sealed class EnvironmentsRead(BillingReader reader, Writer writer, BillingClock clock)
{
    /// <summary>Null where there is no such account.</summary>
    public EnvironmentsView? Read(AccountId account)
    {
        if (writer.Find(account) is not { } wallet) return null;
        using var db = reader.OpenContext();
        var used = db.RunningSums.Where(sum => sum.Account == wallet.Account && sum.Kind == RunningSumKind.Environment)
            .Join(db.Names, sum => sum.Name, name => name.Number, (sum, name) => new { name.Text, sum.Booked })
            .ToDictionary(sum => sum.Text, sum => sum.Booked, StringComparer.Ordinal);
        var known = db.Environments.Where(environment => environment.Account == wallet.Account).Select(environment => environment.Name).ToList();
        var now = clock.Now;
        return new(
            now, new(wallet.AvailableAt(now), wallet.Asset),
            [.. known.Union(used.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => Allocation.Of(wallet, name, used.GetValueOrDefault(name), now))]);
    }
}
