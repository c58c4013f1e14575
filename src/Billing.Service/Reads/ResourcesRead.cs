using Billing.PriceBooks;
using Billing.Service.Flows.Resources;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Service.Views;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>Answers what runs, why something does not, and what it costs, of one moment.</summary>
public sealed class ResourcesRead(ViewsStore views, PublishedBooks books, Writer writer, BillingClock clock)
{
    /// <summary>Null where the account's price book has no resources.</summary>
    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    public Task<ResourcesView?> Read(AccountId account, CancellationToken cancel) =>
        views.Read(moment => Answer(moment, new(moment, account, []), clock.Now), cancel);

    /// <summary>One resource's life; null where the account has no such resource.</summary>
    public Task<ResourceHistory?> Find(AccountId account, ResourceId resource, CancellationToken cancel) =>
        views.Read(moment => History(moment, new(moment, account, []), resource, clock.Now), cancel);

    private ResourcesView? Answer(Moment moment, AccountFacts account, Instant now)
    {
        if (books.At(account.PriceBook, now).Book is not { Resources: { } rules } book) return null;
        var month = Period.MonthOf(now);
        var rows = moment.Db.Resources.Where(row => row.Account == account.Number && (row.DeletedAt == null || row.DeletedAt >= month.Start)).ToList();
        var lines = new Lines(moment, account, book, month);
        var wallet = writer.Find(account.Number)!;
        return new(
            now, rules.Name, rules.Charge, month,
            book.Wallet.Funding == FundingMode.Prepaid ? account.Amount(wallet.AvailableAt(now)) : null,
            [.. rows.OrderBy(row => row.DeletedAt is not null).ThenBy(row => row.Number).Select(lines.Of)],
            [.. book.Lines.Where(line => line.Meter == rules.Meter && line.Model is not null).Select(line => Size(account, book, line.Model!, month))]);
    }

    private ResourceHistory? History(Moment moment, AccountFacts account, ResourceId resource, Instant now)
    {
        if (books.At(account.PriceBook, now).Book is not { Resources: not null } book) return null;
        if (moment.Db.Resources.SingleOrDefault(row => row.Id == resource && row.Account == account.Number) is not { } row) return null;
        var events = moment.Db.ResourceEvents.Where(e => e.Resource == row.Number).OrderByDescending(e => e.Number).AsEnumerable()
            .Select(e => new ResourceEventLine(e.Number, e.Kind, e.Reason, e.Actor, e.At));
        return new(new Lines(moment, account, book, Period.MonthOf(now)).Of(row), row.Created, row.DeletedAt, [.. events]);
    }

    private static ResourceSize Size(AccountFacts account, PriceBook book, string size, Period month)
    {
        Amount Price(long seconds) => account.Amount(ResourceUse.Price(book, size, seconds)!.Value);
        return new(
            size, book.Model(size)!.Name, book.Resources!.Charge == ResourceCharge.SecondInArrears ? Price(1) : null, Price(ResourceUse.SecondsPerHour), Price(month.Seconds));
    }

    private sealed class Lines(Moment moment, AccountFacts account, PriceBook book, Period month)
    {
        private readonly Dictionary<string, long> _cost = moment.UsageByDay(account.Number, HourSpan.Of(month)).Rows
            .Where(row => row.Key.Resource != 0)
            .GroupBy(row => moment.Billing.Name(row.Key.Resource)!, row => row.Value.Cost, StringComparer.Ordinal)
            .ToDictionary(cost => cost.Key, cost => cost.Sum(), StringComparer.Ordinal);

        public ResourceLine Of(ResourceRow row)
        {
            var last = moment.Db.ResourceEvents.Where(e => e.Resource == row.Number && e.Number == row.LastEvent).Select(e => new { e.Kind, e.At }).SingleOrDefault();
            return new(
                row.Id, row.Name, book.Model(row.Size)?.Name ?? row.Size, row.Instances,
                ResourceStates.Of(row, last?.Kind), row.DeletedAt ?? last?.At ?? row.Created, row.PaidUntil,
                ResourceUse.HourPrice(book, row) is { } hour ? account.Amount(hour) : null,
                account.Amount(_cost.GetValueOrDefault(row.Name)),
                row.Running ? row.PaidUntil : null);
        }
    }
}
