using Billing.Credits;
using Billing.Ledger;
using Billing.Metering;
using Billing.Rating;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Metering;

/// <summary>Decides one usage event after the other and books what is accepted: exactly once, by the rules of the account's price book.</summary>
internal sealed class UsageCharge(LedgerTransaction ledger)
{
    private static readonly TimeSpan MostLate = TimeSpan.FromDays(35);
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(5);

    private readonly UsageSums _sums = new(ledger);
    private readonly UsageDebit _debit = new(ledger, new(ledger));
    private readonly OutOfCredit _out = new(ledger);

    /// <param name="paidAt">Whose usable grants pay; null for those of now.</param>
    public UsageReceipt Take(in MeteredEvent metered, WalletDraft wallet, int apiKey, bool imported, Instant? paidAt = null)
    {
        var e = metered.Event;
        var at = paidAt ?? ledger.Now;
        if (Known(metered, wallet) is { } answered) return answered;
        if (Untimely(e, imported) is { } untimely) return Refuse(wallet, untimely);

        // What it costs follows the instant it occurred; who pays and what happens at zero, as a rule the instant it is recorded.
        var priced = ledger.Books.ByNumber(metered.PriceVersion).Book;
        var rated = _sums.Rate(priced, metered, wallet, out var exact);
        if (rated.Refusal is { } unpriced) return Refuse(wallet, new(unpriced.Code, unpriced.Message, unpriced.Field));

        var book = ledger.Books.At(wallet.PriceBook, at).Book;
        var debit = _debit.Decide(book, wallet, rated.Cost, e.Environment, at);
        if (UsageFunding.Settled(debit.Funded, book.Wallet.AtZero) is { Outcome: FundingOutcome.Refused, Next: var action })
            return Refuse(wallet, _out.Of(book, wallet, action, debit.LimitIsTighter ? e.Environment : null));

        var row = ledger.NextUsage();
        _debit.Book(wallet, new(EntryType.Consume, CauseKind.Usage, row, e.Time, metered.PriceVersion, rated.PriceLine, metered.Content), debit);
        ledger.Store.Usage.Insert(Stored(metered, wallet.Account, row, apiKey, rated, debit));
        ledger.Recent.Add(metered.Identity, row);
        _sums.Add(priced, metered, wallet, exact, debit.Charged);
        return new(UsageOutcome.Accepted, row, debit.Charged, debit.Uncovered, wallet.Balance);
    }

    /// <summary>The first receipt, or the conflict, when this identity was stored before.</summary>
    private UsageReceipt? Known(in MeteredEvent metered, WalletDraft wallet)
    {
        foreach (var row in ledger.Recent.Candidates(metered.Identity))
        {
            if (ledger.Store.Usage.Find(row) is not { } stored
                || stored.Account != wallet.Account
                || stored.EventId != metered.Event.Id
                || ledger.Store.Names.Text(stored.Source) != metered.Event.Source) continue;
            return UsageContent.FirstDifference(Original(stored), metered.Event) is { } field
                ? Refuse(wallet, new("event_id_conflict", $"The source has reported this event id before with another {field}.", field))
                : new(UsageOutcome.Duplicate, row, stored.Cost, stored.Uncovered, wallet.Balance);
        }

        return null;
    }

    private Refusal? Untimely(UsageEvent e, bool imported) =>
        e.Time > ledger.Now.Plus(MostAhead) ? new("time_in_future", "The event's time is more than 5 minutes ahead of the ledger's clock.", "time")
        : !imported && e.Time < ledger.Now.Plus(-MostLate) ? new("too_late", "The event is more than 35 days late. Older usage comes in by import.", "time")
        : null;

    private UsageEvent Original(in StoredUsage stored) => stored.ToEvent(ledger.Store.Names.Text);

    private StoredUsage Stored(in MeteredEvent metered, int account, long row, int apiKey, in Rated rated, in Debit debit)
    {
        var (e, names) = (metered.Event, ledger.Store.Names);
        return new StoredUsage
        {
            Row = row,
            Account = account,
            ApiKey = apiKey,
            Source = names.Number(NameKind.Source, e.Source),
            EventId = e.Id,
            Meter = names.Number(NameKind.Meter, e.Meter),
            Model = names.Number(NameKind.Model, e.Model),
            Status = e.Status,
            HttpStatus = e.HttpStatus,
            Occurred = e.Time,
            Recorded = ledger.Now,
            Quantities = e.Quantities,
            Resolution = names.Number(NameKind.Resolution, e.Resolution),
            UpstreamUnits = e.UpstreamUnits,
            LatencyMs = e.LatencyMs,
            Ip = names.Number(NameKind.Ip, e.Ip),
            UserAgent = names.Number(NameKind.UserAgent, e.UserAgent),
            Resource = names.Number(NameKind.Resource, e.Resource),
            Service = names.Number(NameKind.Service, e.Service),
            Environment = names.Number(NameKind.Environment, e.Environment),
            Cost = debit.Charged,
            Uncovered = debit.Uncovered,
            PriceVersion = metered.PriceVersion,
            PriceLine = rated.PriceLine,
            Chosen = rated.Chosen,
        };
    }

    private static UsageReceipt Refuse(WalletDraft wallet, Refusal refusal) => new(UsageOutcome.Refused, 0, 0, 0, wallet.Balance, refusal);
}
