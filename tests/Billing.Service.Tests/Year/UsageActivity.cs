using System.Globalization;
using Billing.Credits;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Service.Metering;
using Billing.Units;

namespace Billing.Service.Tests.Year;

/// <summary>Programs report usage: late, twice, in conflict, failed, unpriced, at the edges of hours and months, two batches at one instant.</summary>
internal sealed class UsageActivity(YearWorld world) : IActivity
{
    private const string Source = "gateway";
    private static readonly string[] MoneyCodes = ["insufficient_quota", "throttled", "paused"];
    private static readonly string?[] Environments = [null, "prod", "staging"];

    public int WeightFor(YearCustomer customer) => 12;

    public async Task Do(YearCustomer customer)
    {
        var batch = Batch(customer);
        var other = world.Chance(8) ? world.Pick(world.Customers) : null;
        if (other is null)
        {
            var receipts = await world.Interruptions.Ask($"{customer}: {batch.Count} events", house => Send(house, customer, batch), Again);
            Note(customer, batch, receipts);
            return;
        }

        var second = Batch(other);
        var both = await world.Interruptions.Ask($"{customer} and {other}: {batch.Count} and {second.Count} events at once", house => SendBoth(house, (customer, batch), (other, second)));
        Note(customer, batch, both[0]);
        Note(other, second, both[1]);
    }

    private static Task<IReadOnlyList<UsageReceipt>> Send(YearHouse house, YearCustomer customer, IReadOnlyList<UsageEvent> batch) =>
        house.Ledger.Writer.Ingest(new(customer.Id, null, batch, Imported: batch[0].Service == "import"), CancellationToken.None);

    private static async Task<IReadOnlyList<IReadOnlyList<UsageReceipt>>> SendBoth(YearHouse house, (YearCustomer, IReadOnlyList<UsageEvent>) a, (YearCustomer, IReadOnlyList<UsageEvent>) b) =>
        await Task.WhenAll(Send(house, a.Item1, a.Item2), Send(house, b.Item1, b.Item2));

    private static void Again(IReadOnlyList<UsageReceipt> first, IReadOnlyList<UsageReceipt> second)
    {
        foreach (var (one, two) in first.Zip(second).Where(pair => pair.First.Outcome != UsageOutcome.Refused))
        {
            YearWorld.Must(
                two.Outcome == UsageOutcome.Duplicate && (one.Row, one.Cost, one.Uncovered) == (two.Row, two.Cost, two.Uncovered),
                $"The same event was answered {one} and then {two}");
        }
    }

    private void Note(YearCustomer customer, IReadOnlyList<UsageEvent> batch, IReadOnlyList<UsageReceipt> receipts)
    {
        for (var i = 0; i < batch.Count; i++) Note(customer, batch[i], receipts[i]);
        if (receipts[^1].Refusal is { } no && MoneyCodes.Contains(no.Code)) MustBeSpent(customer, batch[^1], no);
    }

    private void Note(YearCustomer customer, UsageEvent e, UsageReceipt receipt)
    {
        var notes = world.Notes;
        var known = notes.Used.TryGetValue((customer.Id, e.Id), out var first);
        if (receipt.Outcome == UsageOutcome.Refused)
        {
            notes.Refused++;
            YearWorld.Must(receipt.Refusal!.Code == "event_id_conflict" ? known : !known || !Same(first.Event, e), $"{customer}: event {e.Id} was refused as {receipt.Refusal.Code}, but {(known ? "had been accepted" : "was new")}");
            return;
        }

        YearWorld.Must(receipt.Cost >= 0 && receipt.Uncovered >= 0, $"{customer}: event {e.Id} costs {receipt.Cost}, uncovered {receipt.Uncovered}");
        if (known)
        {
            notes.Duplicates++;
            YearWorld.Must(Same(first.Event, e) && (first.Receipt.Row, first.Receipt.Cost) == (receipt.Row, receipt.Cost), $"{customer}: event {e.Id} was answered {first.Receipt}, and now {receipt}");
            return;
        }

        notes.Used[(customer.Id, e.Id)] = (e, receipt);
        YearWorld.Must(notes.Rows.TryAdd(receipt.Row, (customer.Id, e.Id)), $"{customer}: usage row {receipt.Row} was answered for two events");
        KeepLimit(customer, e, receipt);
    }

