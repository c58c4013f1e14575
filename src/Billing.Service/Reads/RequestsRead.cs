using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Service.Views;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>Answers Requests and the page that explains one, of one moment.</summary>
public sealed class RequestsRead(ViewsStore views, PublishedBooks books, IApiKeys keys, BillingClock clock)
{
    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    public async Task<RequestsView> Read(AccountId account, RequestsQuery query, CancellationToken cancel)
    {
        var named = await keys.Of(account, cancel);
        return await views.Read(moment => Answer(moment, new(moment, account, named), query), cancel);
    }

    /// <summary>One request with its arithmetic; null for a row that is missing or another account's.</summary>
    /// <param name="row">The usage row's number.</param>
    public async Task<RequestDetail?> Find(AccountId account, long row, CancellationToken cancel)
    {
        var named = await keys.Of(account, cancel);
        return await views.Read(moment => new ChargeExplanation(moment, new(moment, account, named), books).Find(row), cancel);
    }

    private RequestsView Answer(Moment moment, AccountFacts account, RequestsQuery query)
    {
        var span = HourSpan.Of(query.Period);
        var filter = new UsageFilter(query.Model, query.Status, query.ApiKey is { } key ? account.NumberOf(key) : null);
        var usage = moment.UsageByDay(account.Number, span).Rows.ToList();
        var before = query.Before is { } place ? (place.Time, place.Row) : ((Instant, long)?)null;
        var page = moment.UsageDown(account.Number, span, filter, before).Take(query.Limit + 1).ToList();
        var more = page.Count > query.Limit;
        if (more) page.RemoveAt(query.Limit);
        return new(
            clock.Now,
            Spending.Total(usage.Where(row => filter.Matches(row.Key, moment.Label)), account),
            page.ConvertAll(row => Line(moment, account, row)),
            more ? new(page[^1].Occurred, page[^1].Row) : null,
            [.. usage.Select(row => moment.Label(row.Key)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. usage.Select(row => account.Key(row.Key.ApiKey)).OfType<KeyName>().Distinct().OrderBy(name => name.Name, StringComparer.Ordinal)]);
    }

    internal static RequestLine Line(Moment moment, AccountFacts account, StoredUsage usage) => new(
        usage.Row, usage.Occurred, moment.Billing.Name(usage.Meter)!, moment.Billing.Name(usage.Model), usage.Status, usage.HttpStatus,
        usage.Quantities, usage.LatencyMs, account.Key(usage.ApiKey)?.Prefix, account.Amount(usage.Cost), account.Amount(usage.Uncovered));
}
