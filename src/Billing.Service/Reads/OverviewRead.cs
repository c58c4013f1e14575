using Billing.Credits;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Service.Access;
using Billing.Service.Metering;
using Billing.Service.Ports;
using Billing.Service.Storage;
using Billing.Service.Views;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>Answers the Overview, of one moment.</summary>
public sealed class OverviewRead(ViewsStore views, PublishedBooks books, IApiKeys keys, BillingClock clock)
{
    private const int NewestEntries = 5;

    /// <param name="chosen">Whole UTC days, or days up to now.</param>
    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    public async Task<OverviewView> Read(AccountId account, Period chosen, CancellationToken cancel)
    {
        var named = await keys.Of(account, cancel);
        return await views.Read(moment => Answer(moment, new(moment, account, named), chosen, clock.Now), cancel);
    }

    private OverviewView Answer(Moment moment, AccountFacts account, Period chosen, Instant now)
    {
        var rules = books.At(account.PriceBook, now).Book.Wallet;
        var (balance, last) = moment.Balance(account.Number);
        var usage = moment.UsageByDay(account.Number, HourSpan.Of(chosen));
        var wording = new LedgerWording(moment, account);
        return new(
            now,
            account.Amount(balance),
            account.Amount(account.Frozen),
            Grants(moment, account, now),
            chosen,
            Spending.Total(usage.Rows, account),
            new Months(moment, account, now).Read(),
            Pace.Read(moment, account, now, balance - account.Frozen),
            Models(moment, account, usage),
            Days(moment, account, usage),
            [.. moment.EntriesDown(account.Number, last, Math.Max(1, last - NewestEntries + 1)).ToList().Select(wording.Line)])
        {
            Postpaid = rules.Funding == FundingMode.Postpaid,
            AtZero = rules.AtZero,
            Disputed = account.Frozen > 0 && moment.Db.Disputes.Any(row => row.Account == account.Number && row.State == DisputeState.Open),
        };
    }

    private List<GrantLine> Grants(Moment moment, AccountFacts account, Instant now)
    {
        var left = moment.Grants(account.Number);
        var months = new MonthAnchor(moment.Db.Subscriptions.Find(account.Number)?.PeriodStart ?? now);
        var order = books.At(account.PriceBook, now).Book.BurnOrder;
        return moment.Db.Grants.Where(grant => grant.Account == account.Number).AsEnumerable()
            .Where(grant => left.GetValueOrDefault(grant.Number) > 0)
            .OrderBy(Terms, order)
            .Select(grant => new GrantLine(
                grant.Number, grant.Kind, account.Amount(grant.Amount), account.Amount(left[grant.Number]), grant.GrantedAt,
                grant.ExpiresAt < Instant.Latest ? grant.ExpiresAt : null,
                grant is { PaidAsset: { } asset, PaidAmount: { } paid } ? new(paid, new Asset(asset)) : null,
                grant.Reference)
            {
                RolledOver = GrantLifecycle.StatusAt(Terms(grant), left[grant.Number], now, months).State == GrantState.Rolled,
            })
            .ToList();
    }

    private static Grant Terms(GrantRow grant) => new(grant.Number, grant.Kind, grant.GrantedAt, grant.ExpiresAt);

    private static List<ModelCost> Models(Moment moment, AccountFacts account, UsageRollup usage) =>
        usage.Rows.GroupBy(row => moment.Label(row.Key), row => row.Value, StringComparer.Ordinal)
            .Select(model => (Name: model.Key, Sums: Spending.Sum(model)))
            .OrderByDescending(model => model.Sums.Cost).ThenBy(model => model.Name, StringComparer.Ordinal)
            .Select(model => new ModelCost(
                model.Name, account.Amount(model.Sums.Cost), model.Sums.Requests, model.Sums.InputTokens, model.Sums.OutputTokens))
            .ToList();

    private static List<DayModelCost> Days(Moment moment, AccountFacts account, UsageRollup usage) =>
        usage.Rows.GroupBy(row => (Day: Spending.DayOf(row.Key.Slot), Model: moment.Label(row.Key)), row => row.Value.Cost)
            .OrderBy(cell => cell.Key.Day).ThenBy(cell => cell.Key.Model, StringComparer.Ordinal)
            .Select(cell => new DayModelCost(cell.Key.Day, cell.Key.Model, account.Amount(cell.Sum())))
            .ToList();
}