    private static void KeepLimit(YearCustomer customer, UsageEvent e, UsageReceipt receipt)
    {
        if (!customer.Book.HasEnvironments || e.Environment is not { } environment) return;
        var before = customer.Taken.GetValueOrDefault(environment);
        customer.Taken[environment] = before + receipt.Cost;
        if (!customer.Limits.TryGetValue(environment, out var limit)) return;
        YearWorld.Must(receipt.Cost <= Math.Max(0, limit - before), $"{customer}: '{environment}' took {before} of {limit} and then {receipt.Cost}");
    }

    /// <summary>What is refused for money, nothing was left for.</summary>
    private void MustBeSpent(YearCustomer customer, UsageEvent e, Refusal no)
    {
        if (customer.Book.Wallet.Payment == PaymentRule.WholeOrNothing || no.Field == "data.environment") return;
        var left = world.House.Ledger.Writer.Find(customer.Id)!.AvailableAt(world.Now);
        YearWorld.Must(left == 0, $"{customer}: event {e.Id} was refused as {no.Code} while {left} were left");
    }

    private static bool Same(UsageEvent a, UsageEvent b) => UsageContent.FirstDifference(a, b) is null;

    private List<UsageEvent> Batch(YearCustomer customer)
    {
        var imported = world.Chance(10);
        var batch = new List<UsageEvent>();
        for (var i = world.Random.Next(1, 6); i > 0; i--) batch.Add(Again(customer, batch) ?? Fresh(customer, imported));
        foreach (var e in batch) world.Notes.Sent.Add((customer.Id, e));
        return batch;
    }

    /// <summary>One that was sent before, as it was or with something else in it.</summary>
    private UsageEvent? Again(YearCustomer customer, List<UsageEvent> batch)
    {
        if (!world.Chance(10) || world.Notes.Sent.Count == 0) return null;
        var (account, e) = world.Notes.Sent[^world.Random.Next(1, Math.Min(40, world.Notes.Sent.Count) + 1)];
        if (account != customer.Id || batch.Any(one => one.Id == e.Id)) return null;
        return world.Chance(25) ? e with { LatencyMs = (e.LatencyMs ?? 0) + 1 } : e;
    }

    private UsageEvent Fresh(YearCustomer customer, bool imported)
    {
        var line = world.Pick(customer.Book.Lines);
        return new UsageEvent
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{customer.Number}-{++customer.Events}"),
            Source = Source,
            Meter = line.Meter,
            Model = world.Chance(2) ? "nobody-knows" : line.Model,
            Resolution = line.Resolution,
            Time = Time(imported),
            Status = world.Chance(6) ? UsageStatus.Error : UsageStatus.Success,
            Quantities = Quantities(line),
            UpstreamUnits = line is PartSum { Upstream: not null } && world.Chance(40) ? world.Random.NextInt64(20_000_000) : null,
            Environment = customer.Book.HasEnvironments ? world.Pick(Environments) : null,
            Service = imported ? "import" : null,
        };
    }

    private Instant Time(bool imported)
    {
        var now = world.Now;
        return world.Random.Next(20) switch
        {
            0 => now.StartOfHour,
            1 => new(now.StartOfHour.Micros - 1),
            2 => now.StartOfMonth,
            3 => new(now.StartOfMonth.Micros - 1),
            4 => now.Plus(TimeSpan.FromMinutes(world.Chance(20) ? 10 : 2)),
            5 or 6 => now.Plus(TimeSpan.FromMinutes(-world.Random.Next(1, imported ? 100_000 : 57_600))),
            7 or 8 or 9 => now.Plus(TimeSpan.FromMinutes(-world.Random.Next(1, 4_000))),
            _ => now,
        };
    }

    private Quantities Quantities(PriceLine line)
    {
        var quantities = new Quantities();
        foreach (var measure in MeasuresOf(line))
        {
            if (world.Chance(90)) quantities[measure] = Count(measure);
        }

        return quantities;
    }

    private static IEnumerable<Measure> MeasuresOf(PriceLine line) => line switch
    {
        PartSum sum => sum.Parts.SelectMany(part => part.Measures).Distinct(),
        StartedSteps steps => [steps.Measure],
        _ => throw new InvalidOperationException($"No events are made for {line.GetType().Name}"),
    };

    private long Count(Measure measure) => measure switch
    {
        Measure.Seconds => world.Random.NextInt64(1, 7_200_000_000),
        Measure.RamMib => 128L << world.Random.Next(6),
        Measure.Bytes => world.Random.NextInt64(3_000_000_000),
        Measure.GibHours => world.Random.NextInt64(1, 40_000_000),
        Measure.Images or Measure.Clips => world.Random.Next(1, 4),
        Measure.PromptTokens => world.Random.Next(1, 9_000),
        _ => world.Random.Next(1, 300_000),
    };
}
