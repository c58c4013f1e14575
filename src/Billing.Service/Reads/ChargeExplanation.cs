using Billing.Ledger;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Rating;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Service.Views;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>Tells how one request's charge came about: rates the stored event again and finds who paid.</summary>
internal sealed class ChargeExplanation(Moment moment, AccountFacts account, PublishedBooks books)
{
    public RequestDetail? Find(long row)
    {
        if (moment.Billing.Usage(row) is not { } usage || usage.Account != account.Number) return null;
        var published = books.ByNumber(usage.PriceVersion);
        var explanation = Rater.Explain(published.Book, usage.ToEvent(Name), Before(usage))
            ?? throw new InvalidDataException($"Usage row {row} cannot be rated by price version {usage.PriceVersion}, which it was charged by");
        var entries = Entries(usage);
        return new(
            RequestsRead.Line(moment, account, usage), usage.EventId, Name(usage.Source)!, usage.Recorded, Name(usage.Resolution),
            usage.UpstreamUnits is { } units ? Fraction.Of(units, Asset.UnitsPerWhole) : null, Name(usage.Ip), Name(usage.UserAgent),
            Name(usage.Environment), Name(usage.Resource), Name(usage.Service), account.Key(usage.ApiKey)?.Name,
            published.Book.Name, published.Book.Version, explanation, explanation.Charge,
            PaidBy(entries), Neighbours(entries));
    }

    /// <summary>What was used before it in the sum that it is rounded with (KS-8): the environment's rows of the hour with smaller numbers.</summary>
    private Fraction Before(StoredUsage usage)
    {
        var sum = Fraction.Zero;
        if (LineOf(usage) is not { Stage: RoundingStage.EnvironmentHour }) return sum;
        var hour = usage.Occurred.HourNumber;
        foreach (var other in moment.UsageDown(account.Number, new(hour, hour + 1), new(null, null, null), null))
        {
            if (other.Row < usage.Row && other.Environment == usage.Environment && LineOf(other) is { Stage: RoundingStage.EnvironmentHour } line)
                sum += Rater.Exact(line, other.Status, other.Quantities, other.UpstreamUnits ?? 0);
        }

        return sum;
    }

    private PriceLine? LineOf(in StoredUsage usage) => usage.PriceLine == 0 ? null : books.ByNumber(usage.PriceVersion).Book.Line(usage.PriceLine);

    private string? Name(int number) => moment.Billing.Name(number);

    /// <summary>
    /// The entries the request caused, in number order. They were written in the same commit as the row, and calls are
    /// booked in the order of their rows, so in a run of consume entries the cause only grows: a search by halves.
    /// </summary>
    private List<StoredEntry> Entries(StoredUsage usage)
    {
        if (usage.Cost == 0) return [];
        var hour = usage.Recorded.HourNumber;
        foreach (var run in moment.Lines(account.Number, LedgerTime.Recorded, new(hour, hour + 1)).Where(run => run.Type == EntryType.Consume))
        {
            long low = run.First, high = run.Last;
            while (low < high)
            {
                var middle = low + (high - low) / 2;
                if (CauseOf(middle) < usage.Row) low = middle + 1;
                else high = middle;
            }

            // A debt follows what was consumed and is a line of its own.
            var found = moment.EntriesUp(account.Number, low, run.Last + 1)
                .TakeWhile(stored => stored.Entry is { CauseKind: CauseKind.Usage } entry && entry.Cause == usage.Row).ToList();
            if (found.Count > 0) return found;
        }

        return [];
    }

    private long CauseOf(long number) => moment.Entry(account.Number, number)!.Value.Entry.Cause;

    private List<PaidBy> PaidBy(List<StoredEntry> entries)
    {
        var wording = new LedgerWording(moment, account);
        return entries.ConvertAll(stored =>
        {
            var grant = wording.Grant(stored.Entry.Grant);
            return new PaidBy(
                stored.Entry.Number, stored.Entry.Grant, grant?.Kind, grant?.GrantedAt, account.Amount(-stored.Entry.Amount),
                account.Amount(grant is null ? 0 : moment.GrantLeft(account.Number, grant.Number, stored)),
                account.Amount(stored.Entry.BalanceAfter), stored.Hash);
        });
    }

    private IReadOnlyList<ChainLink> Neighbours(List<StoredEntry> entries)
    {
        if (entries.Count == 0) return [];
        return new[] { entries[0].Entry.Number - 1, entries[^1].Entry.Number + 1 }
            .Select(number => moment.Entry(account.Number, number)).OfType<StoredEntry>()
            .Select(stored => new ChainLink(stored.Entry.Number, stored.Hash)).ToList();
    }
}
